import {
  all,
  allows,
  any,
  type AnyPolicy,
  type AppUser,
  BlockWriter,
  definePolicy,
  type Domain,
  type Direction,
  every,
  isEmpty,
  type Judgement,
  not,
  type PortRange,
  PortSet,
  type Severity,
  some,
} from 'tfplan-studio';
import { groupsBreaking } from './remedies/breaking-groups.ts';
import { letThrough } from './remedies/rule-blocks.ts';

const WAYS = ['ingress', 'egress'] as const;

/** A policy that apps can reach each other on some ports, by rules from and to their own groups. */
export function selfTraffic(policy: {
  readonly id: string;
  readonly title: string;
  /** The default groups alone make it a warning where every profile of the plan brings a group that is open. */
  readonly severity: Severity;
  readonly why: string;
  readonly ports: PortRange;
  /** The traffic in a sentence, such as `TCP 2049 (NFS)`. */
  readonly name: string;
}): AnyPolicy {
  const { ports, name, ...facts } = policy;
  const isOpen = ({ groups, party }: AppUser, way: Direction): Judgement =>
    any(isEmpty(groups), allows(groups, way, party, PortSet.of([ports])));
  const isOpenBothWays = (user: AppUser): Judgement => all(...WAYS.map((way) => isOpen(user, way)));
  const profilesAreOpen = (domain: Domain): boolean =>
    domain.profiles.members.length > 0 &&
    every(domain.profiles, (profile) =>
      all(not(isEmpty(profile.ownGroups)), isOpenBothWays(profile.userOf(domain))),
    ).truth === 'yes';
  return definePolicy({
    ...facts,
    unknowns:
      'A security group outside this plan may have rules that it does not show, and a rule may have ports or sources known only after apply: undetermined, unless the rules that are known are enough.',
    source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
    subject: 'apps',
    when: ({ users }) =>
      all(
        every(users, ({ domain }) => domain.isVpcOnly),
        some(users, ({ groups }) => not(isEmpty(groups))),
      ),
    require: ({ users }) => every(users, isOpenBothWays),
    severityOf: ({ users }) =>
      users.items.every(({ domain }) => profilesAreOpen(domain)) ? 'warning' : facts.severity,
    remedy: ({ address, users }, { graph }) => {
      if (users.items.every(({ domain }) => profilesAreOpen(domain)))
        return `Give every user of ${address} a profile with a security group of its own, as the profiles of this plan have.`;
      const missing = WAYS.flatMap((way) =>
        groupsBreaking(users, (user) => isOpen(user, way)).map((group) => ({ group, way })),
      );
      const blocks = new BlockWriter(graph, missing[0]?.group);
      for (const { group, way } of missing) letThrough(blocks, group, way, { group }, ports);
      return blocks.remedy(
        `Let ${name} in and out of a security group of ${address}, from and to the group itself.`,
      );
    },
  });
}
