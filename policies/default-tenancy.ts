import { definePolicy, every } from 'tfplan-studio';

export const defaultTenancy = definePolicy({
  id: 'default-tenancy',
  title: "A Studio domain's VPC has default tenancy",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Studio runs on shared hardware and does not start in a VPC of dedicated tenancy.',
  unknowns:
    'A tenancy known only after apply and a VPC that this plan neither manages nor reads are undetermined. A tenancy that is not set is the default one: pass.',
  subject: 'domain',
  require: (domain) => every(domain.vpc, (vpc) => vpc.hasDefaultTenancy),
  remedy: (domain) =>
    `Set instance_tenancy = "default" in ${domain.vpc.items.map(({ address }) => address).join(', ')}, or use another VPC.`,
});
