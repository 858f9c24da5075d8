import type { Resource, Value } from '../graph/index.ts';
import { Collection, type Judgement, known, type Member, no, unknown, yes } from '../logic/index.ts';
import { AddressSet, parseCidr } from '../net/index.ts';
import { AwsObject } from './aws-object.ts';
import { type AddressBounds, boundsOf, union } from './bounds.ts';
import { gatewayPath, intendedInternetPath, internetPath, leadsToInternet } from './internet-path.ts';
import type { Network } from './network.ts';
import type { NetworkAcl } from './network-acl.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import type { RouteTable } from './route-table.ts';
import type { Vpc } from './vpc.ts';

/** How a zone is named, or identified: which name and which id belong together differs from account to account. */
export const ZONE_ATTRIBUTES = ['availability_zone', 'availability_zone_id'] as const;
export type ZoneAttribute = (typeof ZONE_ATTRIBUTES)[number];

/** A subnet with its effective route table. */
export class Subnet extends AwsObject {
  #routeTable: Collection<RouteTable> | undefined;
  #networkAcl: Collection<NetworkAcl> | undefined;
  #internetPath: Judgement | undefined;
  #gatewayPath: Judgement | undefined;
  #intendedInternetPath: Judgement | undefined;

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'subnet');
  }

  get vpc(): Collection<Vpc> {
    return this.resource === undefined
      ? new Collection<Vpc>([], { kind: 'one', hidden: unseen(this.address, 'VPC') })
      : this.network.vpcOf(this.resource);
  }

  /** The IPv4 block. */
  get cidrBlock(): Value | undefined {
    return this.resource?.get('cidr_block');
  }

  /** The IPv4 addresses. */
  get addresses(): AddressBounds {
    const everything = { lower: AddressSet.empty, upper: AddressSet.everything4 };
    return this.cidrBlock === undefined ? everything : boundsOf(this.cidrBlock, AddressSet.everything4);
  }

  /** The availability zone, by name or by id; undefined where the plan does not tell. */
  get zone(): string | undefined {
    return this.zoneBy('availability_zone') ?? this.zoneBy('availability_zone_id');
  }

  zoneBy(attribute: ZoneAttribute): string | undefined {
    return this.resource?.get(attribute).knownString;
  }

  /** Whether both are in one availability zone; a name and an id of a zone cannot be compared. */
  sharesZone(other: Subnet): Judgement {
    if (other === this && !this.isOpaque) return yes();
    const fact = this.fact(`is in ${this.zone ?? 'a zone that is not known'}`, 'availability_zone');
    for (const name of ZONE_ATTRIBUTES) {
      const [mine, theirs] = [this, other].map((subnet) => subnet.zoneBy(name));
      if (mine !== undefined && theirs !== undefined) return known(mine === theirs, fact);
    }
    return unknown(fact);
  }

  /** The route table that is in force: the associated one, else the main one of the VPC. */
  get routeTable(): Collection<RouteTable> {
    this.#routeTable ??= this.#findRouteTable();
    return this.#routeTable;
  }

  /** The network ACL that is in force: the one that names the subnet, else the default one of the VPC. */
  get networkAcl(): Collection<NetworkAcl> {
    this.#networkAcl ??= this.#findNetworkAcl();
    return this.#networkAcl;
  }

  /** Whether traffic to any address leaves for the internet from here; unknown behind what the plan cannot see. */
  get internetPath(): Judgement {
    this.#internetPath ??= this.routeTable.every(internetPath);
    return this.#internetPath;
  }

  /** Whether traffic to any part of the internet leaves from here. */
  get leadsToInternet(): Judgement {
    return this.routeTable.some(leadsToInternet);
  }

  /** A path, where a NAT gateway of this plan counts whether it works or not. */
  get intendedInternetPath(): Judgement {
    this.#intendedInternetPath ??= this.routeTable.every(intendedInternetPath);
    return this.#intendedInternetPath;
  }

  /** Whether a NAT gateway here reaches the internet. */
  get gatewayPath(): Judgement {
    this.#gatewayPath ??= this.routeTable.every(gatewayPath);
    return this.#gatewayPath;
  }

  /** How many addresses are left for use: at least, and at most. AWS keeps the first four and the last one. */
  get usableAddresses(): { readonly least: number; readonly most: number } {
    // One with IPv6 alone has none.
    if (this.cidrBlock?.isUnset) return { least: 0, most: 0 };
    const block = this.cidrBlock?.knownString;
    const prefix = block === undefined ? undefined : parseCidr(block)?.prefix;
    if (prefix !== undefined) return { least: 2 ** (32 - prefix) - 5, most: 2 ** (32 - prefix) - 5 };
    return { least: 2 ** 4 - 5, most: 2 ** 16 - 5 };
  }

  /** The route table that a data source has read for a subnet that the plan does not manage. */
  #readRouteTable(): RouteTable | undefined {
    const id = 'outside' in this.object ? this.object.outside : this.resource?.get('id').knownString;
    if (this.isManaged || id === undefined) return undefined;
    const table = this.network.readTablesBySubnet.get(id);
    return table && this.network.routeTable({ in: 'plan', resource: table, attribute: 'id' });
  }

  #findRouteTable(): Collection<RouteTable> {
    const { network } = this;
    const associations = network
      .referrers('aws_route_table_association', 'subnet_id', network.subnet)
      .of(this);
    const tableOf = (association: Resource): Collection<RouteTable> =>
      association.links('route_table_id').targets.map(network.routeTable);
    const certain = associations.members.filter((member) => member.certain);
    if (certain.length > 0) {
      return new Collection(certain.slice(0, 1), { kind: 'one' }).flatMap(tableOf);
    }
    const possible: readonly Member<Resource>[] = associations.members;
    if (possible.length > 0 && coversItsCandidates(possible)) {
      return new Collection(possible, { kind: 'one', hidden: associations.hidden }).flatMap(tableOf);
    }
    const read = this.#readRouteTable();
    if (read !== undefined && possible.length === 0) return Collection.one(read);
    const options = new Collection(possible, { hidden: associations.hidden }).flatMap(tableOf);
    return this.#elseStandard(options, 'route table', (vpc) => vpc.mainRouteTable);
  }

  #findNetworkAcl(): Collection<NetworkAcl> {
    const { network } = this;
    const associated = network
      .referrers('aws_network_acl_association', 'subnet_id', network.subnet)
      .of(this)
      .flatMap((association) => association.links('network_acl_id').targets.map(network.networkAcl));
    const naming = network
      .referrers('aws_network_acl', 'subnet_ids', network.subnet)
      .of(this)
      .filter((acl) => (this.#isRemovedFrom(acl) ? no() : yes()))
      .map((resource) => network.networkAcl({ in: 'plan', resource, attribute: 'id' }));
    const all = associated.concat(naming);
    const certain = all.members.filter((member) => member.certain);
    if (certain.length > 0) return new Collection(certain.slice(0, 1), { kind: 'one' });
    return this.#elseStandard(all, 'network ACL', (vpc) => Collection.one(vpc.defaultNetworkAcl));
  }

  /** Whether this plan takes the subnet out of an existing ACL, which still lists it. */
  #isRemovedFrom(acl: Resource): boolean {
    const id = acl.get('id').knownString;
    return (
      id !== undefined &&
      !acl.isWritten('subnet_ids') &&
      this.network.former
        .removed('aws_network_acl_association', 'subnet_id', this.resource?.get('id').knownString)
        .some(({ before }) => before.get('network_acl_id').knownString === id)
    );
  }

  /** One of the objects that may be associated, or else what the VPC has for subnets without an association. */
  #elseStandard<T>(
    options: Collection<T>,
    what: string,
    standardOf: (vpc: Vpc) => Collection<T>,
  ): Collection<T> {
    if (!this.isClosed)
      return new Collection(options.members, { kind: 'one', hidden: unseen(this.address, what) });
    const standard = this.vpc.flatMap(standardOf);
    if (options.members.length === 0 && options.hidden === undefined) return standard;
    return new Collection(
      [...options.members, ...standard.members].map((member) => ({ ...member, certain: false })),
      { kind: 'one', hidden: options.hidden ?? standard.hidden },
    );
  }
}

/** The IPv4 addresses of all subnets of a collection but one. */
export function addressesBeside(subnet: Subnet, { members, hidden }: Collection<Subnet>): AddressBounds {
  const others = members.filter(({ item }) => item !== subnet);
  const { lower, upper } = union(others.map(({ item, certain }) => ({ bounds: item.addresses, certain })));
  const isOpen = hidden !== undefined && !hidden.outsideOnly;
  return { lower, upper: isOpen ? AddressSet.everything4 : upper };
}

/**
 * AWS refuses a second association of a subnet. So when as many associations as there are candidates choose among the
 * same subnets, each of them has one, though it is not known which.
 */
function coversItsCandidates(possible: readonly Member<Resource>[]): boolean {
  const [first] = possible;
  if (first === undefined) return false;
  const { moduleAddress, type, name } = first.item;
  const alike = possible.filter(
    ({ item }) => item.moduleAddress === moduleAddress && item.type === type && item.name === name,
  );
  const candidates = first.item.links('subnet_id').targets;
  return (
    alike.length === possible.length &&
    alike.length >= candidates.members.length &&
    candidates.hidden === undefined
  );
}
