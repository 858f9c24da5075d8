import { concatenate, boolean } from './operators.ts';
import { toText } from './conversion.ts';
import type { Expression, ForExpression } from './syntax.ts';
import { Alt, EvaluationError, Mapping, Sequence, Sym, Unknown, type Value, unknownFrom } from './values.ts';

/** Evaluates a part of the loop with the key and value of one round. */
type Evaluate = (part: Expression, key: Value, value: Value) => Value;

interface Round {
  readonly key: Value;
  readonly value: Value;
}

/** The value of a `for` expression over a collection that is no alternative. Throws EvaluationError. */
export function forValue(loop: ForExpression, collection: Value, evaluate: Evaluate): Value {
  if (collection instanceof Sym || collection instanceof Unknown) {
    const bound = unknownFrom([collection], 'an element of an unknown collection');
    const partsOfBody = [loop.key, loop.value, loop.condition].filter((part) => part !== undefined);
    const values = partsOfBody.map((part) => evaluate(part, bound, bound));
    return unknownFrom([collection, ...values], 'a loop over an unknown collection', true);
  }
  const rounds = roundsOf(collection);
  const fixed = !(collection instanceof Sequence) || collection.fixed;
  const kept: { key: Value; value: Value }[] = [];
  let isFilterKnown = true;
  for (const { key, value } of rounds) {
    const keep = loop.condition === undefined ? true : boolean(evaluate(loop.condition, key, value));
    if (keep === false) continue;
    isFilterKnown &&= keep !== undefined;
    kept.push({
      key: loop.key === undefined ? null : evaluate(loop.key, key, value),
      value: evaluate(loop.value, key, value),
    });
  }
  const values = kept.map((round) => round.value);
  if (!isFilterKnown)
    return unknownFrom(
      [...values, ...kept.map((round) => round.key)],
      'a loop with an unknown condition',
      true,
    );
  if (loop.key !== undefined) return keyed(kept, loop.group, fixed);
  if (!loop.join) return new Sequence('tuple', values, fixed);
  return fixed && !values.some((value) => value instanceof Alt)
    ? concatenate(values)
    : unknownFrom(values, 'text in an unknown order', true);
}

function roundsOf(collection: Value): Iterable<Round> {
  if (collection instanceof Mapping) return [...collection.entries].map(([key, value]) => ({ key, value }));
  if (!(collection instanceof Sequence))
    throw new EvaluationError('Only a list, set or map can be iterated over');
  if (collection.kind === 'set') return collection.items.map((value) => ({ key: value, value }));
  const position = new Unknown([], 'a position in an unknown order', true);
  return collection.items.map((value, index) => ({ key: collection.fixed ? index : position, value }));
}

function keyed(rounds: readonly Round[], group: boolean, fixed: boolean): Value {
  const groups = new Map<string, Value[]>();
  for (const { key, value } of rounds) {
    const name = toText(key);
    if (typeof name !== 'string') {
      return unknownFrom(
        rounds.flatMap((round) => [round.key, round.value]),
        'an object with an unknown key',
        true,
      );
    }
    const values = groups.get(name);
    if (values === undefined) groups.set(name, [value]);
    else if (group) values.push(value);
    else throw new EvaluationError(`The key "${name}" comes twice`);
  }
  return new Mapping(
    'object',
    [...groups].map(([name, values]) => [name, group ? new Sequence('tuple', values, fixed) : values[0]!]),
  );
}
