import type { Path, Resource, Target, Value } from '../graph/index.ts';
import { Collection, described, type Evidence, type Judgement } from '../logic/index.ts';
import { AddressSet } from '../net/index.ts';
import { type AddressBounds, ANYWHERE, boundsOf, exactly } from './bounds.ts';
import type { Network } from './network.ts';
import { addressesIn } from './prefix-list.ts';

const ROUTE_TARGETS = [
  'internet gateway',
  'NAT gateway',
  'egress-only internet gateway',
  'transit gateway',
  'virtual private gateway',
  'peering connection',
  'VPC endpoint',
  'network interface',
  'carrier gateway',
  'local gateway',
  'core network',
  'the VPC itself',
  'an object that the plan removes',
] as const;

/** Where a route may lead. */
export type RouteTarget = (typeof ROUTE_TARGETS)[number];

/** The end of a route: an object and its kind, as far as they are known. */
export interface RouteEnd {
  readonly kind: RouteTarget | undefined;
  readonly target: Target | undefined;
}

/** One route of a route table. */
export class Route {
  /** The addresses that it sends on, both families. */
  readonly destinations: AddressBounds;
  /** The destination as written, where it is known. */
  readonly destination: string | undefined;
  readonly ends: Collection<RouteEnd>;
  /** What it is and where it leads. */
  readonly evidence: Evidence;

  constructor(facts: Pick<Route, 'destinations' | 'destination' | 'ends' | 'evidence'>) {
    this.destinations = facts.destinations;
    this.destination = facts.destination;
    this.ends = facts.ends;
    this.evidence = facts.evidence;
  }

  /**
   * Whether it leads to an object of that kind.
   * @throws TypeError for a word that is none
   */
  leadsTo(kind: RouteTarget): Judgement {
    if (!ROUTE_TARGETS.includes(kind))
      throw new TypeError(`leadsTo takes one of ${ROUTE_TARGETS.join(', ')}, not ${described(kind)}`);
    const { truth } = this.ends.some((end) => ({
      truth: end.kind === undefined ? 'unknown' : end.kind === kind ? 'yes' : 'no',
      evidence: [],
    }));
    return { truth, evidence: [this.evidence] };
  }
}

const KIND_OF_ARGUMENT: Readonly<Record<string, RouteTarget | undefined>> = {
  gateway_id: undefined,
  nat_gateway_id: 'NAT gateway',
  egress_only_gateway_id: 'egress-only internet gateway',
  transit_gateway_id: 'transit gateway',
  vpc_peering_connection_id: 'peering connection',
  vpc_endpoint_id: 'VPC endpoint',
  network_interface_id: 'network interface',
  carrier_gateway_id: 'carrier gateway',
  local_gateway_id: 'local gateway',
  core_network_arn: 'core network',
};

const KIND_OF_TYPE: Readonly<Record<string, RouteTarget>> = {
  aws_internet_gateway: 'internet gateway',
  aws_vpn_gateway: 'virtual private gateway',
  aws_vpc_endpoint: 'VPC endpoint',
  aws_nat_gateway: 'NAT gateway',
  aws_egress_only_internet_gateway: 'egress-only internet gateway',
};

const KIND_OF_ID: readonly (readonly [string, RouteTarget])[] = [
  ['igw-', 'internet gateway'],
  ['vgw-', 'virtual private gateway'],
  ['vpce-', 'VPC endpoint'],
  ['nat-', 'NAT gateway'],
  ['eigw-', 'egress-only internet gateway'],
];

/** A route written as a resource of its own. */
export const standaloneRoute = (resource: Resource, network: Network, value: Value = resource.value): Route =>
  routeAt(resource, network, value, [
    'destination_cidr_block',
    'destination_ipv6_cidr_block',
    'destination_prefix_list_id',
  ]);

/** A route written as an element of a table's `route` argument. */
export const inlineRoute = (table: Resource, network: Network, element: Value): Route =>
  routeAt(table, network, element, ['cidr_block', 'ipv6_cidr_block', 'destination_prefix_list_id']);

/** The route of the main table of an account's default VPC; AWS makes it. */
export function defaultVpcRoute(address: string): Route {
  return new Route({
    destinations: exactly(AddressSet.everything4),
    destination: '0.0.0.0/0',
    ends: Collection.one({ kind: 'internet gateway', target: undefined }),
    evidence: {
      address,
      text: 'is taken to send 0.0.0.0/0 to an internet gateway, as AWS makes a default VPC',
    },
  });
}

/**
 * What others write into a table: a virtual private gateway the routes that it learns from the other side of a VPN or Direct
 * Connect, a route server those of its peers.
 */
export function propagatedRoutes(told: Evidence, by: RouteTarget | undefined): Route {
  return new Route({
    destinations: ANYWHERE,
    destination: undefined,
    ends: Collection.one({ kind: by, target: undefined }),
    evidence: { ...told, text: `${told.text}: which routes they are is not known` },
  });
}

function routeAt(
  resource: Resource,
  network: Network,
  value: Value,
  destinationNames: readonly string[],
): Route {
  const destinations = destinationNames.map((name) => value.get(name)).filter((given) => !given.isUnset);
  const destination = destinations.length === 1 ? destinations[0] : undefined;
  const ends = endsOf(resource, value);
  const to = ends.items.map(describe).join(' or ');
  const lists = destination?.attribute.endsWith('prefix_list_id')
    ? resource.links(String(destination.path[0]), ...destination.path.slice(1)).targets
    : undefined;
  const list = lists?.only;
  const what = list?.in === 'plan' ? list.resource.address : destination?.word;
  return new Route({
    destinations: destinationBounds(destination, lists && addressesIn(lists, network)),
    destination: destination?.knownString,
    ends,
    evidence: value.evidence(
      `sends ${what ?? 'a destination known only after apply'} to ${to === '' ? 'a target known only after apply' : to}`,
    ),
  });
}

function destinationBounds(destination: Value | undefined, listed: AddressBounds | undefined): AddressBounds {
  if (destination === undefined) return ANYWHERE;
  const { attribute } = destination;
  if (attribute.endsWith('prefix_list_id')) return listed ?? ANYWHERE;
  return boundsOf(destination, attribute.includes('ipv6') ? AddressSet.everything6 : AddressSet.everything4);
}

function endsOf(resource: Resource, value: Value): Collection<RouteEnd> {
  const given = Object.keys(KIND_OF_ARGUMENT).filter((name) => isGiven(resource, value, name));
  const found = given.map((name) => {
    const path: Path = [...value.path, name];
    const { targets } = resource.links(String(path[0]), ...path.slice(1));
    const ends = targets.map((target) => endOf(name, target, resource.isWritten(String(path[0]))));
    const kind = KIND_OF_ARGUMENT[name];
    const isOpen = targets.hidden !== undefined || targets.members.length === 0;
    if (kind === undefined || !isOpen) return ends;
    const others = { item: { kind, target: undefined }, certain: ends.members.length === 0 };
    return new Collection<RouteEnd>([...ends.members, others], { kind: 'one' });
  });
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  return new Collection(
    found.flatMap(({ members }) => members.map((member) => ({ ...member, certain: false }))),
    {
      kind: 'one',
      hidden: { outsideOnly: false, evidence: value.evidence('has a target known only after apply') },
    },
  );
}

/** A network interface is computed for every route; it counts only where the configuration names one. */
function isGiven(resource: Resource, value: Value, name: string): boolean {
  const given = value.get(name);
  if (given.isUnset) return false;
  if (name !== 'network_interface_id' || value.path.length > 0) return true;
  return given.isUnknown ? resource.isWritten(name) : isUnsetElsewhere(value);
}

function isUnsetElsewhere(value: Value): boolean {
  return Object.keys(KIND_OF_ARGUMENT).every(
    (name) => name === 'network_interface_id' || value.get(name).isUnset,
  );
}

/** A removed NAT gateway that the configuration still names is a fault of its own; what only the state lists is a leftover. */
function endOf(argument: string, target: Target, isWritten: boolean): RouteEnd {
  if (target.in === 'plan') {
    const keepsKind = isWritten && target.resource.type === 'aws_nat_gateway';
    if (target.attribute === 'before' && !keepsKind)
      return { kind: 'an object that the plan removes', target };
    return { kind: KIND_OF_TYPE[target.resource.type] ?? KIND_OF_ARGUMENT[argument], target };
  }
  if (target.id === 'local') return { kind: 'the VPC itself', target };
  const byId = KIND_OF_ID.find(([prefix]) => target.id?.startsWith(prefix))?.[1];
  return { kind: byId ?? KIND_OF_ARGUMENT[argument], target };
}

function describe({ kind, target }: RouteEnd): string {
  if (target?.in === 'plan') {
    const { address } = target.resource;
    return target.attribute === 'before' ? `${address}, which the plan removes` : address;
  }
  return target?.id ?? `a ${kind ?? 'target'} outside this plan`;
}
