import { all, definePolicy, none } from 'tfplan-studio';

export const profileIsolation = definePolicy({
  id: 'profile-isolation',
  title: "Users of a domain cannot reach each other's apps",
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: "Apps answer without authentication. A group that lets itself in and is shared by users opens every user's apps to the others. The default groups are shared, and app-traffic and efs-traffic want them to let themselves in: where every user has a profile with a group of its own, waive those two for the domain; where users may reach each other, skip this policy.",
  unknowns:
    'A shared security group outside this plan, whose rules are not shown, is undetermined, and so is a group of which it is not sure that two profiles name it.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) =>
    all(
      none(domain.sharedGroups, (group) => group.letsItselfIn),
      // Everybody carries the default groups.
      none(domain.appGroups, (group) => group.letsIn(domain.defaultGroups)),
    ),
  remedy: (domain) => {
    const open = [
      ...domain.sharedGroups.items.filter((group) => group.letsItselfIn.truth === 'yes'),
      ...domain.appGroups.items.filter((group) => group.letsIn(domain.defaultGroups).truth === 'yes'),
    ];
    return `Give each profile of ${domain.address} a security group of its own that lets itself in, and take the rules that let apps in out of ${[...new Set(open.map(({ address }) => address))].join(', ')}.`;
  },
});
