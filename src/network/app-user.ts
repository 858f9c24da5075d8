import type { Resource, Value } from '../graph/index.ts';
import { type Collection, type Judgement, none, yes } from '../logic/index.ts';
import type { Domain } from './domain.ts';
import type { Network } from './network.ts';
import type { Party } from './reach.ts';
import type { SecurityGroup } from './security-group.ts';

/** Somebody whose apps run in a domain: with the groups that AWS attaches to their network interfaces. */
export interface AppUser {
  readonly name: string;
  readonly domain: Domain;
  readonly groups: Collection<SecurityGroup>;
  /** The apps as the far side of a connection: their groups, and the addresses of the domain's subnets. */
  readonly party: Party;
}

/** A user profile. Its own groups are added to the domain's default ones; AWS aggregates them. */
export class UserProfile {
  readonly resource: Resource;
  readonly address: string;
  readonly #network: Network;
  readonly #users = new Map<Domain, AppUser>();
  #ownGroups: Collection<SecurityGroup> | undefined;

  constructor(resource: Resource, network: Network) {
    this.resource = resource;
    this.address = resource.address;
    this.#network = network;
  }

  get domains(): Collection<Domain> {
    return this.resource.links('domain_id').targets.map(this.#network.domain);
  }

  get name(): Value {
    return this.resource.get('user_profile_name');
  }

  /** The groups that the profile itself names. */
  get ownGroups(): Collection<SecurityGroup> {
    this.#ownGroups ??= this.resource
      .links('user_settings', 0, 'security_groups')
      .targets.map(this.#network.group);
    return this.#ownGroups;
  }

  /** The profile as a user of one of its possible domains. */
  userOf(domain: Domain): AppUser {
    let user = this.#users.get(domain);
    if (user === undefined) {
      user = domain.user(this.address, domain.defaultGroups.concat(this.ownGroups));
      this.#users.set(domain, user);
    }
    return user;
  }
}

/** Whether no group is there at all. */
export const isEmpty = (groups: Collection<SecurityGroup>): Judgement => none(groups, () => yes());
