import {
  all,
  any,
  Collection,
  type Hidden,
  type Judgement,
  type Member,
  not,
  unknown,
  wider,
  yes,
} from '../logic/index.ts';
import { AddressSet } from '../net/index.ts';
import { type AppUser, isEmpty, type UserProfile } from './app-user.ts';
import { AwsObject } from './aws-object.ts';
import { type AddressBounds, union } from './bounds.ts';
import { DomainSettings } from './domain-settings.ts';
import type { Endpoint } from './endpoint.ts';
import type { Network } from './network.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import type { Party } from './reach.ts';
import type { SecurityGroup } from './security-group.ts';
import type { StudioService } from './studio-services.ts';
import { type Subnet, ZONE_ATTRIBUTES, type ZoneAttribute } from './subnet.ts';
import type { Vpc } from './vpc.ts';

/** A SageMaker Studio domain. */
export class Domain extends AwsObject {
  #subnets: Collection<Subnet> | undefined;
  #profiles: Collection<UserProfile> | undefined;
  #addresses: AddressBounds | undefined;
  #defaultGroups: Collection<SecurityGroup> | undefined;
  #spaceGroups: Collection<SecurityGroup> | undefined;
  readonly #parties = new WeakMap<Collection<SecurityGroup>, Party>();
  readonly #endpoints = new Map<string, Collection<Endpoint>>();

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'Studio domain');
  }

  /** Whether all traffic goes through the VPC. Omitted means `PublicInternetOnly`. */
  get isVpcOnly(): Judgement {
    return (
      this.resource?.get('app_network_access_type').is('VpcOnly') ?? unknown(this.fact('is not in this plan'))
    );
  }

  get vpc(): Collection<Vpc> {
    return (
      this.resource?.links('vpc_id').targets.map(this.network.vpc) ??
      new Collection<Vpc>([], { kind: 'one', hidden: unseen(this.address, 'VPC') })
    );
  }

  get subnets(): Collection<Subnet> {
    this.#subnets ??=
      this.resource?.links('subnet_ids').targets.map(this.network.subnet) ??
      new Collection<Subnet>([], { hidden: unseen(this.address, 'subnets') });
    return this.#subnets;
  }

  /** What its settings name beside the network. */
  get settings(): DomainSettings {
    return new DomainSettings(this);
  }

  /** The IPv4 addresses of the domain's subnets. */
  get addresses(): AddressBounds {
    this.#addresses ??= this.#findAddresses();
    return this.#addresses;
  }

  #findAddresses(): AddressBounds {
    const { members, hidden } = this.subnets;
    const { upper: ofVpc = AddressSet.empty } = this.vpc.only?.addresses ?? {};
    const anywhere = ofVpc.isEmpty ? AddressSet.everything4 : ofVpc;
    const { lower, upper } = union(
      members.map(({ item: { addresses: own }, certain }) => {
        // A block that is known stands, even where the plan does not show that the VPC has it.
        const bounds = own.lower.isEmpty ? { ...own, upper: own.upper.intersect(anywhere) } : own;
        return { bounds, certain };
      }),
    );
    const open = upper.isEmpty || (hidden !== undefined && !hidden.outsideOnly);
    return { lower, upper: open ? upper.union(anywhere) : upper };
  }

  /** The groups that every user's apps carry. */
  get defaultGroups(): Collection<SecurityGroup> {
    this.#defaultGroups ??= this.#groups('default_user_settings');
    return this.#defaultGroups;
  }

  /** The groups that the apps of shared spaces carry. */
  get spaceGroups(): Collection<SecurityGroup> {
    this.#spaceGroups ??= this.#groups('default_space_settings');
    return this.#spaceGroups;
  }

  /** The groups of domain-level apps, which is RStudio; not applied to the apps of users. */
  get domainGroups(): Collection<SecurityGroup> {
    return this.#groups('domain_settings', 'security_group_ids');
  }

  /** All groups that apps carry: those of any user, of shared spaces and of the profiles. */
  get appGroups(): Collection<SecurityGroup> {
    return this.defaultGroups
      .concat(this.spaceGroups)
      .concat(this.profiles.flatMap((profile) => profile.ownGroups));
  }

  /** The groups that apps of more than one user carry: the default ones, and those that several profiles name. */
  get sharedGroups(): Collection<SecurityGroup> {
    const { members } = this.profiles;
    const seen = new Map<SecurityGroup, boolean>();
    const shared: Member<SecurityGroup>[] = [];
    let hidden: Hidden | undefined;
    for (const { item: profile, certain } of members) {
      if (members.length > 1) hidden = wider(hidden, profile.ownGroups.hidden);
      for (const { item: group, certain: named, evidence } of profile.ownGroups.members) {
        const sure = certain && named;
        const before = seen.get(group);
        if (before !== undefined)
          shared.push({ item: group, certain: sure && before, ...(evidence && { evidence }) });
        seen.set(group, sure || before === true);
      }
    }
    return this.defaultGroups.concat(new Collection(shared, { hidden }));
  }

  /** Whose connections other parts of the network must let in: each kind of user that carries groups. */
  get parties(): readonly Party[] {
    const carrying = this.users.filter(({ groups }) => isEmpty(groups).truth !== 'yes');
    if (carrying.length > 0) return carrying.map(({ party }) => party);
    const profiles = this.profiles.items.map((profile) => profile.userOf(this).party);
    return profiles.length > 0 ? profiles : this.users.map(({ party }) => party);
  }

  /** The profiles of this domain in the plan. */
  get profiles(): Collection<UserProfile> {
    this.#profiles ??= new Collection(
      this.network.profilesOf(this).members.map(({ item, certain }) => ({ item, certain })),
    );
    return this.#profiles;
  }

  /** Any user without groups of their own, and the shared spaces where they have groups. */
  get users(): readonly AppUser[] {
    const anyone = this.user('any user of the domain', this.defaultGroups);
    const spaces = this.spaceGroups;
    return isEmpty(spaces).truth === 'yes'
      ? [anyone]
      : [anyone, this.user('shared spaces of the domain', spaces)];
  }

  user(name: string, groups: Collection<SecurityGroup>): AppUser {
    let party = this.#parties.get(groups);
    if (party === undefined) {
      party = { name: 'the apps', groups, addresses: this.addresses };
      this.#parties.set(groups, party);
    }
    return { name, domain: this, groups, party };
  }

  /** The endpoints in the domain's VPC for a service, interface and gateway alike. */
  endpointsFor(service: string): Collection<Endpoint> {
    let endpoints = this.#endpoints.get(service);
    if (endpoints === undefined) {
      endpoints = this.vpc.flatMap((vpc) => vpc.endpoints).filter((endpoint) => endpoint.isFor(service));
      this.#endpoints.set(service, endpoints);
    }
    return endpoints;
  }

  /** The VPC endpoints in the domain's VPC that the plan manages or reads. */
  get listedEndpoints(): Collection<Endpoint> {
    return this.vpc.flatMap((vpc) => vpc.listedEndpoints);
  }

  /** The interface endpoints of this plan for the services that Studio needs. */
  interfaceEndpointsFor(services: readonly StudioService[]): Collection<Endpoint> {
    return this.listedEndpoints
      .filter((endpoint) => endpoint.isInterface)
      .filter((endpoint) => any(...services.map(({ service }) => endpoint.isFor(service))))
      .filter((endpoint) => not(this.#isBesideGateway(endpoint)));
  }

  /** The endpoints for a service by which the domain reaches it: where one has its name, another without is not used. */
  endpointsUsedFor(service: string): Collection<Endpoint> {
    const endpoints = this.endpointsFor(service).filter((endpoint) =>
      not(all(endpoint.isInterface, this.#isBesideGateway(endpoint))),
    );
    const answers = (endpoint: Endpoint): Judgement =>
      any(not(endpoint.isInterface), endpoint.answersToItsName(this.vpc));
    const isServed = endpoints.members.some(({ item, certain }) => certain && answers(item).truth === 'yes');
    return isServed ? endpoints.filter(answers) : endpoints;
  }

  /** Whether an interface endpoint for S3 serves others than the domain, whose way to S3 is a gateway endpoint. */
  #isBesideGateway(endpoint: Endpoint): Judgement {
    return all(
      endpoint.isFor('s3'),
      this.s3Gateways.some(() => yes()),
      any(not(endpoint.privateDns), endpoint.isForInboundQueries),
    );
  }

  /** The gateway endpoints for S3. */
  get s3Gateways(): Collection<Endpoint> {
    return this.endpointsFor('s3').filter((endpoint) => not(endpoint.isInterface));
  }

  /** How many availability zones the subnets are in: at least, and at most. */
  get zones(): { readonly least: number; readonly most: number } {
    const { members, certain, hidden } = this.subnets;
    const zones = new Set(members.map(({ item }) => item.zone ?? item));
    // A name and an id may be of one zone.
    const least = Math.max(...ZONE_ATTRIBUTES.map((attribute) => zonesBy(attribute, certain)));
    return {
      least: Math.max(least, certain.length > 0 ? 1 : 0),
      most: hidden === undefined ? zones.size : Number.POSITIVE_INFINITY,
    };
  }

  /** How many addresses the subnets have for use: at least, and at most. AWS keeps 5 of each subnet. */
  get capacity(): { readonly least: number; readonly most: number } {
    const { members, hidden } = this.subnets;
    const sizes = members.map(({ item, certain }) => ({ ...item.usableAddresses, certain }));
    const certain = sizes.filter((size) => size.certain);
    const some = this.subnets.atLeastOne ? Math.min(...sizes.map(({ least }) => least)) : 0;
    return {
      least: Math.max(sum(certain.map(({ least }) => least)), some),
      most: hidden === undefined ? sum(sizes.map(({ most }) => most)) : Number.POSITIVE_INFINITY,
    };
  }

  /** Whether every subnet has an internet path. */
  get hasInternetPath(): Judgement {
    return this.subnets.every((subnet) => subnet.internetPath);
  }

  /** Whether every subnet is meant to have one: a NAT gateway counts, working or not. */
  get isMeantForInternet(): Judgement {
    return this.subnets.every((subnet) => subnet.intendedInternetPath);
  }

  #groups(block: string, argument = 'security_groups'): Collection<SecurityGroup> {
    return (
      this.resource?.links(block, 0, argument).targets.map(this.network.group) ??
      new Collection<SecurityGroup>([], { hidden: unseen(this.address, 'security groups') })
    );
  }
}

const zonesBy = (attribute: ZoneAttribute, subnets: readonly Subnet[]): number =>
  new Set(subnets.flatMap((subnet) => subnet.zoneBy(attribute) ?? [])).size;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
