import type { Resource, ResourceGraph, Target, Value } from '../graph/index.ts';
import { Collection, type Judgement, MOST_QUOTED, no, unknown } from '../logic/index.ts';
import { UserProfile } from './app-user.ts';
import { Belongings } from './belongings.ts';
import { Domain } from './domain.ts';
import { Endpoint } from './endpoint.ts';
import { FileSystem } from './file-system.ts';
import { Former } from './former.ts';
import { NatGateway } from './nat-gateway.ts';
import { NetworkAcl } from './network-acl.ts';
import { isVpc, type NetworkObject, unseen } from './network-object.ts';
import { Referrers } from './referrers.ts';
import { Regions } from './regions.ts';
import { Registry } from './registry.ts';
import { Role } from './role.ts';
import { RouteTable } from './route-table.ts';
import { isVague, same } from './same.ts';
import { SecurityGroup } from './security-group.ts';
import { takesIn } from './services.ts';
import { Subnet } from './subnet.ts';
import { Vpc } from './vpc.ts';

/**
 * The network that a graph describes: AWS objects with the questions that matter, the implicit ones included. Objects
 * outside the plan are there too, and answer `unknown`. Everything is derived on demand and remembered.
 */
export class Network {
  readonly graph: ResourceGraph;
  readonly regions: Regions;
  readonly former: Former;
  readonly #vpcs: Registry<Vpc>;
  readonly #subnets: Registry<Subnet>;
  readonly #routeTables: Registry<RouteTable>;
  readonly #groups: Registry<SecurityGroup>;
  readonly #endpoints: Registry<Endpoint>;
  readonly #natGateways: Registry<NatGateway>;
  readonly #domains: Registry<Domain>;
  readonly #roles: Registry<Role>;
  readonly #fileSystems: Registry<FileSystem>;
  readonly #networkAcls: Registry<NetworkAcl>;
  readonly #referrers = new Map<string, Referrers>();

  constructor(graph: ResourceGraph) {
    this.graph = graph;
    this.regions = new Regions(graph);
    this.former = new Former(graph);
    this.#vpcs = new Registry((object) => new Vpc(object, this));
    this.#subnets = new Registry((object) => new Subnet(object, this));
    this.#routeTables = new Registry((object) => new RouteTable(object, this));
    this.#groups = new Registry((object) => new SecurityGroup(object, this));
    this.#endpoints = new Registry((object) => new Endpoint(object, this));
    this.#natGateways = new Registry((object) => new NatGateway(object, this));
    this.#domains = new Registry((object) => new Domain(object, this));
    this.#fileSystems = new Registry((object) => new FileSystem(object, this));
    this.#networkAcls = new Registry((object) => new NetworkAcl(object, this));
    this.#roles = new Registry((object) => new Role(object, this));
  }

  /** The Studio domains that stand in this graph. */
  get domains(): readonly Domain[] {
    return this.graph.ofType('aws_sagemaker_domain').map((resource) => this.#domains.of({ resource }));
  }

  /** The Studio domains that the plan destroys for good. */
  get destroyedDomains(): readonly Domain[] {
    return this.graph.destroyed
      .filter(({ type }) => type === 'aws_sagemaker_domain')
      .map((resource) => this.#domains.of({ resource, gone: true }));
  }

  /** The user profiles that stand in this graph. */
  get userProfiles(): readonly UserProfile[] {
    this.#profiles ??= this.graph
      .ofType('aws_sagemaker_user_profile')
      .map((resource) => new UserProfile(resource, this));
    return this.#profiles;
  }
  #profiles: readonly UserProfile[] | undefined;

  /** The profiles of a domain. */
  profilesOf(domain: Domain): Collection<UserProfile> {
    this.#profilesByDomain ??= new Belongings(this.userProfiles, ({ domains }) => one(domains));
    return this.#profilesByDomain.of(domain);
  }
  #profilesByDomain: Belongings<UserProfile> | undefined;

  /** The VPC endpoints that this plan manages or reads. */
  get endpoints(): readonly Endpoint[] {
    this.#everyEndpoint ??= this.graph
      .standing('aws_vpc_endpoint')
      .filter((resource) => !isReadBack(resource))
      .map((resource) => this.#endpoints.of({ resource }));
    return this.#everyEndpoint;
  }
  #everyEndpoint: readonly Endpoint[] | undefined;

  /** The endpoints in a VPC. */
  endpointsIn(vpc: Vpc): Collection<Endpoint> {
    this.#endpointsByVpc ??= new Belongings(this.endpoints, (endpoint) => one(endpoint.vpc));
    return this.#endpointsByVpc.of(vpc);
  }
  #endpointsByVpc: Belongings<Endpoint> | undefined;

  /**
   * The endpoints that may have a network interface in a subnet of a domain, and the first of the others for evidence. Of those of
   * which that is only not excluded, and which may be in another VPC, a few stand for all: they can settle nothing.
   */
  endpointsBeside({ subnets, vpc }: Domain): readonly Endpoint[] {
    this.#endpointsBySubnet ??= new Belongings(this.endpoints, (endpoint) => endpoint.subnets);
    const near = this.#endpointsBySubnet.near(subnets.items);
    const others = new Set<Endpoint>();
    const first = this.endpoints.slice(0, MOST_QUOTED);
    for (const endpoint of isVague(subnets) ? this.endpoints : this.#endpointsBySubnet.anywhere) {
      if (others.size === MOST_QUOTED) break;
      if (same(endpoint.vpc, vpc).truth !== 'yes') others.add(endpoint);
    }
    return this.#endpointsBySubnet.inOrder([...first, ...near, ...others]);
  }
  #endpointsBySubnet: Belongings<Endpoint> | undefined;

  get subnets(): readonly Subnet[] {
    return ['aws_subnet', 'aws_default_subnet']
      .flatMap((type) => this.graph.standing(type))
      .map((resource) => this.#subnets.of({ resource }));
  }

  /**
   * Whether a Route 53 zone, resolver rule or profile of this plan may give an endpoint service its name in a VPC, as with
   * endpoints that are kept in a central VPC; never more than perhaps.
   */
  privateZoneFor(service: string | undefined): Judgement {
    const named = this.graph
      .ofType('aws_route53_zone')
      .filter((zone) => mayBe(zone.get('name'), (name) => service === undefined || takesIn(name, service)));
    const ways = [
      ...named,
      ...this.#forwardersOf(service),
      ...this.graph.ofType('aws_route53profiles_association'),
    ];
    return ways.length === 0
      ? no()
      : unknown(...ways.map((way) => way.value.evidence('may resolve the name of the service')));
  }

  /** Resolver rules that send queries for a service to other name servers, and those whose domain the plan does not show. */
  #forwardersOf(service: string | undefined): readonly Resource[] {
    const rules = this.graph.ofType('aws_route53_resolver_rule');
    const forwarding = rules.filter(
      (rule) =>
        rule.get('rule_type').knownString !== 'SYSTEM' &&
        mayBe(rule.get('domain_name'), (domain) => service === undefined || takesIn(domain, service)),
    );
    const shown = new Set(rules.flatMap((rule) => rule.get('id').knownString ?? []));
    const strangers = this.graph.ofType('aws_route53_resolver_rule_association').filter((association) => {
      const id = association.get('resolver_rule_id').knownString;
      return id !== undefined && !shown.has(id);
    });
    return [...forwarding, ...strangers];
  }

  /** Whether users outside may reach VPCs of this plan by a VPN or a private line; never more than perhaps. */
  get privateWayIn(): Judgement {
    this.#privateWayIn ??= this.#findPrivateWayIn();
    return this.#privateWayIn;
  }
  #privateWayIn: Judgement | undefined;

  #findPrivateWayIn(): Judgement {
    const ways = this.graph.managed.filter(({ type }) => PRIVATE_WAYS.has(type));
    return ways.length === 0
      ? no()
      : unknown(...ways.map((way) => way.value.evidence('may be a private way in for users')));
  }

  /**
   * The VPC of an object. One that names none is in the account's default VPC; a default subnet always is.
   */
  vpcOf(resource: Resource): Collection<Vpc> {
    const { targets, configured } = resource.links('vpc_id');
    if (targets.members.length > 0 || configured !== 'no' || resource.mode === 'data')
      return targets.map(this.vpc);
    const region = this.regions.of(resource);
    const defaults = this.graph
      .ofType('aws_default_vpc')
      .filter((candidate) => this.regions.of(candidate) === region);
    const certain = defaults.length === 1;
    return new Collection(
      defaults.map((found) => ({ item: this.#vpcs.of({ resource: found }), certain })),
      { kind: 'one', hidden: certain ? undefined : unseen("the account's default VPC", 'routes') },
    );
  }

  domain = (target: Target): Domain => this.#domains.of(objectOf(target));
  vpc = (target: Target): Vpc => this.#vpcs.of(objectOf(target));
  subnet = (target: Target): Subnet => this.#subnets.of(objectOf(target));
  endpoint = (target: Target): Endpoint => this.#endpoints.of(objectOf(target));
  fileSystem = (target: Target): FileSystem => this.#fileSystems.of(objectOf(target));
  role = (target: Target): Role => this.#roles.of(objectOf(target));
  natGateway = (target: Target): NatGateway => this.#natGateways.of(objectOf(target));

  routeTable = (target: Target): RouteTable => {
    if (target.in === 'plan' && isVpc(target.resource)) return this.vpc(asVpc(target)).defaultRouteTable;
    return this.#routeTables.of(objectOf(target));
  };

  networkAcl = (target: Target): NetworkAcl => {
    if (target.in === 'plan' && isVpc(target.resource)) return this.vpc(asVpc(target)).defaultNetworkAcl;
    return this.#networkAcls.of(objectOf(target));
  };

  group = (target: Target): SecurityGroup => {
    if (target.in === 'plan' && isVpc(target.resource)) return this.vpc(asVpc(target)).defaultGroup;
    return this.#groups.of(objectOf(target));
  };

  /** The route table that AWS makes with a VPC, as long as no resource of the plan adopts it. */
  implicitRouteTable(vpc: Vpc): RouteTable {
    return this.#routeTables.of({ implicitIn: vpc });
  }

  /** The security group that AWS makes with a VPC, as long as no resource of the plan adopts it. */
  implicitGroup(vpc: Vpc): SecurityGroup {
    return this.#groups.of({ implicitIn: vpc });
  }

  /** The network ACL that AWS makes with a VPC, as long as no resource of the plan adopts it. */
  implicitNetworkAcl(vpc: Vpc): NetworkAcl {
    return this.#networkAcls.of({ implicitIn: vpc });
  }

  /** The managed route tables by their ids. */
  get tablesById(): ReadonlyMap<string, Resource> {
    this.#tablesById ??= firstOf(this.graph.ofType('aws_route_table'), (table) => [table.get('id')]);
    return this.#tablesById;
  }
  #tablesById: ReadonlyMap<string, Resource> | undefined;

  /** The route tables that data sources have read, by the ids of their subnets. */
  get readTablesBySubnet(): ReadonlyMap<string, Resource> {
    this.#readTablesBySubnet ??= firstOf(
      this.graph.standing('aws_route_table').filter(({ mode }) => mode === 'data'),
      ({ value }) => [
        value.get('subnet_id'),
        ...value
          .get('associations')
          .elements()
          .map((element) => element.get('subnet_id')),
      ],
    );
    return this.#readTablesBySubnet;
  }
  #readTablesBySubnet: ReadonlyMap<string, Resource> | undefined;

  /** Who refers to an object through an attribute of a resource type. */
  referrers(type: string, attribute: string, toObject: (target: Target) => object): Referrers {
    const key = `${type} ${attribute}`;
    let referrers = this.#referrers.get(key);
    if (referrers === undefined) {
      referrers = new Referrers(this.graph, type, attribute, toObject);
      this.#referrers.set(key, referrers);
    }
    return referrers;
  }
}

/** Whether a data source reads what the plan itself manages. */
function isReadBack(resource: Resource): boolean {
  if (resource.mode !== 'data') return false;
  const target = resource.links('id').targets.only;
  return target?.in === 'plan' && target.resource.mode === 'managed';
}

/** The first of the resources that each known id stands in. */
function firstOf(
  resources: readonly Resource[],
  idsOf: (resource: Resource) => readonly Value[],
): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const resource of resources) {
    for (const { knownString: id } of idsOf(resource)) {
      if (id !== undefined && !found.has(id)) found.set(id, resource);
    }
  }
  return found;
}

/** Whether a text is, or may turn out to be, such a one. */
const mayBe = (text: Value, isSo: (known: string) => boolean): boolean =>
  text.knownString === undefined || isSo(text.knownString);

/** Resource types that connect VPCs with networks outside AWS. */
const PRIVATE_WAYS: ReadonlySet<string> = new Set([
  'aws_vpn_connection',
  'aws_vpn_gateway',
  'aws_ec2_client_vpn_endpoint',
  'aws_ec2_transit_gateway',
  'aws_ec2_transit_gateway_vpc_attachment',
  'aws_dx_connection',
  'aws_dx_gateway',
  'aws_dx_gateway_association',
  'aws_dx_private_virtual_interface',
]);

function objectOf(target: Target): NetworkObject {
  if (target.in === 'outside') return { outside: target.id };
  const { resource, attribute } = target;
  return attribute === 'before' ? { resource, gone: true } : { resource };
}

/** A reference to one object, also where nothing is listed. */
const one = <T>({ members, hidden }: Collection<T>): Collection<T> =>
  new Collection(members, { kind: 'one', hidden });

const asVpc = (target: Target & { in: 'plan' }): Target => ({ ...target, attribute: 'id' });
