import {
  allows,
  any,
  BlockWriter,
  Collection,
  definePolicy,
  type Domain,
  type Endpoint,
  every,
  type Judgement,
  neededServices,
  not,
  type Party,
  PortSet,
  type SecurityGroup,
} from 'tfplan-studio';
import { letThrough } from './remedies/rule-blocks.ts';

const HTTPS = { first: 443, last: 443 };

export const endpointIngress = definePolicy({
  id: 'endpoint-ingress',
  title: "The interface endpoints of Studio let TCP 443 in from the domain's apps",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  why: 'With private DNS on, the name of the service resolves to the endpoint, NAT gateway or not; a closed group makes every call time out.',
  unknowns:
    'A security group outside this plan may have rules that it does not show, and a rule may have ports or sources known only after apply: undetermined, unless the rules that are known are enough. An endpoint without private DNS passes, since nothing uses it by its name, and so does an interface endpoint for S3 beside a gateway endpoint.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    every(domain.interfaceEndpointsFor(neededServices(options.features)), (endpoint) => {
      const unused = not(endpoint.privateDnsInside);
      const open = every(Collection.of(domain.parties), (party) => letsIn(endpoint, party));
      return unused.truth === 'no' ? open : any(open, unused);
    }),
  remedy: (domain, { graph, options }) => {
    const endpoints = domain.interfaceEndpointsFor(neededServices(options.features)).items;
    const doors = closedDoors(domain, endpoints);
    const blocks = new BlockWriter(graph, [...doors.keys()][0]);
    for (const [into, sources] of doors) {
      for (const group of sources) letThrough(blocks, into, 'ingress', { group }, HTTPS);
    }
    const apps = domain.appGroups.items.map(({ address }) => address).join(', ');
    return blocks.remedy(
      `Let TCP 443 into the endpoints' security groups from ${apps || "the domain's subnets"}.`,
    );
  },
});

const letsIn = (endpoint: Endpoint, party: Party): Judgement =>
  allows(endpoint.groups, 'ingress', party, PortSet.of([HTTPS]));

/** Groups of endpoints, with the groups of apps that each has to let in. */
function closedDoors(
  domain: Domain,
  endpoints: readonly Endpoint[],
): ReadonlyMap<SecurityGroup, ReadonlySet<SecurityGroup>> {
  const doors = new Map<SecurityGroup, Set<SecurityGroup>>();
  for (const endpoint of endpoints) {
    if (endpoint.privateDnsInside.truth === 'no') continue;
    for (const party of domain.parties) {
      const [into] = endpoint.groups.certain;
      const [from] = party.groups.certain;
      if (into === undefined || from === undefined || letsIn(endpoint, party).truth !== 'no') continue;
      const sources = doors.get(into);
      if (sources === undefined) doors.set(into, new Set([from]));
      else sources.add(from);
    }
  }
  return doors;
}
