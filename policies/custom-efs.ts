import { definePolicy, every, some, yes } from 'tfplan-studio';

export const customEfs = definePolicy({
  id: 'custom-efs',
  title: 'A custom file system can be mounted from every subnet of the domain',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/domain-custom-file-system.html',
  why: 'Spaces fail with an internal error where the file system has no mount target, or one without the NFS group that SageMaker makes.',
  subject: 'domain',
  when: (domain) => some(domain.customFileSystems, () => yes()),
  require: (domain) =>
    every(domain.customFileSystems, (fileSystem) =>
      every(domain.subnets, (subnet) => fileSystem.serves(subnet, domain)),
    ),
  remedy: ({ address }) =>
    `Give the file system an aws_efs_mount_target in every subnet of ${address}, with the security group that SageMaker makes for the domain: data "aws_security_group" with the name "security-group-for-inbound-nfs-\${${address}.id}".`,
});
