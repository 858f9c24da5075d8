import {
  all,
  any,
  definePolicy,
  type Domain,
  type Endpoint,
  every,
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
    "Where private DNS is known only after apply, or the VPC asks other DNS servers than Amazon's, it is undetermined; so is an endpoint without private DNS where a Route 53 zone, a resolver rule or a Route 53 profile of this plan may answer for the name of the service. private_dns_enabled that is not set is false: fail. Of several endpoints for a service one has to answer; an interface endpoint for S3 beside a gateway endpoint is not judged, and one whose private DNS is for inbound queries only does not answer.",
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    all(...neededServices(options.features).map((service) => isAnswered(domain, service))),
  severityOf: (domain) => (domain.hasInternetPath.truth === 'yes' ? 'warning' : 'error'),
  remedy: (domain, { options }) => {
    const silent = neededServices(options.features).flatMap((service) =>
      isAnswered(domain, service).truth === 'no'
        ? domain.interfaceEndpointsFor([service]).certain.slice(0, 1)
        : [],
    );
    const forOthers = namesOf(
      silent.filter(({ isForInboundQueries }) => isForInboundQueries.truth === 'yes'),
    );
    const off = namesOf(silent.filter(({ privateDns }) => privateDns.truth === 'no'));
    return [
      off && `Set private_dns_enabled = true in ${off}.`,
      forOthers && `Set private_dns_only_for_inbound_resolver_endpoint = false in ${forOthers}.`,
    ]
      .filter(Boolean)
      .join(' ');
  },
});

const namesOf = (endpoints: readonly Endpoint[]): string =>
  endpoints.map(({ address }) => address).join(', ');

/** Whether the name of a service leads to one of its interface endpoints, if there are any: AWS gives it to one alone. */
function isAnswered(domain: Domain, service: NeededService): Judgement {
  const endpoints = domain.interfaceEndpointsFor([service]);
  const answers = (endpoint: Endpoint): Judgement =>
    endpoint.isMistyped ? yes() : endpoint.answersToItsName(domain.vpc);
  return any(every(endpoints, answers), some(endpoints, answers));
}
