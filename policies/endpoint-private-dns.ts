import {
  type Collection,
  definePolicy,
  type Domain,
  type Endpoint,
  every,
  neededServices,
  type Options,
} from 'tfplan-studio';

export const endpointPrivateDns = definePolicy({
  id: 'endpoint-private-dns',
  title: "An interface endpoint of Studio answers to its service's own name",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html',
  why: "Without private DNS the service's name resolves to public addresses, and nothing uses the endpoint.",
  unknowns:
    "Where private DNS is known only after apply, or the VPC asks other DNS servers than Amazon's, it is undetermined; so is an endpoint without private DNS where a Route 53 zone, a resolver rule or a Route 53 profile of this plan may answer for the name of the service. private_dns_enabled that is not set is false: fail.",
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    every(endpointsOf(domain, options), (endpoint) => endpoint.answersToItsName(domain.vpc)),
  severityOf: (domain) => (domain.hasInternetPath.truth === 'no' ? 'error' : 'warning'),
  remedy: (domain, { options }) => {
    const silent = endpointsOf(domain, options).items.filter(
      (endpoint) => endpoint.answersToItsName(domain.vpc).truth === 'no',
    );
    return `Set private_dns_enabled = true in ${silent.map(({ address }) => address).join(', ')}.`;
  },
});

const endpointsOf = (domain: Domain, { features }: Options): Collection<Endpoint> =>
  domain.interfaceEndpointsFor(neededServices(features));
