import { type Collection, type Member, MOST_QUOTED } from '../logic/index.ts';
import { AddressSet, type PortSet, type Rectangle, Region } from '../net/index.ts';
import type { Rule } from './rule.ts';
import { isVague } from './same.ts';
import type { SecurityGroup } from './security-group.ts';

/** Rules that a question about one party has to look at. */
export interface Excerpt {
  /** Those that are looked at one by one. */
  readonly members: readonly Member<Rule>[];
  /** What the others certainly let through together, and what they may: too many to name. */
  readonly least: Region;
  readonly most: Region;
}

/** A group with fewer rules than this is read from beginning to end. */
const MANY = 64;

/**
 * The rules of a group in one direction, so arranged that a question about one party does not have to look at all: there may be
 * as many rules as parties.
 */
export class RuleBook {
  readonly #members: readonly Member<Rule>[];
  readonly #whole: Excerpt;
  readonly #byGroup = new Map<SecurityGroup, number[]>();
  /** The places of rules for addresses, for groups, and of those that have to be asked in any case. */
  readonly #addresses: number[] = [];
  readonly #groups: number[] = [];
  readonly #others: number[] = [];
  readonly #known = new WeakMap<AddressSet, Map<string, Excerpt>>();

  constructor({ members }: Collection<Rule>) {
    this.#members = members;
    this.#whole = { members, least: Region.empty, most: Region.empty };
    if (members.length <= MANY) return;
    for (const [place, { item }] of members.entries()) {
      const { peer } = item;
      if (peer.kind === 'addresses') this.#addresses.push(place);
      else if (peer.kind !== 'group') this.#others.push(place);
      else if (isVague(peer.groups)) this.#others.push(place);
      else this.#addGroups(place, peer.groups.items);
    }
  }

  /**
   * The rules that may speak of a party.
   * @param groups that it carries
   * @param addresses that it may have
   */
  about(groups: Collection<SecurityGroup>, addresses: AddressSet, ports: PortSet): Excerpt {
    if (this.#members.length <= MANY) return this.#whole;
    const named = isVague(groups)
      ? this.#groups
      : groups.items.flatMap((group) => this.#byGroup.get(group) ?? []);
    const { members, ...rest } = this.#aboutAddresses(addresses, ports);
    const others = [...this.#others, ...new Set(named)].map((place) => this.#members[place]!);
    return { members: [...members, ...others], ...rest };
  }

  #addGroups(place: number, groups: readonly SecurityGroup[]): void {
    this.#groups.push(place);
    for (const group of groups) {
      const places = this.#byGroup.get(group);
      if (places === undefined) this.#byGroup.set(group, [place]);
      else places.push(place);
    }
  }

  #aboutAddresses(addresses: AddressSet, ports: PortSet): Excerpt {
    let known = this.#known.get(addresses);
    if (known === undefined) {
      known = new Map();
      this.#known.set(addresses, known);
    }
    const key = ports.toString();
    let excerpt = known.get(key);
    if (excerpt === undefined) {
      excerpt = this.#sum(addresses, ports);
      known.set(key, excerpt);
    }
    return excerpt;
  }

  /** The first rules that add something are named; the others are put together. */
  #sum(addresses: AddressSet, ports: PortSet): Excerpt {
    const named: Member<Rule>[] = [];
    const least: Rectangle[] = [];
    const most: Rectangle[] = [];
    let open = Region.of([{ addresses, ports }]);
    for (const place of this.#addresses) {
      const member = this.#members[place]!;
      const { peer, ports: through } = member.item;
      if (peer.kind !== 'addresses') continue;
      const { lower, upper } = peer.addresses;
      if (!through.upper.meets(ports) || !upper.meets(addresses)) continue;
      const certain = { addresses: lower, ports: through.lower };
      if (named.length < MOST_QUOTED) {
        const rest = open.subtract(Region.of(member.certain ? [certain] : []));
        const isExact = member.certain && lower.equals(upper) && through.lower.equals(through.upper);
        if (isExact && rest.equals(open)) continue;
        open = rest;
        named.push(member);
        continue;
      }
      if (member.certain) least.push(certain);
      most.push({ addresses: upper, ports: through.upper });
    }
    return { members: named, least: together(least), most: together(most) };
  }
}

/** The region of many rectangles of few kinds of ports. */
function together(rectangles: readonly Rectangle[]): Region {
  const byPorts = new Map<string, { readonly ports: PortSet; readonly sets: AddressSet[] }>();
  for (const { addresses, ports } of rectangles) {
    const key = ports.toString();
    const same = byPorts.get(key);
    if (same === undefined) byPorts.set(key, { ports, sets: [addresses] });
    else same.sets.push(addresses);
  }
  return Region.of(
    [...byPorts.values()].map(({ ports, sets }) => ({ ports, addresses: AddressSet.union(sets) })),
  );
}
