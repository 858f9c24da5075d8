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
    return this.resource.links('user_settings', 0, 'security_groups').targets.map(this.#network.group);
  }

  /** The profile as a user of one of its possible domains. */
  userOf(domain: Domain): AppUser {
    return domain.user(this.address, domain.defaultGroups.concat(this.ownGroups));
  }
}

/** Whether no group is there at all. */
export const isEmpty = (groups: Collection<SecurityGroup>): Judgement => none(groups, () => yes());
