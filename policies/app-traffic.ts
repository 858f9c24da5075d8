import { selfTraffic } from './self-traffic.ts';

export const appTraffic = selfTraffic({
  id: 'app-traffic',
  title: 'TCP 8192-65535 is open both ways among the apps',
  severity: 'error',
  why: 'JupyterServer and KernelGateway talk to each other on these ports; without them kernels do not connect.',
  ports: { first: 8192, last: 65_535 },
  name: 'TCP 8192-65535',
});
