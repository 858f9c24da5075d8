import { selfTraffic } from './self-traffic.ts';

export const efsTraffic = selfTraffic({
  id: 'efs-traffic',
  title: 'TCP 2049 is open both ways between the apps and the file system',
  severity: 'warning',
  why: 'The home folders are on Amazon EFS, mounted over NFS. A warning only: SageMaker attaches its own NFS groups to the apps.',
  ports: { first: 2049, last: 2049 },
  name: 'TCP 2049 (NFS)',
});
