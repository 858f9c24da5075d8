/**
 * Sets of points on a line, kept as an inversion list: the sorted points at which membership changes,
 * so `[a, b, c, d]` is `a ≤ x < b` or `c ≤ x < d`. Every set has exactly one such list.
 */
export type Intervals<T extends number | bigint> = readonly T[];

/** The points `from ≤ x < to`. */
export type Interval<T extends number | bigint> = readonly [from: T, to: T];

/** The union of intervals in any order, overlapping or not. Costs one sort. */
export function ofIntervals<T extends number | bigint>(intervals: readonly Interval<T>[]): Intervals<T> {
  const sorted = intervals.filter(([from, to]) => from < to).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const points: T[] = [];
  for (const [from, to] of sorted) {
    const end = points.at(-1);
    if (end === undefined || end < from) points.push(from, to);
    else if (end < to) points[points.length - 1] = to;
  }
  return points;
}

/** The maximal intervals of a set, in ascending order. */
export function toIntervals<T extends number | bigint>(set: Intervals<T>): Interval<T>[] {
  const intervals: Interval<T>[] = [];
  for (let index = 0; index < set.length; index += 2) intervals.push([set[index]!, set[index + 1]!]);
  return intervals;
}

/** The points that are in `a` or in `b`. */
export function union<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  return combine(a, b, (inA, inB) => inA || inB);
}

/** The points that are in `a` and in `b`. */
export function intersect<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  return combine(a, b, (inA, inB) => inA && inB);
}

/** The points that are in `a` and not in `b`. */
export function subtract<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** Whether two sets hold the same points. */
export function equals<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): boolean {
  return a.length === b.length && a.every((point, index) => point === b[index]);
}

/** Whether `point` is in the set. Costs a binary search. */
export function contains<T extends number | bigint>(set: Intervals<T>, point: T): boolean {
  return firstAfter(set, point) % 2 === 1;
}

/** Whether two sets have a point in common. Costs a binary search for every interval of the smaller set. */
export function meets<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): boolean {
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  for (let index = 0; index < few.length; index += 2) {
    const next = firstAfter(many, few[index]!);
    if (next % 2 === 1 || (next < many.length && many[next]! < few[index + 1]!)) return true;
  }
  return false;
}

/** The index of the first point of a set that is greater. */
function firstAfter<T extends number | bigint>(set: Intervals<T>, point: T): number {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (set[middle]! <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One sweep over the points of both sets; after an odd number of its points one is inside a set. */
function combine<T extends number | bigint>(
  a: Intervals<T>,
  b: Intervals<T>,
  keep: (inA: boolean, inB: boolean) => boolean,
): Intervals<T> {
  const points: T[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const nextA = a[i];
    const nextB = b[j];
    const point = nextB === undefined || (nextA !== undefined && nextA < nextB) ? nextA! : nextB;
    if (nextA === point) i++;
    if (nextB === point) j++;
    const inside = points.length % 2 === 1;
    if (keep(i % 2 === 1, j % 2 === 1) !== inside) points.push(point);
  }
  return points;
}
