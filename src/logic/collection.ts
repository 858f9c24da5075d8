import { judgementOf } from './checked.ts';
import { type Evidence, lead, merge } from './evidence.ts';
import type { Judgement, Truth } from './judgement.ts';
import { not } from './judgement.ts';
import { LazyJudgement } from './lazy-judgement.ts';

/** Something that is, or may be, in a collection; `evidence` is the chain that puts it there. */
export interface Member<T> {
  readonly item: T;
  readonly certain: boolean;
  readonly evidence?: Evidence;
}

/** What the plan does not show of a collection. */
export interface Hidden {
  readonly evidence: Evidence;
  /**
   * Whether only objects outside the plan can hide (literal ids beside unknown ones): no reading of the plan could judge
   * those, so a universal claim may pass with a note. Otherwise what hides may be anything.
   */
  readonly outsideOnly: boolean;
}

/** What hides more of the two: anything at all rather than objects outside the plan. */
export const wider = (one: Hidden | undefined, other: Hidden | undefined): Hidden | undefined =>
  one === undefined || (one.outsideOnly && other?.outsideOnly === false) ? other : one;

export interface CollectionFacts {
  /** `one`: exactly one of the members is meant. `many`: a set. */
  readonly kind: 'one' | 'many';
  /** With `many`: at least one of the uncertain members is surely in it. */
  readonly atLeastOne: boolean;
  readonly hidden: Hidden | undefined;
}

/**
 * What a reference may hold: members that certainly are in it, others that may be, and whether more can hide. The
 * quantifiers are sound in three values: `every` never says yes while a member that may be there breaks it, and never
 * says no unless one that must be there does.
 */
export class Collection<T> {
  readonly members: readonly Member<T>[];
  readonly kind: 'one' | 'many';
  readonly atLeastOne: boolean;
  readonly hidden: Hidden | undefined;

  constructor(members: readonly Member<T>[], facts: Partial<CollectionFacts> = {}) {
    this.members = members;
    this.kind = facts.kind ?? 'many';
    this.hidden = facts.hidden;
    this.atLeastOne = facts.atLeastOne ?? false;
  }

  static of<T>(items: readonly T[]): Collection<T> {
    return new Collection(items.map((item) => ({ item, certain: true })));
  }

  static one<T>(item: T, evidence?: Evidence): Collection<T> {
    return new Collection([{ item, certain: true, ...(evidence && { evidence }) }], { kind: 'one' });
  }

  static readonly empty: Collection<never> = new Collection<never>([]);

  /** Whether the members listed are exactly what the collection holds. */
  get exact(): boolean {
    return this.hidden === undefined && this.members.every((member) => member.certain);
  }

  get items(): readonly T[] {
    return this.members.map((member) => member.item);
  }

  /** The members that are certainly in it. */
  get certain(): readonly T[] {
    return this.members.filter((member) => member.certain).map((member) => member.item);
  }

  /** The one item that is meant, if that is certain. */
  get only(): T | undefined {
    const [first, ...rest] = this.members;
    return first?.certain && rest.length === 0 && this.hidden === undefined ? first.item : undefined;
  }

  /** How many items it holds: at least, and at most. */
  get count(): { readonly least: number; readonly most: number } {
    const certain = this.certain.length;
    const one = this.kind === 'one' || this.atLeastOne ? 1 : 0;
    const listed = this.kind === 'one' ? 1 : this.members.length;
    return {
      least: Math.max(certain, one),
      most: this.hidden === undefined ? listed : Number.POSITIVE_INFINITY,
    };
  }

  map<U>(transform: (item: T) => U): Collection<U> {
    return new Collection(
      this.members.map((member) => ({ ...member, item: transform(member.item) })),
      this,
    );
  }

  /** Keeps what satisfies `condition`; where that is unknown the member becomes uncertain. */
  filter(condition: (item: T) => Judgement): Collection<T> {
    const kept: Member<T>[] = [];
    let dropped = false;
    for (const member of this.members) {
      const { truth } = judgementOf(condition(member.item));
      if (truth !== 'yes') dropped = true;
      if (truth !== 'no') kept.push(truth === 'yes' ? member : { ...member, certain: false });
    }
    return new Collection(kept, {
      kind: dropped ? 'many' : this.kind,
      atLeastOne: !dropped && this.atLeastOne,
      hidden: this.hidden,
    });
  }

  /** The union of the collections that the members lead to; a chain of evidence grows by one link. */
  flatMap<U>(next: (item: T) => Collection<U>): Collection<U> {
    const members: Member<U>[] = [];
    const seen = new Map<U, number>();
    let hidden = this.hidden;
    let options = 0;
    let last: Collection<U> | undefined;
    for (const member of this.members) {
      const reached = next(member.item);
      last = reached;
      hidden = wider(hidden, reached.hidden);
      options += reached.kind === 'one' ? 1 : 0;
      for (const far of reached.members) {
        const evidence = joined(member.evidence, far.evidence);
        const certain = member.certain && far.certain;
        const at = seen.get(far.item);
        if (at === undefined) {
          seen.set(far.item, members.length);
          members.push({ item: far.item, certain, ...(evidence && { evidence }) });
        } else if (certain && !members[at]!.certain) members[at] = { ...members[at]!, certain };
      }
    }
    const one = this.kind === 'one' && options === this.members.length;
    if (one && members.length === 1 && hidden === undefined) members[0] = { ...members[0]!, certain: true };
    const isOnly = this.members.length === 1 && this.members[0]!.certain;
    return new Collection(members, {
      kind: one ? 'one' : 'many',
      atLeastOne: isOnly ? last!.atLeastOne : options === this.members.length && this.atLeastOne,
      hidden,
    });
  }

  /** Both collections as one set. */
  concat(other: Collection<T>): Collection<T> {
    if (this.members.length === 0 && this.hidden === undefined) return other;
    if (other.members.length === 0 && other.hidden === undefined) return this;
    const members = new Map<T, Member<T>>();
    for (const member of [...this.members, ...other.members]) {
      const known = members.get(member.item);
      if (known === undefined || (member.certain && !known.certain)) members.set(member.item, member);
    }
    const asked = (side: Collection<T>): boolean =>
      side.atLeastOne || (side.kind === 'one' && side.hidden === undefined);
    return new Collection([...members.values()], {
      atLeastOne: (asked(this) && other.members.length === 0) || (asked(other) && this.members.length === 0),
      hidden: wider(this.hidden, other.hidden),
    });
  }

  /** Whether all members satisfy `claim`. */
  every(claim: (item: T) => Judgement): Judgement {
    if (this.#isNothingOfOne) return conclude('unknown', [], this.hidden);
    const judged = this.members.map((member) => ({ member, judgement: judgementOf(claim(member.item)) }));
    const broken = judged.filter(({ judgement }) => judgement.truth === 'no');
    const certainlyBroken = broken.filter(({ member }) => member.certain);
    if (certainlyBroken.length > 0) return conclude('no', certainlyBroken);
    if (this.#allUncertain(broken.length)) return conclude('no', broken);
    const open = judged.filter(({ judgement }) => judgement.truth !== 'yes');
    if (open.length > 0) return conclude('unknown', open, this.hidden);
    const benign = this.hidden === undefined || (this.hidden.outsideOnly && this.members.length > 0);
    return conclude(benign ? 'yes' : 'unknown', benign ? judged : [], this.hidden);
  }

  /** Whether at least one member satisfies `claim`. */
  some(claim: (item: T) => Judgement): Judgement {
    if (this.#isNothingOfOne) return conclude('unknown', [], this.hidden);
    const judged = this.members.map((member) => ({ member, judgement: judgementOf(claim(member.item)) }));
    const met = judged.filter(({ judgement }) => judgement.truth === 'yes');
    const certainlyMet = met.filter(({ member }) => member.certain);
    if (certainlyMet.length > 0) return conclude('yes', certainlyMet);
    if (this.#allUncertain(met.length)) return conclude('yes', met);
    const open = judged.filter(({ judgement }) => judgement.truth !== 'no');
    if (open.length > 0 || this.hidden !== undefined) return conclude('unknown', open, this.hidden);
    return conclude('no', judged);
  }

  /** Whether no member satisfies `claim`. */
  none(claim: (item: T) => Judgement): Judgement {
    return this.every((item) => not(claim(item)));
  }

  /** One thing is meant, but nothing is known of it. */
  get #isNothingOfOne(): boolean {
    return this.kind === 'one' && this.members.length === 0;
  }

  /** All of several candidates share a property, and one of them is surely meant: the property holds of the collection. */
  #allUncertain(sharing: number): boolean {
    const uncertain = this.members.length;
    if (uncertain === 0 || sharing < uncertain) return false;
    return this.kind === 'one' ? this.hidden === undefined : this.atLeastOne;
  }
}

function joined(near: Evidence | undefined, far: Evidence | undefined): Evidence | undefined {
  if (near === undefined || far === undefined) return near ?? far;
  return lead(near, [far])[0];
}

/** How many members a judgement quotes as evidence: enough to act on, and bounded on a plan of any size. */
export const MOST_QUOTED = 24;

function conclude<T>(
  truth: Truth,
  judged: readonly { readonly member: Member<T>; readonly judgement: Judgement }[],
  hidden?: Hidden,
): Judgement {
  const quoted = judged.slice(0, MOST_QUOTED);
  return new LazyJudgement(truth, () => {
    const chains = quoted.map(({ member, judgement }) => lead(member.evidence, judgement.evidence));
    return merge(hidden === undefined ? chains : [...chains, [hidden.evidence]]);
  });
}

/** Whether all items satisfy the claim: `every(domain.subnets, (subnet) => …)`. */
export const every = <T>(collection: Collection<T>, claim: (item: T) => Judgement): Judgement =>
  collection.every(claim);

/** Whether at least one item satisfies the claim. */
export const some = <T>(collection: Collection<T>, claim: (item: T) => Judgement): Judgement =>
  collection.some(claim);

/** Whether no item satisfies the claim. */
export const none = <T>(collection: Collection<T>, claim: (item: T) => Judgement): Judgement =>
  collection.none(claim);
