import {
  all,
  definePolicy,
  type Domain,
  type Judgement,
  type NeededService,
  neededServices,
  some,
  yes,
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
    all(...neededServices(options.features).map((service) => isAnswered(domain, service))),
  severityOf: (domain) => (domain.hasInternetPath.truth === 'no' ? 'error' : 'warning'),
  remedy: (domain, { options }) => {
    const silent = neededServices(options.features)
      .filter((service) => isAnswered(domain, service).truth === 'no')
      .flatMap((service) => domain.interfaceEndpointsFor([service]).items);
    return `Set private_dns_enabled = true in ${silent.map(({ address }) => address).join(', ')}.`;
  },
});

/** Whether the name of a service leads to one of its interface endpoints, if there are any: AWS gives it to one alone. */
function isAnswered(domain: Domain, service: NeededService): Judgement {
  const endpoints = domain.interfaceEndpointsFor([service]);
  const answering = some(endpoints, (endpoint) =>
    endpoint.isMistyped ? yes() : endpoint.answersToItsName(domain.vpc),
  );
  return endpoints.members.length === 0 && endpoints.hidden === undefined ? yes() : answering;
}
