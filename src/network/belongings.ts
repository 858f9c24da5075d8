import { Collection, type Member } from '../logic/index.ts';
import type { AwsObject } from './aws-object.ts';
import { same } from './same.ts';

/**
 * Things by the objects that they may belong to, as endpoints by their VPC, so that nobody has to ask all of them. What cannot
 * be told of belongs to every object, perhaps.
 */
export class Belongings<T> {
  readonly #things: readonly T[];
  readonly #byOwner = new Map<AwsObject, number[]>();
  readonly #anywhere: number[] = [];

  /** @param ownersOf all objects that a thing may belong to; undefined where there may be others */
  constructor(things: readonly T[], ownersOf: (thing: T) => readonly AwsObject[] | undefined) {
    this.#things = things;
    for (const [place, thing] of things.entries()) {
      const owners = ownersOf(thing);
      if (owners === undefined || owners.some((owner) => owner.isOpaque)) this.#anywhere.push(place);
      else for (const owner of owners) this.#add(owner, place);
    }
  }

  /** What may belong to one of the owners, in the order of the plan. */
  of(owners: readonly AwsObject[]): readonly T[] {
    if (owners.some((owner) => owner.isOpaque)) return this.#things;
    const own = owners.flatMap((owner) => this.#byOwner.get(owner) ?? []);
    const places = new Set([...own, ...this.#anywhere]);
    return [...places].sort((a, b) => a - b).map((place) => this.#things[place]!);
  }

  #add(owner: AwsObject, place: number): void {
    const places = this.#byOwner.get(owner);
    if (places === undefined) this.#byOwner.set(owner, [place]);
    else places.push(place);
  }
}

/** The objects among which the one meant is. */
export const candidatesFor = ({ hidden, items }: Collection<AwsObject>): readonly AwsObject[] | undefined =>
  hidden === undefined && items.length > 0 ? items : undefined;

/** The things of which it is certain or possible that they belong to `owner`. */
export function belongingTo<T>(
  owner: AwsObject,
  things: Belongings<T>,
  ownersOf: (thing: T) => Collection<AwsObject>,
): Collection<T> {
  const that = Collection.one(owner);
  return new Collection(
    things.of([owner]).flatMap((item): readonly Member<T>[] => {
      const { truth, evidence } = same(ownersOf(item), that);
      const [first] = evidence;
      return truth === 'no' ? [] : [{ item, certain: truth === 'yes', ...(first && { evidence: first }) }];
    }),
  );
}
