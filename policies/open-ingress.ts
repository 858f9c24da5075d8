import { definePolicy, every, isClosedTo } from 'tfplan-studio';

export const openIngress = definePolicy({
  id: 'open-ingress',
  title: 'The security groups of Studio apps let nobody in from wide ranges',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Apps answer without authentication: whoever can connect to one can use it.',
  unknowns:
    "A security group outside this plan, a source known only after apply, and a prefix list whose entries the plan does not show are undetermined. The prefix lists of AWS's own services are not wide.",
  subject: 'apps',
  when: ({ users }) => every(users, ({ domain }) => domain.isVpcOnly),
  require: ({ users }) => every(users, (user) => isClosedTo(user, 'a range as wide as the VPC')),
  severityOf: ({ users }) =>
    every(users, (user) => isClosedTo(user, 'the internet')).truth === 'no' ? 'error' : 'warning',
  remedy: ({ users }) =>
    `Let in only the security group itself: remove the wide ingress rules of ${[...new Set(users.items.flatMap(({ groups }) => groups.items.map(({ address }) => address)))].join(', ')}.`,
});
