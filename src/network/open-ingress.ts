import { any, type Judgement, no, unknown, yes } from '../logic/index.ts';
import { AddressSet } from '../net/index.ts';
import type { AppUser } from './app-user.ts';
import { isOfAws } from './prefix-list.ts';
import type { SecurityGroup } from './security-group.ts';

/** Ranges that count as wide. */
export type Breadth = 'the internet' | 'a range as wide as the VPC';

/** Whether no group of a user lets TCP in from so wide a range. */
export function isClosedTo({ groups, domain }: AppUser, breadth: Breadth): Judgement {
  const { lower: vpc } = domain.vpc.only?.addresses ?? { lower: AddressSet.empty };
  const limit = vpc.isEmpty ? LARGEST_BLOCK : vpc.size;
  return groups.none((group) =>
    any(
      isOpenTo(group, AddressSet.everything4, IPV4),
      isOpenTo(group, AddressSet.everything6, IPV6),
      breadth === 'the internet' ? no() : isOpenTo(group, vpc, limit),
    ),
  );
}

/** The largest IPv4 block of a VPC is a /16. */
const LARGEST_BLOCK = 2n ** 16n;
const IPV4 = 2n ** 32n;
const IPV6 = 2n ** 128n;

/** Whether rules of a group let a whole range in, together or by one range of at least `size` addresses. */
function isOpenTo(group: SecurityGroup, range: AddressSet, size: bigint): Judgement {
  const family = range.intersect(AddressSet.everything6).isEmpty
    ? AddressSet.everything4
    : AddressSet.everything6;
  const isWide = (set: AddressSet): boolean => set.intersect(family).size >= size;
  let together = AddressSet.empty;
  let perhapsTogether = AddressSet.empty;
  const covers = (set: AddressSet): boolean => !range.isEmpty && range.isSubsetOf(set);
  return any(
    ...group.rules('ingress').members.map(({ item: rule, certain }) => {
      const { peer, ports, evidence } = rule;
      if (peer.kind === 'group' || ports.upper.isEmpty) return no();
      if (peer.kind === 'unknown') return unknown(evidence);
      if (peer.kind === 'prefix list') return isOfAws(peer.lists) ? no() : unknown(evidence);
      const { lower, upper } = peer.addresses;
      const sure = certain && !ports.lower.isEmpty;
      if (sure) together = together.union(lower);
      perhapsTogether = perhapsTogether.union(upper);
      if (sure && (isWide(lower) || covers(together))) return yes(evidence);
      return isWide(upper) || covers(perhapsTogether) ? unknown(evidence) : no();
    }),
    hiddenRules(group),
  );
}

function hiddenRules(group: SecurityGroup): Judgement {
  const { hidden } = group.rules('ingress');
  return hidden === undefined ? no() : unknown(hidden.evidence);
}
