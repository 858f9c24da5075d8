import { all, allows, any, definePolicy, every, isEmpty, not, PortSet, some } from 'tfplan-studio';

const PORTS = PortSet.range(8192, 65_535);

export const appTraffic = definePolicy({
  id: 'app-traffic',
  title: 'TCP 8192-65535 is open both ways among the apps',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'JupyterServer and KernelGateway talk to each other on these ports; without them kernels do not connect.',
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
    `Add ingress and egress rules for TCP 8192-65535 to a security group of ${address}, from and to the group itself.`,
});
