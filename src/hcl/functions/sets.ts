import { setOf } from '../conversion.ts';
import { includes } from '../equality.ts';
import { EvaluationError, Sequence, type Value } from '../values.ts';
import { NotComputable, type TerraformFunction, certain, list, sequence, tuple } from './arguments.ts';

/** A product larger than this is left unknown. */
const maximumProduct = 100_000;

/** Functions on sets. What they keep or drop hangs on equality: where that is uncertain, so is the result. */
export const setFunctions: Readonly<Record<string, TerraformFunction>> = {
  setintersection: (args) => {
    const [first = [], ...others] = args.map((arg) => sequence(arg).items);
    return setOf(first.filter((item) => others.every((other) => certain(includes(other, item)))));
  },
  setproduct: (args) => product(args.map((arg) => sequence(arg))),
  setsubtract: ([left, right]) => setOf(difference(sequence(left).items, sequence(right).items)),
  setunion: (args) => setOf(args.flatMap((arg) => sequence(arg).items)),
};

function difference(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  return left.filter((item) => !certain(includes(right, item)));
}

function product(factors: readonly Sequence[]): Sequence {
  if (factors.length < 2) throw new EvaluationError('Two sets are needed at least');
  if (factors.reduce((size, { items }) => size * items.length, 1) > maximumProduct) throw new NotComputable();
  let rows: Value[][] = [[]];
  for (const { items } of factors) rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  const tuples = rows.map((row) => tuple(row));
  const ofSets = factors.every(({ kind }) => kind === 'set');
  const fixed = factors.every((factor) => factor.fixed);
  return ofSets ? new Sequence('set', tuples, fixed) : list(tuples, fixed);
}
