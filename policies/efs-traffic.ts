import { all, allows, any, definePolicy, every, isEmpty, not, PortSet, some } from 'tfplan-studio';

const PORTS = PortSet.range(2049);

export const efsTraffic = definePolicy({
  id: 'efs-traffic',
  title: 'TCP 2049 is open both ways between the apps and the file system',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'The home folders are on Amazon EFS, mounted over NFS. A warning only: SageMaker attaches its own NFS groups to the apps.',
  subject: 'apps',
  when: ({ users }) =>
    all(
      every(users, ({ domain }) => domain.isVpcOnly),
      some(users, ({ groups }) => not(isEmpty(groups))),
    ),
  require: ({ users }) =>
    every(users, ({ groups, party }) =>
      any(
        isEmpty(groups),
        all(allows(groups, 'ingress', party, PORTS), allows(groups, 'egress', party, PORTS)),
      ),
    ),
  remedy: ({ address }) =>
    `Add ingress and egress rules for TCP 2049 (NFS) to a security group of ${address}, from and to the group itself.`,
});
