import { definePolicy } from 'tfplan-studio';

export const networkMode = definePolicy({
  id: 'network-mode',
  title: 'A Studio domain sends its traffic through its VPC only',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Otherwise apps reach the internet through a VPC of SageMaker, which no security group, route or endpoint of yours controls.',
  unknowns: 'A mode known only after apply is undetermined. One that is not set is PublicInternetOnly: fail.',
  subject: 'domain',
  require: (domain) => domain.isVpcOnly,
  remedy: ({ address }) => `Set app_network_access_type = "VpcOnly" in ${address}.`,
});
