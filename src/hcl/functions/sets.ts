import { setOf } from '../conversion.ts';
import { finder } from '../equality.ts';
import { EvaluationError, Sequence, type Value } from '../values.ts';
import { NotComputable, type TerraformFunction, certain, list, sequence, tuple } from './arguments.ts';

/** A product of more elements in all its rows is left unknown. */
const maximumProduct = 400_000;

/** Functions on sets. What they keep or drop hangs on equality: where that is uncertain, so is the result. */
export const setFunctions: Readonly<Record<string, TerraformFunction>> = {
  setintersection: (args) => {
    const [first = [], ...others] = args.map((arg) => sequence(arg).items);
    const isIn = others.map(finder);
    return setOf(first.filter((item) => isIn.every((found) => certain(found(item)))));
  },
  setproduct: (args) => product(args.map((arg) => sequence(arg))),
  setsubtract: ([left, right]) => setOf(difference(sequence(left).items, sequence(right).items)),
  setunion: (args) => setOf(args.flatMap((arg) => sequence(arg).items)),
};

function difference(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const found = finder(right);
  return left.filter((item) => !certain(found(item)));
}

/** The last factor changes from row to row, the first one most rarely. */
function rowAt(factors: readonly Sequence[], index: number): Value[] {
  let rest = index;
  return factors
    .toReversed()
    .map(({ items }) => {
      const item = items[rest % items.length]!;
      rest = Math.floor(rest / items.length);
      return item;
    })
    .reverse();
}

function product(factors: readonly Sequence[]): Sequence {
  if (factors.length < 2) throw new EvaluationError('Two sets are needed at least');
  const length = factors.reduce((size, { items }) => size * items.length, 1);
  if (length * factors.length > maximumProduct) throw new NotComputable();
  const tuples = Array.from({ length }, (_, index) => tuple(rowAt(factors, index)));
  const ofSets = factors.every(({ kind }) => kind === 'set');
  const fixed = factors.every((factor) => factor.fixed);
  return ofSets ? new Sequence('set', tuples, fixed) : list(tuples, fixed);
}
