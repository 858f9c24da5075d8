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
  require: (domain) => every(domain.subnets, nearness(domain)),
  remedy: (domain, { graph }) => {
    const isNearOne = nearness(domain);
    const far = domain.subnets.items.filter((subnet) => isNearOne(subnet).truth === 'no');
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

/**
 * Whether an endpoint has a subnet in the zone of a subnet. What holds for one subnet holds for all of its zone, and a domain
 * has many more subnets than zones.
 */
function nearness(domain: Domain): (subnet: Subnet) => Judgement {
  const endpoints = runtimeEndpoints(domain);
  const judged = new Map<string, Judgement>();
  return (subnet) => {
    const { zone, zoneKey } = subnet;
    const near = (zoneKey === undefined ? undefined : judged.get(zoneKey)) ?? isNear(subnet, endpoints);
    if (zoneKey !== undefined) judged.set(zoneKey, near);
    return near.truth === 'no'
      ? no(subnet.fact(`is in ${zone ?? 'a zone'}, where no ${SERVICE} endpoint has a subnet`))
      : near;
  };
}

const isNear = (subnet: Subnet, endpoints: Collection<Endpoint>): Judgement =>
  some(endpoints, (endpoint) => some(endpoint.subnets, (other) => subnet.sharesZone(other)));
