/** Terraform's marks of what is sensitive: `true` for a whole value, or a tree like the value's with `true` in it. */
import { isRecord } from './tree.ts';

/** Whether anything is marked. */
export function containsMark(marks: unknown): boolean {
  if (typeof marks !== 'object' || marks === null) return marks === true;
  const open: unknown[] = [marks];
  while (open.length > 0) {
    const next = open.pop();
    if (next === true) return true;
    if (typeof next === 'object' && next !== null) open.push(...Object.values(next));
  }
  return false;
}

/** What is marked on either side; undefined for nothing. */
export function eitherMark(some: unknown, others: unknown): unknown {
  if (!containsMark(others)) return containsMark(some) ? some : undefined;
  if (some === true || others === true) return true;
  if (!containsMark(some)) return others;
  if (Array.isArray(some) && Array.isArray(others)) {
    const longer = some.length > others.length ? some : others;
    return longer.map((_, index) => eitherMark(some[index], others[index]));
  }
  if (!isRecord(some) || !isRecord(others)) return true;
  const both = { ...some };
  for (const [name, mark] of Object.entries(others))
    both[name] = eitherMark(Object.hasOwn(some, name) ? some[name] : undefined, mark);
  return both;
}
