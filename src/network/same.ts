import { Collection, type Judgement, no, unknown, yes } from '../logic/index.ts';
import type { AwsObject } from './aws-object.ts';

/** Whether two references mean the same object. */
export function same(a: Collection<AwsObject>, b: Collection<AwsObject>): Judgement {
  const facts = [...a.members, ...b.members].flatMap((member) => member.evidence ?? []);
  const mine = a.only;
  const theirs = b.only;
  if (mine !== undefined && mine === theirs) return yes(...facts);
  if (mine !== undefined && theirs !== undefined && !mine.isOpaque && !theirs.isOpaque) return no(...facts);
  if (areApart(a, b)) return no(...facts);
  const blurred = [a, b].some(
    (side) =>
      side.hidden !== undefined || side.members.length === 0 || side.items.some((item) => item.isOpaque),
  );
  const overlap = a.items.some((item) => b.items.includes(item));
  return blurred || overlap ? unknown(...facts) : no(...facts);
}

/** Whether both hold an object in common. */
export function shared(some: Collection<AwsObject>, others: Collection<AwsObject>): Judgement {
  if ([some, others].some(isBlurred)) return some.some((object) => others.some((other) => object.is(other)));
  const known = new Map(others.members.map((member) => [member.item, member]));
  const common = some.filter((object) => (known.has(object) ? yes() : no()));
  return common.some((object) => new Collection([known.get(object)!]).some(() => yes()));
}

/** Whether something may be in it that no other object can be told from. */
const isBlurred = ({ hidden, members, kind }: Collection<AwsObject>): boolean =>
  hidden !== undefined ||
  (kind === 'one' && members.length === 0) ||
  members.some(({ item }) => item.isOpaque);

/** Whether all objects are in regions that are known and have none in common. */
function areApart(a: Collection<AwsObject>, b: Collection<AwsObject>): boolean {
  if ([a, b].some((side) => side.hidden !== undefined || side.members.length === 0)) return false;
  const theirs = b.items.map((item) => item.region);
  return (
    !theirs.includes(undefined) &&
    a.items.every((item) => item.region !== undefined && !theirs.includes(item.region))
  );
}
