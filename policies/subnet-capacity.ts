import { definePolicy, type Domain, known, type Options, unknown } from 'tfplan-studio';
import { spanOf } from './span.ts';

/** The fewest addresses that a domain should have, whatever its users: room for the system's own interfaces. */
const FLOOR = 32;
/** The fewest addresses that AWS counts for a user. */
const LEAST_PER_USER = 2;

export const subnetCapacity = definePolicy({
  id: 'subnet-capacity',
  title: "A Studio domain's subnets have enough addresses for its users",
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Every running instance of a user takes an address; when the subnets have none left, apps fail to start. AWS recommends 2 to 4 a user. At least 32 are asked for, however few the users are.',
  unknowns:
    'A subnet whose block is not known counts as anything from a /28 to a /16: undetermined, unless the other subnets are enough or even a /16 is too little.',
  subject: 'domain',
  require: (domain, { options }) => {
    const users = usersOf(domain, options);
    const neededBy = (count: number): number => Math.max(count * options.ipsPerUser, FLOOR);
    const needed = { least: neededBy(users.least), most: neededBy(users.most) };
    const { least, most } = domain.capacity;
    const have = `${spanOf(domain.capacity)} addresses for use`;
    const fact = domain.fact(
      `has ${have} where ${spanOf(needed)} ${needed.least === needed.most ? 'are' : 'may be'} needed`,
      'subnet_ids',
    );
    if (least >= needed.most) return known(true, fact);
    return most < needed.least ? known(false, fact) : unknown(fact);
  },
  severityOf: (domain, { options }) =>
    domain.capacity.most < usersOf(domain, options).least * LEAST_PER_USER ? 'error' : 'warning',
  remedy: ({ address }) =>
    `Give ${address} larger subnets (a /24 has 251 addresses for use) or more of them.`,
});

const usersOf = (domain: Domain, { users }: Options): Domain['profiles']['count'] =>
  users === undefined ? domain.profiles.count : { least: users, most: users };
