import { Collection, type Judgement, type Member, no, unknown, yes } from '../logic/index.ts';
import type { AwsObject } from './aws-object.ts';

/** Whether two references mean the same object. */
export function same(a: Collection<AwsObject>, b: Collection<AwsObject>): Judgement {
  const facts = [...a.members, ...b.members].flatMap((member) => member.evidence ?? []);
  const mine = a.only;
  const theirs = b.only;
  if (mine !== undefined && mine === theirs) return yes(...facts);
  if (mine !== undefined && theirs !== undefined && !mine.isOpaque && !theirs.isOpaque) return no(...facts);
  if (areApart(a, b)) return no(...facts);
  const overlap = a.items.some((item) => b.items.includes(item));
  return isVague(a) || isVague(b) || overlap ? unknown(...facts) : no(...facts);
}

/** Whether a reference may be to objects that it does not name. */
export const isVague = ({ hidden, items, kind }: Collection<AwsObject>): boolean =>
  hidden !== undefined || (kind === 'one' && items.length === 0) || items.some((item) => item.isOpaque);

/** A collection of more objects is not searched through. */
const MANY = 64;
const indexes = new WeakMap<Collection<AwsObject>, Index>();

interface Index {
  readonly byObject: ReadonlyMap<AwsObject, Member<AwsObject>>;
  readonly opaque: readonly Member<AwsObject>[];
}

/** Whether an object is in a collection. */
export function includes(objects: Collection<AwsObject>, object: AwsObject): Judgement {
  return candidates(objects, object).some((other) => other.is(object));
}

/** The members that may be the object, where there are many. */
function candidates(objects: Collection<AwsObject>, object: AwsObject): Collection<AwsObject> {
  const { members, hidden } = objects;
  if (members.length <= MANY || object.isOpaque) return objects;
  let index = indexes.get(objects);
  if (index === undefined) {
    const byObject = new Map(members.map((member) => [member.item, member]));
    index = { byObject, opaque: members.filter(({ item }) => item.isOpaque) };
    indexes.set(objects, index);
  }
  const member = index.byObject.get(object);
  return new Collection(member === undefined ? index.opaque : [member, ...index.opaque], { hidden });
}

/** Whether all objects are in regions that are known and have none in common. */
function areApart(a: Collection<AwsObject>, b: Collection<AwsObject>): boolean {
  if ([a, b].some((side) => side.hidden !== undefined || side.members.length === 0)) return false;
  const theirs = b.items.map((item) => item.region);
  return (
    !theirs.includes(undefined) &&
    a.items.every((item) => item.region !== undefined && !theirs.includes(item.region))
  );
}
