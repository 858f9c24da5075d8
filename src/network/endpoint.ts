import type { Resource, Target, Value } from '../graph/index.ts';
import { all, any, Collection, type Judgement, type Member, no, not, unknown, yes } from '../logic/index.ts';
import { AddressSet } from '../net/index.ts';
import { AwsObject } from './aws-object.ts';
import { type AddressBounds, union } from './bounds.ts';
import { asksPolicy } from './endpoint-access.ts';
import type { Network } from './network.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import type { Party } from './reach.ts';
import type { RouteTable } from './route-table.ts';
import type { SecurityGroup } from './security-group.ts';
import { isInterfaceOnly, isOfOneRegion, parseServiceName, type ServiceName } from './services.ts';
import type { Subnet } from './subnet.ts';
import type { Vpc } from './vpc.ts';

/** A VPC endpoint with its subnets, groups and route tables, association resources included. */
export class Endpoint extends AwsObject {
  #subnets: Collection<Subnet> | undefined;
  #standIns: StandIns | undefined;
  #groups: Collection<SecurityGroup> | undefined;
  #addresses: AddressBounds | undefined;
  #party: Party | undefined;
  #routeTables: Collection<RouteTable> | undefined;

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'VPC endpoint');
  }

  get vpc(): Collection<Vpc> {
    return this.#links('vpc_id').map(this.network.vpc);
  }

  /** The full service name, from the argument or from the data source that it refers to. */
  get serviceName(): string | undefined {
    const { resource } = this;
    const known = resource?.get('service_name').knownString;
    return known ?? this.#namedBy?.get('service_name').knownString;
  }

  /** The service; undefined where its name is not known or is not one of AWS. */
  get service(): ServiceName | undefined {
    const { serviceName } = this;
    if (serviceName !== undefined) return parseServiceName(serviceName);
    const source = this.#namedBy;
    const service = source?.get('service').knownString;
    // A data source finds the service of its own region.
    return source === undefined || service === undefined
      ? undefined
      : { service, region: this.network.regions.of(source) };
  }

  /** Whether it is for something else than a service of AWS: a service or a resource of one's own or of others. */
  get isForeign(): boolean {
    if (this.serviceName !== undefined) return this.service === undefined;
    return this.#namedBy?.mode === 'managed' || FOREIGN_TYPES.has(this.type?.knownString ?? '');
  }

  /** The resource or data source that the argument refers to. */
  get #namedBy(): Resource | undefined {
    const source = this.resource?.links('service_name').targets.only;
    return source?.in === 'plan' ? source.resource : undefined;
  }

  /**
   * The region of the service, where `service_region` names one: another one than the endpoint's for a service that is used
   * across regions.
   */
  get serviceRegion(): Value | undefined {
    const { resource } = this;
    if (resource === undefined) return undefined;
    // What nothing sets is the endpoint's own.
    return resource.mode === 'managed' && resource.isWritten('service_region')
      ? resource.get('service_region')
      : undefined;
  }

  /** Whether the endpoint is for that service, of its own region unless the service has but one. */
  isFor(service: string): Judgement {
    const own = this.service;
    const elsewhere = this.serviceRegion?.knownString;
    if (own !== undefined) {
      if (own.service !== service) return no();
      if (elsewhere === undefined || elsewhere === this.region || isOfOneRegion(service)) return yes();
      return this.region === undefined ? unknown(this.fact('is in a region that is not known')) : no();
    }
    const value = this.resource?.get('service_name');
    if (value === undefined) return unknown();
    return this.isForeign || !value.isUnknown ? no() : unknown(value.evidence(value.show()));
  }

  get type(): Value | undefined {
    return this.resource?.get('vpc_endpoint_type');
  }

  /** Whether it is an interface endpoint, or is meant to be one because its service has no other kind. */
  get isInterface(): Judgement {
    const service = this.service?.service;
    if (service !== undefined && isInterfaceOnly(service)) return yes();
    return this.type?.is('Interface') ?? unknown(this.fact('is not in this plan'));
  }

  /** Whether its type is one that its service does not have, so that AWS refuses it. */
  get isMistyped(): boolean {
    const { service, type } = this;
    return service !== undefined && isInterfaceOnly(service.service) && type?.is('Interface').truth === 'no';
  }

  /** Whether private DNS is on; off unless configured. */
  get privateDns(): Judgement {
    const { network, resource } = this;
    if (resource === undefined) return unknown(this.fact('is not in this plan'));
    const value = resource.get('private_dns_enabled');
    const off =
      value.isUnknown && resource.mode === 'managed' && resource.configured('private_dns_enabled') === 'no'
        ? no(value.evidence('is not set and defaults to false'))
        : value.satisfies((on) => on === true);
    const separate = network
      .referrers('aws_vpc_endpoint_private_dns', 'vpc_endpoint_id', network.endpoint)
      .of(this);
    if (separate.members.length === 0 && separate.hidden === undefined) return off;
    const switched = separate.some((setting) => setting.get('private_dns_enabled').is(true));
    return separate.certain.length > 0 ? switched : any(off, switched);
  }

  /**
   * Whether private DNS is on for queries from inside the VPC; S3's may be kept to those that come in by a resolver.
   * Source: EC2 API reference, DnsOptionsSpecification.
   */
  get privateDnsInside(): Judgement {
    const outside = this.isForInboundQueries;
    const isSaid = outside.truth !== 'unknown' || this.resource?.isWritten(...INBOUND_ONLY) === true;
    return isSaid ? all(this.privateDns, not(outside)) : this.privateDns;
  }

  /**
   * Whether private DNS is for queries from outside the VPC alone, as only services with gateway endpoints have it; unknown where
   * nothing says so.
   */
  get isForInboundQueries(): Judgement {
    const { resource, service } = this;
    if (service !== undefined && isInterfaceOnly(service.service)) return no();
    const value = resource?.get(...INBOUND_ONLY);
    return value === undefined || value.isUnset ? unknown() : value.is(true);
  }

  /**
   * Whether the service's own name leads from a VPC to the endpoint: by private DNS, as long as the VPC asks Amazon's DNS server,
   * or perhaps by a private zone.
   */
  answersToItsName(vpc: Collection<Vpc>): Judgement {
    const asksAmazon = vpc.every(({ usesAmazonDns }) => usesAmazonDns);
    return any(all(this.privateDnsInside, asksAmazon), this.network.privateZoneFor(this.service?.service));
  }

  /**
   * Whether the endpoint's policy lets everybody do something; without a policy it lets everything through.
   * @param action as `s3:GetObject`
   * @param arn of the resource; `*` for what is not known of it
   */
  allows(action: string, arn: string): Judgement {
    return asksPolicy(this, (policy) => policy.allows(action, arn));
  }

  /** Whether the endpoint's policy lets something through, whatever it is. */
  get allowsAnything(): Judgement {
    return asksPolicy(this, (policy) => policy.allowsAnything);
  }

  /** The resources of a type that belong to this endpoint and that the plan removes. */
  removedOf(type: string): readonly Resource[] {
    const id = this.resource?.get('id').knownString;
    return this.network.former.removed(type, 'vpc_endpoint_id', id);
  }

  get subnets(): Collection<Subnet> {
    this.#subnets ??= this.#with(
      'subnet_ids',
      'aws_vpc_endpoint_subnet_association',
      'subnet_id',
      this.network.subnet,
    ).concat(this.#configuredSubnets);
    return this.#subnets;
  }

  /** Those that `subnet_configuration` gives an address. */
  get #configuredSubnets(): Collection<Subnet> {
    const { network, resource } = this;
    if (resource?.mode !== 'managed') return Collection.empty;
    const blocks = resource.get('subnet_configuration').elements();
    return Collection.of([...blocks.keys()]).flatMap((index) =>
      resource.links('subnet_configuration', index, 'subnet_id').targets.map(network.subnet),
    );
  }

  /** The subnets to compare with another one's zone: where there are many, a few stand for those of their zone. */
  subnetsBeside(subnet: Subnet): Collection<Subnet> {
    const { members } = this.subnets;
    if (members.length <= MANY) return this.subnets;
    this.#standIns ??= standIns(this.subnets);
    const { few, places } = this.#standIns;
    const own = places.get(subnet);
    return new Collection(own === undefined ? few : [...few, members[own]!], this.subnets);
  }

  get routeTables(): Collection<RouteTable> {
    this.#routeTables ??= this.#with(
      'route_table_ids',
      'aws_vpc_endpoint_route_table_association',
      'route_table_id',
      this.network.routeTable,
    );
    return this.#routeTables;
  }

  /** The security groups of the network interfaces; the VPC's default group where none is given. */
  get groups(): Collection<SecurityGroup> {
    this.#groups ??= this.#findGroups();
    return this.#groups;
  }

  /** The IPv4 addresses among which the network interfaces are. */
  get addresses(): AddressBounds {
    this.#addresses ??= this.#findAddresses();
    return this.#addresses;
  }

  #findAddresses(): AddressBounds {
    const { lower, upper } = union(
      this.subnets.members.map(({ item, certain }) => ({ bounds: item.addresses, certain })),
    );
    const open = this.subnets.hidden !== undefined || upper.isEmpty;
    return { lower, upper: open ? AddressSet.everything4 : upper };
  }

  /** The endpoint as the far side of a connection. */
  get party(): Party {
    this.#party ??= { name: this.address, groups: this.groups, addresses: this.addresses };
    return this.#party;
  }

  #findGroups(): Collection<SecurityGroup> {
    const { network, resource } = this;
    const type = 'aws_vpc_endpoint_security_group_association';
    const own = this.#with('security_group_ids', type, 'security_group_id', network.group);
    const given = resource?.configured('security_group_ids');
    const replaced = network
      .referrers(type, 'vpc_endpoint_id', network.endpoint)
      .of(this)
      .some((association) => association.get('replace_default_association').is(true));
    if (given === 'yes' || replaced.truth === 'yes') return own;
    const standard = this.vpc.map((vpc) => vpc.defaultGroup);
    if (given === 'no' && replaced.truth === 'no') return own.concat(standard);
    const uncertain = standard.members.map((member) => ({ ...member, certain: false }));
    return own.concat(new Collection(uncertain, { hidden: standard.hidden }));
  }

  /** What an argument and the association resources name together. */
  #with<T extends AwsObject>(
    argument: 'subnet_ids' | 'route_table_ids' | 'security_group_ids',
    type: string,
    attribute: string,
    toObject: (target: Target) => T,
  ): Collection<T> {
    const { network, resource } = this;
    const associated = network
      .referrers(type, 'vpc_endpoint_id', network.endpoint)
      .of(this)
      .flatMap((association) => association.links(attribute).targets.map(toObject));
    const removed = this.#removed(type, attribute);
    const listed = this.#links(argument);
    const kept =
      removed.size === 0 || resource?.isWritten(argument)
        ? listed
        : listed.filter((target) => (isNamed(target, removed) ? no() : yes()));
    const own = kept.map(toObject).concat(associated);
    const value = resource?.get(argument);
    const unsettled = value?.isUnknown && resource?.configured(argument) === 'unknown';
    if (this.isClosed && !unsettled) return own;
    return new Collection(own.members, {
      hidden: own.hidden ?? unseen(this.address, argument.replace('_ids', 's').replace('_', ' ')),
    });
  }

  /** Ids whose association this plan removes: an existing endpoint still lists them. */
  #removed(type: string, attribute: string): ReadonlySet<string> {
    return new Set(this.removedOf(type).flatMap((gone) => gone.before.get(attribute).knownString ?? []));
  }

  #links(attribute: string): Collection<Target> {
    return this.resource === undefined
      ? new Collection<Target>([], { hidden: unseen(this.address, attribute) })
      : this.resource.links(attribute).targets;
  }
}

const INBOUND_ONLY = ['dns_options', 0, 'private_dns_only_for_inbound_resolver_endpoint'] as const;

/** Types of endpoints that are for no service of AWS. */
const FOREIGN_TYPES: ReadonlySet<string> = new Set(['GatewayLoadBalancer', 'Resource', 'ServiceNetwork']);

function isNamed(target: Target, ids: ReadonlySet<string>): boolean {
  const id = target.in === 'outside' ? target.id : knownId(target.resource, target.attribute);
  return id !== undefined && ids.has(id);
}

function knownId(resource: Resource, attribute: string): string | undefined {
  return resource.get(attribute).knownString;
}

/** An endpoint has a subnet in each zone, so that more than this say nothing new. */
const MANY = 64;

interface StandIns {
  readonly few: readonly Member<Subnet>[];
  readonly places: ReadonlyMap<Subnet, number>;
}

/** Of the subnets of each zone the first two, so that there is another one beside the one that is asked about. */
function standIns({ members }: Collection<Subnet>): StandIns {
  const seen = new Map<string, number>();
  const few = members.filter(({ item: { resource }, certain }) => {
    const zone = [resource?.get('availability_zone'), resource?.get('availability_zone_id')]
      .map((value) => value?.knownString ?? '')
      .concat(String(certain))
      .join(' ');
    const count = (seen.get(zone) ?? 0) + 1;
    seen.set(zone, count);
    return count <= 2;
  });
  return { few, places: new Map(members.map(({ item }, place) => [item, place])) };
}
