import { Collection, type Member } from '../logic/index.ts';
import type { AwsObject } from './aws-object.ts';
import { isVague, same } from './same.ts';

/** Things by the objects that they belong to, as endpoints by their VPC, so that nobody has to ask all of them. */
export class Belongings<T> {
  readonly #things: readonly T[];
  readonly #ownersOf: (thing: T) => Collection<AwsObject>;
  readonly #byOwner = new Map<AwsObject, number[]>();
  readonly #places = new Map<T, number>();
  readonly #anywhere: number[] = [];

  constructor(things: readonly T[], ownersOf: (thing: T) => Collection<AwsObject>) {
    this.#things = things;
    this.#ownersOf = ownersOf;
    for (const [place, thing] of things.entries()) {
      const owners = ownersOf(thing);
      this.#places.set(thing, place);
      for (const owner of owners.items) this.#add(owner, place);
      if (isVague(owners)) this.#anywhere.push(place);
    }
  }

  /** What names one of the owners, in the order of the plan. */
  near(owners: readonly AwsObject[]): readonly T[] {
    return this.#at(owners.flatMap((owner) => this.#byOwner.get(owner) ?? []));
  }

  /** What may belong to any object at all, as far as the plan tells. */
  get anywhere(): readonly T[] {
    return this.#at(this.#anywhere);
  }

  /** The same things, each once, in the order of the plan. */
  inOrder(things: readonly T[]): readonly T[] {
    return this.#at(things.flatMap((thing) => this.#places.get(thing) ?? []));
  }

  /** What certainly or possibly belongs to the one owner. */
  of(owner: AwsObject): Collection<T> {
    const that = Collection.one(owner);
    const named = this.#byOwner.get(owner) ?? [];
    const candidates = owner.isOpaque ? this.#things : this.#at([...named, ...this.#anywhere]);
    return new Collection(
      candidates.flatMap((item): readonly Member<T>[] => {
        const { truth, evidence } = same(this.#ownersOf(item), that);
        const [first] = evidence;
        return truth === 'no' ? [] : [{ item, certain: truth === 'yes', ...(first && { evidence: first }) }];
      }),
    );
  }

  #add(owner: AwsObject, place: number): void {
    const places = this.#byOwner.get(owner);
    if (places === undefined) this.#byOwner.set(owner, [place]);
    else places.push(place);
  }

  #at(places: readonly number[]): readonly T[] {
    return [...new Set(places)].sort((a, b) => a - b).map((place) => this.#things[place]!);
  }
}
