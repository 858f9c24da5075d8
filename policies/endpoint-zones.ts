import {
  all,
  BlockWriter,
  type Collection,
  definePolicy,
  type Domain,
  type Endpoint,
  every,
  type Judgement,
  no,
  some,
  type Subnet,
  yes,
} from 'tfplan-studio';
import { associate } from './remedies/association-blocks.ts';

const SERVICE = 'sagemaker.runtime';

export const endpointZones = definePolicy({
  id: 'endpoint-zones',
  title: "The sagemaker.runtime endpoint is in every availability zone of the domain's subnets",
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html',
  why: 'The private name of the runtime resolves only in zones where the endpoint has a network interface: elsewhere calls of model endpoints fail.',
  unknowns:
    'A subnet whose zone is not known is undetermined unless the endpoint is in that very subnet. So is a zone known by name where the other is known by id.',
  subject: 'domain',
  when: (domain) =>
    all(
      domain.isVpcOnly,
      some(runtimeEndpoints(domain), () => yes()),
    ),
  require: (domain) => every(domain.subnets, (subnet) => hasNearEndpoint(subnet, domain)),
  remedy: (domain, { graph }) => {
    const far = domain.subnets.items.filter((subnet) => hasNearEndpoint(subnet, domain).truth === 'no');
    const [endpoint] = runtimeEndpoints(domain).items;
    const blocks = new BlockWriter(graph, endpoint);
    if (endpoint !== undefined) associate(blocks, endpoint, 'subnet', endpoint.subnets, far);
    return blocks.remedy(
      `Put ${endpoint?.address ?? 'the endpoint'} into ${far.map(({ address }) => address).join(', ')} too.`,
    );
  },
});

const runtimeEndpoints = (domain: Domain): Collection<Endpoint> =>
  domain.endpointsFor(SERVICE).filter((endpoint) => endpoint.isInterface);

function hasNearEndpoint(subnet: Subnet, domain: Domain): Judgement {
  const near = some(runtimeEndpoints(domain), (endpoint) =>
    some(endpoint.subnetsBeside(subnet), (other) => subnet.sharesZone(other)),
  );
  return near.truth === 'no'
    ? no(subnet.fact(`is in ${subnet.zone ?? 'a zone'}, where no ${SERVICE} endpoint has a subnet`))
    : near;
}
