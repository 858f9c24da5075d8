import { all, any, definePolicy, every, none } from 'tfplan-studio';

export const vpcDns = definePolicy({
  id: 'vpc-dns',
  title: 'A VPC whose endpoints have private DNS has DNS support and DNS host names',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  why: 'AWS refuses an endpoint with private DNS in a VPC without both.',
  unknowns:
    'Settings known only after apply are undetermined, and so is a VPC outside this plan that has such an endpoint. enable_dns_hostnames that is not set is false, except in the default VPC of the account; enable_dns_support that is not set is true.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) =>
    every(domain.vpc, (vpc) =>
      any(
        all(vpc.dnsSupport, vpc.dnsHostnames),
        none(vpc.listedEndpoints, (endpoint) => all(endpoint.isInterface, endpoint.privateDns)),
      ),
    ),
  remedy: (domain) =>
    `Set enable_dns_support = true and enable_dns_hostnames = true in ${domain.vpc.items.map(({ address }) => address).join(', ')}.`,
});
