import { type Evidence, type Judgement, no, remembered, unknown, yes } from '../logic/index.ts';
import { AddressSet } from '../net/index.ts';
import { THE_INTERNET } from './internet.ts';
import type { NatGateway } from './nat-gateway.ts';
import type { Route, RouteEnd } from './route.ts';
import type { RouteTable } from './route-table.ts';
import type { Network } from './network.ts';

/**
 * Whether the table sends every IPv4 address to a working NAT gateway. Transit gateways, virtual private gateways, firewalls and
 * network interfaces may lead out, but the plan cannot see behind them. An internet gateway is no path for Studio: its network
 * interfaces have no public address.
 */
export const internetPath = remembered((table: RouteTable) =>
  pathThrough(table, (gateway) => gateway.givesInternetAccess),
);

/** A path, where a NAT gateway of this plan counts whether it works or not. */
export const intendedInternetPath = remembered((table: RouteTable) =>
  pathThrough(table, (gateway) =>
    gateway.isManaged || gateway.isGone ? yes() : gateway.givesInternetAccess,
  ),
);

const pathThrough = (table: RouteTable, works: (gateway: NatGateway) => Judgement): Judgement =>
  covers(table, (route) => route.ends.some((end) => leadsOut(end, table.network, works)));

/** Whether the table sends every IPv4 address to an internet gateway, or to a firewall in front of one: a path for a NAT gateway. */
export const gatewayPath = remembered((table: RouteTable): Judgement => {
  const covered = covers(table, (route) =>
    route.ends.some(({ kind }) => {
      if (kind === 'internet gateway' || kind === 'VPC endpoint') return yes();
      const unseen = kind === undefined || kind === 'transit gateway' || kind === 'network interface';
      return unseen ? unknown() : no();
    }),
  );
  return covered.truth === 'no' ? no(table.fact('has no default route to an internet gateway')) : covered;
});

/**
 * Whether the table sends some address of the internet, of either family, to a gateway that leads there. Other than for a
 * path, part of the internet is enough.
 */
export const leadsToInternet = remembered((table: RouteTable) =>
  table.routes.some((route) => {
    const { lower, upper } = route.destinations;
    if (upper.intersect(THE_INTERNET).isEmpty) return no();
    const out = route.ends.some((end) =>
      end.kind === 'egress-only internet gateway'
        ? yes()
        : leadsOut(end, table.network, (gateway) => gateway.givesInternetAccess),
    );
    const isPart = out.truth === 'yes' && lower.intersect(THE_INTERNET).isEmpty;
    return { truth: isPart ? 'unknown' : out.truth, evidence: [route.evidence] };
  }),
);

/** Whether the routes of a table that satisfy `leads` cover all IPv4 addresses. */
function covers(table: RouteTable, leads: (route: Route) => Judgement): Judgement {
  let certain = AddressSet.empty;
  let possible = AddressSet.empty;
  const facts: { yes: Evidence[]; unknown: Evidence[] } = { yes: [], unknown: [] };
  for (const { item: route, certain: there } of table.routes.members) {
    const { truth, evidence } = leads(route);
    if (truth === 'no') continue;
    const sure = truth === 'yes' && there;
    if (sure) certain = certain.union(route.destinations.lower);
    possible = possible.union(route.destinations.upper);
    facts[sure ? 'yes' : 'unknown'].push({
      ...route.evidence,
      ...(evidence.length > 0 && { because: evidence }),
    });
  }
  if (AddressSet.everything4.isSubsetOf(certain)) return yes(...facts.yes);
  const { hidden } = table.routes;
  if (hidden !== undefined) return unknown(...facts.unknown, hidden.evidence);
  if (AddressSet.everything4.isSubsetOf(possible)) return unknown(...facts.unknown);
  return no(table.fact('has no default route to the internet'));
}

function leadsOut(
  { kind, target }: RouteEnd,
  network: Network,
  works: (gateway: NatGateway) => Judgement,
): Judgement {
  switch (kind) {
    case 'NAT gateway':
      return target === undefined ? unknown() : works(network.natGateway(target));
    case 'transit gateway':
    case 'virtual private gateway':
    case 'VPC endpoint':
    case 'network interface':
    case 'core network':
    case undefined:
      return unknown();
    case 'internet gateway':
    case 'egress-only internet gateway':
    case 'peering connection':
    case 'carrier gateway':
    case 'local gateway':
    case 'the VPC itself':
    case 'an object that the plan removes':
      return no();
  }
}
