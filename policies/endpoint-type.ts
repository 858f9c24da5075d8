import {
  definePolicy,
  type Endpoint,
  every,
  isInterfaceOnly,
  type Judgement,
  known,
  unknown,
  yes,
} from 'tfplan-studio';

export const endpointType = definePolicy({
  id: 'endpoint-type',
  title: 'An endpoint for an interface-only service is an interface endpoint',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  why: 'vpc_endpoint_type defaults to Gateway: the plan succeeds, and AWS refuses the endpoint at apply.',
  unknowns:
    'A type known only after apply is undetermined, and so is a gateway endpoint whose service is known only after apply.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) => every(domain.listedEndpoints, hasRightType),
  remedy: (domain) => {
    const wrong = domain.listedEndpoints.items.filter((endpoint) => hasRightType(endpoint).truth === 'no');
    return `Set vpc_endpoint_type = "Interface" in ${wrong.map(({ address }) => address).join(', ')}.`;
  },
});

function hasRightType({ resource, service, isForeign, type }: Endpoint): Judgement {
  if (resource === undefined || type === undefined || isForeign) return yes();
  if (service === undefined) {
    const name = resource.get('service_name');
    const isOpen = type.satisfies((value) => value !== 'Gateway').truth !== 'yes';
    return isOpen ? unknown(name.evidence(name.show())) : yes();
  }
  if (!isInterfaceOnly(service.service)) return yes();
  if (type.isUnknown) return unknown(type.evidence(type.show()));
  return known(type.is('Interface').truth === 'yes', type.evidence(`${type.show()} for ${service.service}`));
}
