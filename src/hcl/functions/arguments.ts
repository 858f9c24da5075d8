import { convert } from '../conversion.ts';
import { Alt, EvaluationError, Mapping, Sequence, Sym, Unknown, type Value } from '../values.ts';

/**
 * A function of the Terraform language. Throws EvaluationError where Terraform reports one, and NotComputable where the
 * result hangs on something unknown or cannot be computed here: the caller then makes an unknown of it.
 */
export type TerraformFunction = (args: readonly Value[], spend: Spend) => Value;

/** Takes steps from those that an evaluation has left, beyond what its arguments cost by their size. */
export type Spend = (steps: number) => void;

export class NotComputable extends Error {}

/** A value that is not null. */
export function given(value: Value | undefined): Exclude<Value, null> {
  if (value === undefined) throw new EvaluationError('An argument is missing');
  if (value === null) throw new EvaluationError('An argument must not be null');
  return value;
}

export function text(value: Value | undefined): string {
  const converted = convert(given(value), 'string');
  if (typeof converted !== 'string') throw new NotComputable();
  return converted;
}

export function number(value: Value | undefined): number {
  const converted = convert(given(value), 'number');
  if (typeof converted !== 'number') throw new NotComputable();
  return converted;
}

export function integer(value: Value | undefined): number {
  const whole = number(value);
  if (!Number.isInteger(whole)) throw new EvaluationError('A whole number is needed');
  return whole;
}

export function sequence(value: Value | undefined): Sequence {
  const found = given(value);
  if (isOpen(found)) throw new NotComputable();
  if (!(found instanceof Sequence)) throw new EvaluationError('A list is needed');
  return found;
}

/** A sequence whose order and length are certain. */
export function fixedSequence(value: Value | undefined): Sequence {
  const found = sequence(value);
  if (!found.fixed) throw new NotComputable();
  return found;
}

export function mapping(value: Value | undefined): Mapping {
  const found = given(value);
  if (isOpen(found)) throw new NotComputable();
  if (!(found instanceof Mapping)) throw new EvaluationError('A map is needed');
  return found;
}

export function texts(value: Value | undefined): string[] {
  return fixedSequence(value).items.map(text);
}

/** Whether nothing is known of the value, not even its shape. */
export function isOpen(value: Value): value is Sym | Unknown | Alt {
  return value instanceof Sym || value instanceof Unknown || value instanceof Alt;
}

/** What is certain; NotComputable if nothing is. */
export function certain<Result>(result: Result | undefined): Result {
  if (result === undefined) throw new NotComputable();
  return result;
}

export function tuple(items: readonly Value[], fixed = true): Sequence {
  return new Sequence('tuple', items, fixed);
}

export function list(items: readonly Value[], fixed = true): Sequence {
  return new Sequence('list', items, fixed);
}
