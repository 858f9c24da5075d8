import { all, any, definePolicy, every, neededServices } from 'tfplan-studio';

export const endpointPrivateDns = definePolicy({
  id: 'endpoint-private-dns',
  title: "An interface endpoint of Studio answers to its service's own name",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html',
  why: "Without private DNS the service's name resolves to public addresses, and nothing uses the endpoint.",
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    every(domain.interfaceEndpointsFor(neededServices(options.features)), (endpoint) =>
      any(
        all(
          endpoint.privateDns,
          every(domain.vpc, (vpc) => vpc.usesAmazonDns),
        ),
        domain.network.privateZoneFor(endpoint.service?.service),
      ),
    ),
  severityOf: (domain) => (domain.hasInternetPath.truth === 'no' ? 'error' : 'warning'),
  remedy: () => 'Set private_dns_enabled = true.',
});
