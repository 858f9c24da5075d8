import { definePolicy, type Endpoint, every, type Judgement, known, unknown, yes } from 'tfplan-studio';

export const endpointRegion = definePolicy({
  id: 'endpoint-region',
  title: 'The region in the service name of an endpoint is the region that it is for',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  why: 'The plan succeeds, and AWS refuses the endpoint at apply: the service of another region does not exist here unless service_region names that region.',
  unknowns:
    'A service name, a service_region or a region of the endpoint itself that the plan does not tell is undetermined.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) => every(domain.listedEndpoints, isOfItsRegion),
  remedy: (domain) => {
    const wrong = domain.listedEndpoints.items.filter((endpoint) => isOfItsRegion(endpoint).truth === 'no');
    return `Write ${domain.region ?? 'the region of the VPC'} as the region in service_name of ${wrong.map(({ address }) => address).join(', ')}, or set service_region to the region that it is for.`;
  },
});

function isOfItsRegion(endpoint: Endpoint): Judgement {
  const { resource, service, serviceName, isForeign, serviceRegion, region } = endpoint;
  if (service === undefined) {
    const name = resource?.get('service_name');
    return isForeign || name === undefined ? yes() : unknown(name.evidence(name.show()));
  }
  if (service.region === undefined)
    return serviceName === undefined
      ? unknown(endpoint.fact('is for a service that a data source will have read', 'service_name'))
      : yes(endpoint.fact('is for a service of all regions', 'service_name'));
  const fact = (text: string): ReturnType<Endpoint['fact']> =>
    endpoint.fact(`is for ${service.service} of ${service.region}, ${text}`, 'service_name');
  const wanted = serviceRegion === undefined ? region : serviceRegion.knownString;
  if (wanted === undefined) return unknown(fact('and its region is not known'));
  return known(service.region === wanted, fact(`and its region is ${wanted}`));
}
