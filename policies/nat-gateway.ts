import {
  AddressSet,
  type Collection,
  definePolicy,
  type Domain,
  every,
  type Judgement,
  type NatGateway,
  type Network,
  no,
  remembered,
  type RouteEnd,
  type Route,
  type RouteTable,
  some,
  THE_INTERNET,
  unknown,
  yes,
} from 'tfplan-studio';

export const natGateway = definePolicy({
  id: 'nat-gateway',
  title: "The NAT gateways of a domain's default routes give internet access",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  why: 'A private NAT gateway, or one in a subnet without a route to an internet gateway, drops everything that is meant for the internet.',
  unknowns:
    'Routes that together send at least half of the internet to NAT gateways count as default routes. A NAT gateway that this plan does not manage is undetermined, and so is one whose subnet has routes that the plan does not show, or a default route into a transit gateway. Where no default route leads to a NAT gateway it passes.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) => every(domain.subnets, (subnet) => every(subnet.routeTable, hasWorkingGateways)),
  remedy: (domain) => {
    const idle = idleGateways(domain);
    const kept = namesOf(idle.filter(({ isGone }) => !isGone));
    const gone = namesOf(idle.filter(({ isGone }) => isGone));
    return [
      kept &&
        `Make ${kept} public, with an elastic IP, in a subnet whose route table sends 0.0.0.0/0 to an internet gateway that VPC Block Public Access leaves open.`,
      gone && `Keep ${gone}, or send the default routes of ${domain.address} to a NAT gateway that stays.`,
    ]
      .filter(Boolean)
      .join(' ');
  },
});

const namesOf = (gateways: readonly NatGateway[]): string =>
  gateways.map(({ address }) => address).join(', ');

/** The NAT gateways that give no internet access. */
function idleGateways({ network, subnets }: Domain): readonly NatGateway[] {
  const ends = subnets
    .flatMap((subnet) => subnet.routeTable)
    .flatMap(defaultRoutes)
    .flatMap(natEnds);
  const idle = ends.items.filter((end) => worksAt(end, network).truth === 'no');
  return [...new Set(idle.flatMap(({ target }) => (target ? network.natGateway(target) : [])))];
}

/** Routes that are at least half of the internet together count: 0.0.0.0/1 and 128.0.0.0/1 are a default route. */
const defaultRoutes = remembered((table: RouteTable): Collection<Route> => {
  const toGateways = table.routes.filter((route) => some(natEnds(route), () => yes()));
  const large = toGateways.members.filter(({ item }) => isLarge(item.destinations.upper));
  const surely = isHalf(
    AddressSet.union(large.flatMap(({ item, certain }) => (certain ? item.destinations.lower : []))),
  );
  const perhaps = isHalf(AddressSet.union(large.map(({ item }) => item.destinations.upper)));
  return toGateways.filter(({ destinations: { lower, upper } }) => {
    if (surely && isLarge(lower)) return yes();
    return perhaps && isLarge(upper) ? unknown() : no();
  });
});

/** Whether it has so much of the public internet that a few such routes make a default one. */
const isLarge = (set: AddressSet): boolean => inIpv4(set.intersect(THE_INTERNET)) >= 2n ** 26n;

const isHalf = (set: AddressSet): boolean => inIpv4(set) >= 2n ** 31n;

const inIpv4 = (set: AddressSet): bigint => set.intersect(AddressSet.everything4).size;

const natEnds = (route: Route): Collection<RouteEnd> =>
  route.ends.filter(({ kind }) => (kind === 'NAT gateway' ? yes() : kind === undefined ? unknown() : no()));

const hasWorkingGateways = remembered((table: RouteTable) =>
  every(defaultRoutes(table), (route) => every(natEnds(route), (end) => worksAt(end, table.network))),
);

const worksAt = ({ target }: RouteEnd, network: Network): Judgement =>
  target === undefined ? unknown() : network.natGateway(target).givesInternetAccess;
