import { type Collection, type Judgement, no, unknown, yes } from '../logic/index.ts';
import type { AwsObject } from './aws-object.ts';

/** Whether two references mean the same object. */
export function same(a: Collection<AwsObject>, b: Collection<AwsObject>): Judgement {
  const facts = [...a.members, ...b.members].flatMap((member) => member.evidence ?? []);
  const mine = a.only;
  const theirs = b.only;
  if (mine !== undefined && mine === theirs) return yes(...facts);
  const blurred = [a, b].some(
    (side) =>
      side.hidden !== undefined || side.members.length === 0 || side.items.some((item) => item.isOpaque),
  );
  const overlap = a.items.some((item) => b.items.includes(item));
  return blurred || overlap ? unknown(...facts) : no(...facts);
}
