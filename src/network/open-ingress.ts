import {
  all,
  any,
  Collection,
  type Evidence,
  type Judgement,
  lead,
  merge,
  no,
  not,
  remembered,
  some,
  unknown,
  yes,
} from '../logic/index.ts';
import { AddressSet } from '../net/index.ts';
import type { AppUser } from './app-user.ts';
import { type AddressBounds, ANYWHERE } from './bounds.ts';
import { isOfAws } from './prefix-list.ts';
import type { SecurityGroup } from './security-group.ts';

/** Ranges that count as wide. */
export type Breadth = 'the internet' | 'a range as wide as the VPC';

/** Whether no group of a user, and not all of them together, lets TCP in from so wide a range. */
export function isClosedTo({ groups, domain }: AppUser, breadth: Breadth): Judgement {
  const vpcs = domain.vpc.items.map(({ addresses }) => addresses);
  const closed = (vpcs.length === 0 ? [ANYWHERE] : vpcs).map((vpc) =>
    groups.none((group) => isOpen(group, breadth, vpc)),
  );
  const [first, ...others] = closed;
  // Where it is not known which VPC it is, what holds for each of them holds.
  const alone =
    first === undefined || others.some(({ truth }) => truth !== first.truth)
      ? unknown(...(first?.evidence ?? []))
      : first;
  return all(alone, not(any(isOpenTogether(groups, IPV4), isOpenTogether(groups, IPV6))));
}

/** Whether groups let in a whole family of addresses that none of them lets in alone. */
function isOpenTogether({ members }: Collection<SecurityGroup>, family: AddressSet): Judgement {
  if (members.length < 2) return no();
  const rules = members.flatMap(({ item: group, certain, evidence }) =>
    broadRules(group).map((rule) => ({ ...rule, isSure: rule.isSure && certain, carried: evidence })),
  );
  const by = (places: ReadonlySet<number>): readonly Evidence[] =>
    merge([...places].map((place) => lead(rules[place]!.carried, [rules[place]!.evidence])));
  const surely = covering(
    family,
    rules.map(({ isSure, lower }) => (isSure ? lower : AddressSet.empty)),
  );
  if (surely.size > 0) return yes(...by(surely));
  const perhaps = covering(
    family,
    rules.map(({ upper }) => upper),
  );
  return perhaps.size > 0 ? unknown(...by(perhaps)) : no();
}

/** Rules of a group for ranges of which a few make up a whole family, but none that is one. */
const broadRules = remembered((group: SecurityGroup) =>
  group.rules('ingress').members.flatMap(({ item: { peer, ports, evidence }, certain }) => {
    if (peer.kind !== 'addresses' || ports.upper.isEmpty) return [];
    const { lower, upper } = peer.addresses;
    const isBroad = [IPV4, IPV6].some((family) => {
      const { size } = upper.intersect(family);
      return size >= family.size / 256n && size < family.size;
    });
    return isBroad ? [{ lower, upper, evidence, isSure: certain && !ports.lower.isEmpty }] : [];
  }),
);

/** What has been found of a group, which many users may carry. */
const found = new WeakMap<SecurityGroup, Map<string, Judgement>>();

function isOpen(group: SecurityGroup, breadth: Breadth, vpc: AddressBounds): Judgement {
  let known = found.get(group);
  if (known === undefined) {
    known = new Map();
    found.set(group, known);
  }
  const key = [breadth, vpc.lower, vpc.upper]
    .map((part) => (typeof part === 'string' ? part : part.toCidrs().join(' ')))
    .join('\n');
  let judgement = known.get(key);
  if (judgement === undefined) {
    judgement = any(
      isOpenTo(group, IPV4, IPV4.size),
      isOpenTo(group, IPV6, breadth === 'the internet' ? IPV6.size : BLOCK6),
      breadth === 'the internet' ? no() : isOpenToVpc(group, vpc),
    );
    known.set(key, judgement);
  }
  return judgement;
}

/** Of a VPC that is not wholly known a range may be as wide as it, and is if no VPC is wider. */
function isOpenToVpc(group: SecurityGroup, { lower, upper }: AddressBounds): Judgement {
  if (!lower.isEmpty && lower.equals(upper)) return isOpenTo(group, lower, lower.size);
  const surely = isOpenTo(group, AddressSet.empty, LARGEST);
  if (surely.truth !== 'no') return surely;
  const perhaps = isOpenTo(group, lower, lower.isEmpty ? SMALLEST_BLOCK : lower.size);
  return perhaps.truth === 'no' ? surely : unknown(...perhaps.evidence);
}

/** The IPv4 blocks of a VPC are between a /28 and a /16, and with an account's usual limits five at most. */
const SMALLEST_BLOCK = 2n ** 4n;
const LARGEST = 5n * 2n ** 16n;
/** The IPv6 block that AWS gives a VPC is a /56. */
const BLOCK6 = 2n ** 72n;
const IPV4 = AddressSet.everything4;
const IPV6 = AddressSet.everything6;

/** Whether rules of a group let a whole range in, together or by one range of at least `size` addresses. */
function isOpenTo(group: SecurityGroup, range: AddressSet, size: bigint): Judgement {
  const family = range.intersect(AddressSet.everything6).isEmpty
    ? AddressSet.everything4
    : AddressSet.everything6;
  const isWide = (set: AddressSet): boolean => set.intersect(family).size >= size;
  const { members } = group.rules('ingress');
  const addresses = members.map(({ item: { peer, ports }, certain }): AddressBounds => {
    if (peer.kind !== 'addresses' || ports.upper.isEmpty) return NOTHING;
    const { lower, upper } = peer.addresses;
    return { lower: certain && !ports.lower.isEmpty ? lower : AddressSet.empty, upper };
  });
  const surely = covering(
    range,
    addresses.map(({ lower }) => lower),
  );
  const perhaps = covering(
    range,
    addresses.map(({ upper }) => upper),
  );
  const isOpenBy = (place: number): Judgement => {
    const { peer, ports, evidence } = members[place]!.item;
    if (peer.kind === 'group' || ports.upper.isEmpty) return no();
    if (peer.kind === 'unknown') return unknown(evidence);
    if (peer.kind === 'prefix list') return isOfAws(peer.lists) ? no() : unknown(evidence);
    const { lower, upper } = addresses[place]!;
    const isSure = members[place]!.certain && !ports.lower.isEmpty;
    if (isSure && (isWide(lower) || surely.has(place))) return yes(evidence);
    return isWide(upper) || perhaps.has(place) ? unknown(evidence) : no();
  };
  return any(some(Collection.of([...members.keys()]), isOpenBy), hiddenRules(group));
}

const NOTHING: AddressBounds = { lower: AddressSet.empty, upper: AddressSet.empty };

/** The places of sets which together cover a whole range, the largest ones first; none if all of them do not. */
function covering(range: AddressSet, sets: readonly AddressSet[]): ReadonlySet<number> {
  const parts = sets
    .map((set, place) => ({ set, place, size: set.intersect(range).size }))
    .filter(({ size }) => size > 0n)
    .sort((a, b) => (a.size === b.size ? a.place - b.place : a.size > b.size ? -1 : 1));
  const covers = (count: number): boolean =>
    range.isSubsetOf(AddressSet.union(parts.slice(0, count).map(({ set }) => set)));
  if (range.isEmpty || !covers(parts.length)) return new Set();
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (covers(middle)) high = middle;
    else low = middle + 1;
  }
  return new Set(parts.slice(0, low).map(({ place }) => place));
}

function hiddenRules(group: SecurityGroup): Judgement {
  const { hidden } = group.rules('ingress');
  return hidden === undefined ? no() : unknown(hidden.evidence);
}
