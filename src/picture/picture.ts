import type { Collection } from '../logic/index.ts';
import type {
  AwsObject,
  Domain,
  Endpoint,
  NatGateway,
  Network,
  Route,
  RouteEnd,
  RouteTable,
  SecurityGroup,
  Subnet,
  UserProfile,
  Vpc,
} from '../network/index.ts';

export type NodeKind =
  | 'domain'
  | 'user profile'
  | 'VPC'
  | 'subnet'
  | 'route table'
  | 'gateway'
  | 'endpoint'
  | 'security group'
  | 'not known';

/** An object of the network. */
export interface Node {
  /** Its address, or what stands for one. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What tells it from others, in lines below the address: a CIDR block, a service. */
  readonly notes: readonly string[];
  /** The VPC that it is drawn in. */
  readonly vpc?: string;
}

/** How one object leads to another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** A destination, or what one is to the other. */
  readonly label: string;
  /** False where the plan says no more than that it may be so. */
  readonly certain: boolean;
}

/** The networks of a plan's Studio domains, as far as policies look at them. */
export interface Picture {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** The picture of a network: the domains and what they lead to, in that order. */
export function pictureOf(network: Network): Picture {
  const painter = new Painter(network.graph.secrets);
  for (const domain of network.domains) painter.domain(domain);
  return { nodes: [...painter.nodes.values()], edges: [...painter.edges.values()] };
}

/** What hides values that the plan marks sensitive. */
interface Redactor {
  redact(text: string): string;
}

/** Follows the network from the domains on; each object is drawn once. */
class Painter {
  readonly nodes = new Map<string, Node>();
  readonly edges = new Map<string, Edge>();
  readonly #secrets: Redactor;

  constructor(secrets: Redactor) {
    this.#secrets = secrets;
  }

  domain(domain: Domain): void {
    const mode = domain.resource?.get('app_network_access_type');
    const notes = [mode?.isUnset === true ? 'PublicInternetOnly' : (mode?.knownString ?? 'mode not known')];
    if (!this.#add(domain, 'domain', notes, domain.vpc)) return;
    for (const vpc of domain.vpc.items) this.#vpc(vpc);
    if (domain.vpc.only === undefined) this.#all(domain, domain.vpc, 'in', (vpc) => this.#vpc(vpc));
    this.#all(domain, domain.subnets, 'uses', (subnet) => this.#subnet(subnet));
    this.#all(domain, domain.defaultGroups, 'apps carry', (group) => this.#group(group));
    this.#all(domain, domain.spaceGroups, 'shared spaces carry', (group) => this.#group(group));
    for (const { item, certain } of domain.profiles.members) this.#profile(item, domain, certain);
    for (const vpc of domain.vpc.items) {
      for (const { item } of vpc.listedEndpoints.members) this.#endpoint(item);
    }
  }

  #profile(profile: UserProfile, domain: Domain, certain: boolean): void {
    const { address } = profile;
    if (this.#node(address, 'user profile', [], undefined))
      for (const { item, certain: sure } of profile.ownGroups.members) {
        this.#edge(address, item.address, 'apps carry', sure);
        this.#group(item);
      }
    this.#edge(address, domain.address, 'of', certain);
  }

  #vpc(vpc: Vpc): void {
    this.#node(vpc.address, 'VPC', [], undefined);
  }

  #subnet(subnet: Subnet): void {
    const block = subnet.cidrBlock?.knownString;
    if (!this.#add(subnet, 'subnet', [block, subnet.zone], subnet.vpc)) return;
    this.#all(subnet, subnet.routeTable, 'routes by', (table) => this.#routeTable(table));
  }

  #routeTable(table: RouteTable): void {
    if (!this.#node(table.address, 'route table', [], this.#vpcOf(table))) return;
    for (const { item, certain } of table.routes.members) this.#route(table, item, certain);
    this.#hidden(table, table.routes, 'routes');
  }

  #route(table: RouteTable, route: Route, certain: boolean): void {
    const label = route.destination ?? 'a destination known only after apply';
    for (const { item, certain: sure } of route.ends.members) {
      if (item.kind === 'the VPC itself') continue;
      this.#edge(table.address, this.#end(item, table), label, certain && sure);
    }
    this.#hidden(table, route.ends, label);
  }

  /** The node where a route ends. */
  #end({ kind, target }: RouteEnd, { network }: RouteTable): string {
    if (target?.in === 'plan' && target.resource.type === 'aws_nat_gateway') {
      const gateway = network.natGateway(target);
      this.#natGateway(gateway);
      return gateway.address;
    }
    const id = target?.in === 'plan' ? target.resource.address : (target?.id ?? `a ${kind ?? 'target'}`);
    this.#node(id, 'gateway', [kind], undefined);
    return id;
  }

  #natGateway(gateway: NatGateway): void {
    if (!this.#add(gateway, 'gateway', ['NAT gateway'], gateway.vpc)) return;
    this.#all(gateway, gateway.subnets, 'in', (subnet) => this.#subnet(subnet));
  }

  #endpoint(endpoint: Endpoint): void {
    const type = endpoint.type?.knownString;
    if (!this.#add(endpoint, 'endpoint', [endpoint.serviceName, type], endpoint.vpc)) return;
    this.#all(endpoint, endpoint.subnets, 'in', (subnet) => this.#subnet(subnet));
    this.#all(endpoint, endpoint.routeTables, 'route in', (table) => this.#routeTable(table));
    if (endpoint.isInterface.truth !== 'no')
      this.#all(endpoint, endpoint.groups, 'carries', (group) => this.#group(group));
  }

  /** A group, and the groups that it lets in. */
  #group(group: SecurityGroup): void {
    if (!this.#add(group, 'security group', [], group.vpc)) return;
    for (const { item: rule, certain } of group.rules('ingress').members) {
      if (rule.peer.kind !== 'group') continue;
      for (const { item: from, certain: sure } of rule.peer.groups.members) {
        this.#group(from);
        this.#edge(
          from.address,
          group.address,
          `lets in TCP ${rule.ports.upper.toString()}`,
          certain && sure,
        );
      }
    }
  }

  #all<T extends AwsObject>(
    from: AwsObject,
    to: Collection<T>,
    label: string,
    draw: (item: T) => void,
  ): void {
    for (const { item, certain } of to.members) {
      draw(item);
      this.#edge(from.address, item.address, label, certain);
    }
    this.#hidden(from, to, label);
  }

  /** What is not known stays in the picture. */
  #hidden(from: AwsObject, to: Collection<unknown>, label: string): void {
    if (to.hidden === undefined || to.hidden.outsideOnly) return;
    this.#node('?', 'not known', [], undefined);
    this.#edge(from.address, '?', label, false);
  }

  #add(
    object: AwsObject,
    kind: NodeKind,
    notes: readonly (string | undefined)[],
    vpc: Collection<Vpc>,
  ): boolean {
    return this.#node(object.address, kind, notes, vpc.only?.address);
  }

  #vpcOf({ object, resource, network }: RouteTable): string | undefined {
    if ('implicitIn' in object) return object.implicitIn.address;
    return resource && network.vpcOf(resource).only?.address;
  }

  /** @returns whether it is new */
  #node(
    id: string,
    kind: NodeKind,
    notes: readonly (string | undefined)[],
    vpc: string | undefined,
  ): boolean {
    if (this.nodes.has(id)) return false;
    const shown = notes.flatMap((note) => (note === undefined ? [] : this.#secrets.redact(note)));
    this.nodes.set(id, {
      id: this.#secrets.redact(id),
      kind,
      notes: shown,
      ...(vpc !== undefined && { vpc }),
    });
    return true;
  }

  #edge(from: string, to: string, label: string, certain: boolean): void {
    const key = [from, to, label].join('\0');
    if (this.edges.get(key)?.certain === true) return;
    const hide = (text: string): string => this.#secrets.redact(text);
    this.edges.set(key, { from: hide(from), to: hide(to), label: hide(label), certain });
  }
}
