import { Collection, type Member } from '../logic/index.ts';
import type { AwsObject } from './aws-object.ts';
import { same } from './same.ts';

/**
 * Things by the object that they belong to, as endpoints by their VPC. Of most of them it is certain which that is; the
 * others are asked about each object.
 */
export class Belongings<T> {
  readonly #things: readonly T[];
  readonly #ownersOf: (thing: T) => Collection<AwsObject>;
  readonly #byOwner = new Map<AwsObject, number[]>();
  readonly #doubtful: number[] = [];

  constructor(things: readonly T[], ownersOf: (thing: T) => Collection<AwsObject>) {
    this.#things = things;
    this.#ownersOf = ownersOf;
    for (const [place, thing] of things.entries()) {
      const owner = ownersOf(thing).only;
      if (owner === undefined || owner.isOpaque) {
        this.#doubtful.push(place);
        continue;
      }
      const places = this.#byOwner.get(owner);
      if (places === undefined) this.#byOwner.set(owner, [place]);
      else places.push(place);
    }
  }

  /** What belongs to an object, or may belong to it, in the order of the plan. */
  of(owner: AwsObject): Collection<T> {
    if (owner.isOpaque) return this.#among([...this.#things.keys()], owner);
    const own = this.#byOwner.get(owner) ?? [];
    const places = this.#doubtful.length === 0 ? own : [...own, ...this.#doubtful].sort((a, b) => a - b);
    return this.#among(places, owner);
  }

  #among(places: readonly number[], owner: AwsObject): Collection<T> {
    const that = Collection.one(owner);
    return new Collection(
      places.flatMap((place): readonly Member<T>[] => {
        const item = this.#things[place]!;
        const { truth, evidence } = same(this.#ownersOf(item), that);
        const [first] = evidence;
        return truth === 'no' ? [] : [{ item, certain: truth === 'yes', ...(first && { evidence: first }) }];
      }),
    );
  }
}
