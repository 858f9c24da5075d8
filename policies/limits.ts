import {
  all,
  any,
  type AppUser,
  type Collection,
  definePolicy,
  type Domain,
  every,
  type Evidence,
  type Judgement,
  known,
  not,
  type Options,
  unknown,
  yes,
} from 'tfplan-studio';
import { boundsOf, spanOf } from './span.ts';

const MOST_SUBNETS = 16;
/** AWS takes five, and adds one of its own for NFS to the network interfaces, which carry five. */
const MOST_USER_GROUPS = 5;
const MOST_DOMAIN_GROUPS = 3;
const MOST_TRUSTED_ACCOUNTS = 20;

export const limits = definePolicy({
  id: 'limits',
  title: 'A Studio domain keeps within the limits of AWS',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html',
  why: 'AWS refuses what is above its limits at apply, or an app that would carry too many security groups does not start.',
  unknowns:
    'A list known only after apply counts from the fewest to the most that it may hold: undetermined, where that leaves the limit open.',
  subject: 'domain',
  require: (domain, { options }) =>
    all(keepsHardLimits(domain, options), keepsUserGroups(domain, MOST_USER_GROUPS - 1)),
  severityOf: (domain, { options }) => {
    const hard = all(keepsHardLimits(domain, options), keepsUserGroups(domain, MOST_USER_GROUPS));
    return hard.truth === 'no' ? 'error' : 'warning';
  },
  remedy: ({ address }) =>
    `Keep ${address} to 1-16 subnets (2 or more with Canvas), 4 security groups a user with the default ones (2 with RStudio), 3 in domain_settings (2 with RStudio) and 20 trusted accounts.`,
});

function keepsHardLimits(domain: Domain, { features }: Options): Judgement {
  const hasRStudio = any(domain.settings.hasRStudio, known(features?.rstudio === true));
  const hasCanvas = any(domain.settings.hasCanvas, known(features?.canvas === true));
  const { trustedAccounts: accounts } = domain.settings;
  return all(
    holds(domain.subnets, 1, MOST_SUBNETS, domain, 'subnets'),
    any(holds(domain.subnets, 2, MOST_SUBNETS, domain, 'subnets for Canvas'), not(hasCanvas)),
    holds(domain.domainGroups, 0, MOST_DOMAIN_GROUPS, domain, 'security groups of domain_settings'),
    any(withRStudio(domain), not(hasRStudio)),
    accounts === undefined
      ? yes()
      : accounts.satisfies(() => accounts.elements().length <= MOST_TRUSTED_ACCOUNTS),
  );
}

const keepsUserGroups = (domain: Domain, most: number): Judgement =>
  all(
    ...domain.users.map((user) => carries(user, most)),
    every(domain.profiles, (profile) => carries(profile.userOf(domain), most)),
  );

/** The groups that a domain with RStudio may have are fewer, and fewest in VpcOnly mode. */
function withRStudio(domain: Domain): Judgement {
  return all(
    holds(domain.domainGroups, 0, 2, domain, 'security groups of domain_settings with RStudio'),
    keepsUserGroups(domain, 4),
    any(keepsUserGroups(domain, 2), not(domain.isVpcOnly)),
  );
}

const carries = ({ groups, name, domain }: AppUser, most: number): Judgement =>
  holds(groups, 0, most, domain, `security groups for ${name}`);

/** Whether a collection has from `fewest` to `most` items. */
function holds(
  items: Collection<unknown>,
  fewest: number,
  most: number,
  domain: Domain,
  what: string,
): Judgement {
  const count = items.count;
  const fact: Evidence = domain.fact(`has ${spanOf(count)} where ${fewest} to ${most} ${what} are allowed`);
  if (count.least > most || count.most < fewest) return known(false, fact);
  if (count.most <= most && count.least >= fewest) return known(true, fact);
  const open = `leaves open how many ${what} there are: ${boundsOf(count)}, where ${fewest} to ${most} are allowed`;
  return unknown(domain.fact(open));
}
