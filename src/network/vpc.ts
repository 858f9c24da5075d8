import type { Resource, Target } from '../graph/index.ts';
import { Collection, type Judgement, no, unknown, yes } from '../logic/index.ts';
import { AddressSet, parseCidr } from '../net/index.ts';
import { AwsObject } from './aws-object.ts';
import { type AddressBounds, ANYWHERE, boundsOf, union } from './bounds.ts';
import type { Endpoint } from './endpoint.ts';
import type { Network } from './network.ts';
import type { NetworkAcl } from './network-acl.ts';
import { isVpc, type NetworkObject, unseen } from './network-object.ts';
import type { RouteTable } from './route-table.ts';
import type { SecurityGroup } from './security-group.ts';

/** The objects that AWS makes with a VPC: the resource types that take them over, and the arguments that name them. */
const ADOPTERS: Readonly<Record<string, { readonly type: string; readonly attribute?: string }>> = {
  'route table': { type: 'aws_default_route_table', attribute: 'default_route_table_id' },
  'network ACL': { type: 'aws_default_network_acl', attribute: 'default_network_acl_id' },
  'security group': { type: 'aws_default_security_group' },
};

/** Amazon's DNS server, by name and by its addresses in every VPC. */
const AMAZON_DNS: ReadonlySet<string> = new Set(['AmazonProvidedDNS', '169.254.169.253', 'fd00:ec2::253']);

const ACL_TYPES = ['aws_network_acl', 'aws_network_acl_association', 'aws_network_acl_rule'] as const;

/** A VPC, with the objects that AWS makes along with it. */
export class Vpc extends AwsObject {
  #mainRouteTable: Collection<RouteTable> | undefined;
  #endpoints: Collection<Endpoint> | undefined;

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'VPC');
  }

  /** Whether it is the account's default VPC, whose main route table leads to an internet gateway. */
  get isDefaultVpc(): boolean {
    return this.resource?.type === 'aws_default_vpc';
  }

  /** The IPv4 blocks of the VPC, secondary ones included. */
  get addresses(): AddressBounds {
    const { resource } = this;
    if (resource?.mode === 'data') return this.#readAddresses(resource);
    if (resource === undefined || !this.isClosed) return ANYWHERE;
    const secondary = this.network
      .referrers('aws_vpc_ipv4_cidr_block_association', 'vpc_id', this.network.vpc)
      .of(this);
    const mayBeMore = secondary.hidden !== undefined && !secondary.hidden.outsideOnly;
    return union([
      ...(mayBeMore ? [{ bounds: ANYWHERE, certain: false }] : []),
      { bounds: boundsOf(resource.get('cidr_block'), AddressSet.everything4), certain: true },
      ...secondary.members.map(({ item, certain }) => ({
        bounds: boundsOf(item.get('cidr_block'), AddressSet.everything4),
        certain,
      })),
    ]);
  }

  /** The tenancy of instances. Default is shared hardware. */
  get hasDefaultTenancy(): Judgement {
    const { resource } = this;
    if (resource === undefined || this.isGone) return unknown(this.fact('is not in this plan'));
    if (resource.type === 'aws_default_vpc')
      return yes(this.fact('is a default VPC, which AWS makes with default tenancy'));
    return resource.get('instance_tenancy').satisfies((value) => value === 'default' || value === null);
  }

  /** Whether the VPC has the Amazon DNS server. */
  get dnsSupport(): Judgement {
    return this.#flag('enable_dns_support', true);
  }

  /** Whether the VPC gives host names; off unless configured, but on in the account's default VPC. */
  get dnsHostnames(): Judgement {
    return this.#flag('enable_dns_hostnames', this.isDefaultVpc);
  }

  /**
   * Whether its instances ask Amazon's DNS server, which knows the private names of endpoints. Other servers may forward to it;
   * that the plan cannot tell.
   */
  get usesAmazonDns(): Judgement {
    const { network } = this;
    const options = network
      .referrers('aws_vpc_dhcp_options_association', 'vpc_id', network.vpc)
      .of(this)
      .flatMap((association) => association.links('dhcp_options_id').targets);
    return options.every((target) => {
      if (target.in === 'outside') return target.id === 'default' ? yes() : unknown();
      const servers = target.resource.get('domain_name_servers');
      const ofAmazon = servers.elements().some(({ knownString: server = '' }) => this.#isAmazonDns(server));
      return ofAmazon
        ? yes(servers.evidence(servers.show()))
        : unknown(
            servers.evidence(`${servers.show()}: whether they forward to Amazon's DNS server is not known`),
          );
    });
  }

  /** The route table of the subnets that no association gives another one. */
  get mainRouteTable(): Collection<RouteTable> {
    this.#mainRouteTable ??= this.#findMainRouteTable();
    return this.#mainRouteTable;
  }

  /** The route table that AWS made with the VPC. */
  get defaultRouteTable(): RouteTable {
    const adopted = this.possibleAdopters('route table').certain[0];
    return adopted === undefined
      ? this.network.implicitRouteTable(this)
      : this.network.routeTable({ in: 'plan', resource: adopted, attribute: 'id' });
  }

  /** Resources that may have taken over what AWS made with the VPC, such as its `route table`. */
  possibleAdopters(what: string): Collection<Resource> {
    const { network } = this;
    const adopter = ADOPTERS[what];
    if (adopter === undefined) return Collection.empty;
    const { type, attribute } = adopter;
    const byVpc = network.referrers(type, 'vpc_id', network.vpc).of(this);
    if (attribute === undefined) return byVpc;
    const ofVpc = (target: Target): object =>
      target.in === 'plan' && isVpc(target.resource) ? network.vpc({ ...target, attribute: 'id' }) : target;
    return byVpc.concat(network.referrers(type, attribute, ofVpc).of(this));
  }

  /** The security group that AWS made with the VPC. */
  get defaultGroup(): SecurityGroup {
    const adopted = this.possibleAdopters('security group').certain[0];
    return adopted === undefined
      ? this.network.implicitGroup(this)
      : this.network.group({ in: 'plan', resource: adopted, attribute: 'id' });
  }

  /** The network ACL that AWS made with the VPC. */
  get defaultNetworkAcl(): NetworkAcl {
    const adopted = this.possibleAdopters('network ACL').certain[0];
    return adopted === undefined
      ? this.network.implicitNetworkAcl(this)
      : this.network.networkAcl({ in: 'plan', resource: adopted, attribute: 'id' });
  }

  /** Whether all its subnets keep the network ACL that AWS made with it, since the plan has no other. */
  get keepsOpenAcl(): Judgement {
    const acl = this.defaultNetworkAcl;
    const { graph } = this.network;
    const others = ACL_TYPES.some((type) => graph.ofType(type).length > 0);
    return !others && acl.isClosed && acl.isImplicit
      ? yes(acl.fact('is taken to let everything through, as AWS makes it'))
      : no();
  }

  /** The VPC endpoints in this VPC; others may be there if the plan does not manage the VPC. */
  get endpoints(): Collection<Endpoint> {
    const { hidden } = this.listedEndpoints;
    return this.isClosed
      ? this.listedEndpoints
      : new Collection(this.listedEndpoints.members, {
          hidden: hidden ?? unseen(this.address, 'VPC endpoints'),
        });
  }

  /** The VPC endpoints in this VPC that the plan manages or reads. */
  get listedEndpoints(): Collection<Endpoint> {
    this.#endpoints ??= this.#findEndpoints();
    return this.#endpoints;
  }

  /** The internet gateways attached to this VPC. */
  get internetGateways(): Collection<Resource> {
    const own = this.network.referrers('aws_internet_gateway', 'vpc_id', this.network.vpc).of(this);
    const attached = this.network
      .referrers('aws_internet_gateway_attachment', 'vpc_id', this.network.vpc)
      .of(this);
    const all = own.concat(attached);
    return this.isClosed && !this.isDefaultVpc
      ? all
      : new Collection(all.members, { hidden: unseen(this.address, 'internet gateway') });
  }

  /** What a data source has read lists all blocks. */
  #readAddresses(resource: Resource): AddressBounds {
    const associations = resource.get('cidr_block_associations');
    const blocks = associations.elements().map((element) => element.get('cidr_block'));
    const all = [resource.get('cidr_block'), ...blocks].filter((block) => !block.isUnset);
    if (all.length === 0 || associations.isUnknown) return ANYWHERE;
    return union(all.map((block) => ({ bounds: boundsOf(block, AddressSet.everything4), certain: true })));
  }

  #flag(name: 'enable_dns_support' | 'enable_dns_hostnames', standard: boolean): Judgement {
    const { resource } = this;
    if (resource === undefined || this.isGone) return unknown(this.fact('is not in this plan'));
    const value = resource.get(name);
    if (!value.isUnknown && !value.isNull) return value.is(true);
    if (resource.mode === 'data' || resource.configured(name) !== 'no')
      return unknown(value.evidence(value.show()));
    const fact = value.evidence(`is not set and defaults to ${String(standard)}`);
    return standard ? yes(fact) : no(fact);
  }

  #findMainRouteTable(): Collection<RouteTable> {
    const chosen = this.network
      .referrers('aws_main_route_table_association', 'vpc_id', this.network.vpc)
      .of(this);
    const [first] = chosen.certain;
    if (first !== undefined) return first.links('route_table_id').targets.map(this.network.routeTable);
    const standard = this.#recordedMainRouteTable() ?? this.defaultRouteTable;
    if (chosen.members.length === 0 && chosen.hidden === undefined) return Collection.one(standard);
    const options = chosen.flatMap((association) =>
      association.links('route_table_id').targets.map(this.network.routeTable),
    );
    return new Collection([...options.members, { item: standard, certain: false }], {
      kind: 'one',
      hidden: options.hidden,
    });
  }

  /** The main route table that the state records, as long as no association that chose it goes away. */
  #recordedMainRouteTable(): RouteTable | undefined {
    const { resource } = this;
    const id = resource?.get('main_route_table_id').knownString;
    if (
      resource === undefined ||
      id === undefined ||
      id === resource.get('default_route_table_id').knownString
    )
      return undefined;
    const type = 'aws_main_route_table_association';
    if (this.network.former.removed(type, 'route_table_id', id).length > 0) return undefined;
    const table = this.network.tablesById.get(id);
    const target: Target =
      table === undefined ? { in: 'outside', id } : { in: 'plan', resource: table, attribute: 'id' };
    return this.network.routeTable(target);
  }

  /** Amazon's server has the third address of the VPC's block, too. */
  #isAmazonDns(server: string): boolean {
    const block = parseCidr(this.resource?.get('cidr_block').knownString ?? '');
    const address = parseCidr(`${server}/32`);
    return AMAZON_DNS.has(server) || (block !== undefined && address?.first === block.first + 2n);
  }

  #findEndpoints(): Collection<Endpoint> {
    const here = this.network.endpointsIn(this);
    const { isComplete } = this.network.graph;
    return isComplete
      ? here
      : new Collection(here.members, { hidden: unseen(this.address, 'VPC endpoints') });
  }
}
