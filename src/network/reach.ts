import {
  type Collection,
  type Evidence,
  type Judgement,
  LazyJudgement,
  lead,
  merge,
  MOST_QUOTED,
  no,
  remembered,
  unknown,
  yes,
} from '../logic/index.ts';
import { AddressSet, PortSet, Region } from '../net/index.ts';
import type { AddressBounds } from './bounds.ts';
import { isOfAws } from './prefix-list.ts';
import type { Direction, Rule } from './rule.ts';
import type { SecurityGroup } from './security-group.ts';

/** The far side of a connection: the groups that its network interfaces carry, and where their addresses lie. */
export interface Party {
  readonly name: string;
  readonly groups: Collection<SecurityGroup>;
  readonly addresses: AddressBounds;
  /** Whether a rule for this prefix list is a rule for the party. */
  readonly inPrefixList?: (rule: Rule & { peer: { kind: 'prefix list' } }) => Judgement;
}

/**
 * Whether security groups, as one union, let TCP `ports` through to or from every address of a party. A set question: what
 * the certain rules leave open is a doubt, what all possible rules leave open is missing.
 */
export function allows(
  groups: Collection<SecurityGroup>,
  direction: Direction,
  party: Party,
  ports: PortSet,
): Judgement {
  let answers = answered.get(groups);
  if (answers === undefined) {
    answers = new WeakMap();
    answered.set(groups, answers);
  }
  let ofParty = answers.get(party);
  if (ofParty === undefined) {
    ofParty = new Map();
    answers.set(party, ofParty);
  }
  const key = `${direction} ${ports.toString()}`;
  let answer = ofParty.get(key);
  if (answer === undefined) {
    answer = judge(groups, direction, party, ports);
    ofParty.set(key, answer);
  }
  return answer;
}

/** What has been asked before: several policies, and many users with the same groups, ask the same. */
const answered = new WeakMap<Collection<SecurityGroup>, WeakMap<Party, Map<string, Judgement>>>();

function judge(
  groups: Collection<SecurityGroup>,
  direction: Direction,
  party: Party,
  ports: PortSet,
): Judgement {
  const used: Evidence[] = [];
  const unsure: Evidence[] = [];
  let doubtful = Region.of([{ addresses: party.addresses.upper, ports }]);
  let missing = Region.of([
    { addresses: party.addresses.lower.isEmpty ? party.addresses.upper : party.addresses.lower, ports },
  ]);
  const nothingKnown = party.addresses.lower.isEmpty;
  const touched = { any: false };
  const matching = matchesWith(party);
  for (const { item: group, certain: carried } of groups.members) {
    const isSettled = missing.isEmpty && (!nothingKnown || touched.any);
    // A group that is only perhaps carried can add no certainty, and there may be many of them.
    if (isSettled && !carried) continue;
    const { members: rules, least, most } = group.rulesAbout(party, direction, ports);
    for (const { item: rule, certain: there } of rules) {
      const match = matching(rule);
      if (match === undefined) continue;
      const sure = carried && there;
      const certain = Region.of([{ addresses: match.lower, ports: rule.ports.lower }]);
      if (sure && certain.meets(doubtful)) {
        used.push(rule.evidence);
        doubtful = doubtful.subtract(certain);
      }
      if (!sure || match.unsure) unsure.push(rule.evidence);
      const possible = Region.of([{ addresses: match.upper, ports: rule.ports.upper }]);
      if (!possible.meets(missing)) continue;
      touched.any = true;
      missing = missing.subtract(possible);
    }
    if (carried) doubtful = doubtful.subtract(least);
    touched.any ||= most.meets(missing);
    missing = missing.subtract(most);
    const { hidden } = group.rules(direction);
    if (hidden !== undefined) unsure.push(hidden.evidence);
  }
  if (groups.hidden !== undefined) unsure.push(groups.hidden.evidence);
  if (doubtful.isEmpty) return new LazyJudgement('yes', () => merge([used]));
  const open =
    groups.hidden !== undefined ||
    groups.members.some(({ item }) => item.rules(direction).hidden !== undefined);
  const absent = nothingKnown ? !touched.any : !missing.isEmpty;
  const way = direction === 'ingress' ? 'in' : 'out';
  const preposition = direction === 'ingress' ? 'from' : 'to';
  if (absent && !open) {
    const text = `does not let ${way} TCP ${nothingKnown ? ports.toString() : missing.ports.toString()} ${preposition} ${party.name}`;
    return new LazyJudgement('no', () =>
      merge(groups.members.map(({ item, evidence }) => lead(evidence, [item.fact(text)]))),
    );
  }
  return new LazyJudgement('unknown', () => {
    const because = merge([unsure.length > 0 ? unsure : used]).slice(0, MOST_QUOTED);
    const [speaker] = groups.certain.length > 0 ? groups.certain : groups.items;
    if (speaker === undefined) return because;
    const doubt = `may not let ${way} TCP ${doubtful.ports.toString()} ${preposition} ${party.name}`;
    return [{ ...speaker.fact(doubt), because }];
  });
}

interface Match {
  readonly lower: AddressSet;
  readonly upper: AddressSet;
  readonly unsure: boolean;
}

/** What the rules say of a party, each asked once, whoever carries its group. */
const matchesWith = remembered((party: Party) => remembered((rule: Rule) => matchOf(rule, party)));

/** The addresses of the party that a rule speaks of; undefined if none. A group that the party carries means all. */
function matchOf(rule: Rule, party: Party): Match | undefined {
  const everything = party.addresses.upper;
  const whole = (judgement: Judgement): Match | undefined => {
    if (judgement.truth === 'no') return undefined;
    const sure = judgement.truth === 'yes';
    return { lower: sure ? everything : AddressSet.empty, upper: everything, unsure: !sure };
  };
  switch (rule.peer.kind) {
    case 'addresses': {
      const { lower, upper } = rule.peer.addresses;
      return { lower, upper, unsure: !lower.equals(upper) };
    }
    case 'group':
      return whole(overlaps(rule.peer.groups, party.groups));
    case 'prefix list': {
      const { peer } = rule;
      if (party.inPrefixList !== undefined) return whole(party.inPrefixList({ ...rule, peer }));
      return whole(isOfAws(peer.lists) ? no() : unknown());
    }
    case 'unknown':
      return whole(unknown());
  }
}

/** Whether a rule's group is one that the party carries. */
export function overlaps(named: Collection<SecurityGroup>, carried: Collection<SecurityGroup>): Judgement {
  return named.some((group) => {
    if (group.isOpaque) return unknown();
    const member = carried.members.find(({ item }) => item === group);
    if (member !== undefined) return member.certain ? yes() : unknown();
    const { hidden } = carried;
    const mayHide = hidden !== undefined && !(hidden.outsideOnly && group.isManaged);
    return mayHide || carried.items.some((item) => item.isOpaque) ? unknown() : no();
  });
}
