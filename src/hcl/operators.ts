import { convert, toText } from './conversion.ts';
import { equal } from './equality.ts';
import { rounded } from './numbers.ts';
import type { BinaryOperator } from './syntax.ts';
import { joined } from './texts.ts';
import { EvaluationError, type Value, unknownFrom } from './values.ts';

/** Applies an operator to two values that are no alternatives. Throws EvaluationError. */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  switch (operator) {
    case '==':
      return orUnknown(equal(left, right), left, right);
    case '!=': {
      const same = equal(left, right);
      return orUnknown(same === undefined ? undefined : !same, left, right);
    }
    case '&&':
    case '||':
      return logical(operator === '||', boolean(left), boolean(right), left, right);
    default:
      return arithmetic(operator, number(left), number(right), left, right);
  }
}

export function unary(operator: '-' | '!', operand: Value): Value {
  if (operator === '!') {
    const value = boolean(operand);
    return orUnknown(value === undefined ? undefined : !value, operand, null);
  }
  const value = number(operand);
  return orUnknown(value === undefined ? undefined : -value, operand, null);
}

/** The text of a template whose parts have these values. */
export function concatenate(values: readonly Value[]): Value {
  return joined(values.map(toText));
}

/** The condition as a boolean; undefined if it is unknown. Throws EvaluationError. */
export function boolean(value: Value): boolean | undefined {
  if (value === null) throw new EvaluationError('A condition must not be null');
  const converted = convert(value, 'bool');
  return typeof converted === 'boolean' ? converted : undefined;
}

function number(value: Value): number | undefined {
  if (value === null) throw new EvaluationError('An operand must not be null');
  const converted = convert(value, 'number');
  return typeof converted === 'number' ? converted : undefined;
}

/** `decisive` settles the result whatever the other side is. */
function logical(
  decisive: boolean,
  a: boolean | undefined,
  b: boolean | undefined,
  left: Value,
  right: Value,
): Value {
  if (a === decisive || b === decisive) return decisive;
  return orUnknown(a === undefined || b === undefined ? undefined : !decisive, left, right);
}

function arithmetic(
  operator: Exclude<BinaryOperator, '==' | '!=' | '&&' | '||'>,
  a: number | undefined,
  b: number | undefined,
  left: Value,
  right: Value,
): Value {
  if (a === undefined || b === undefined) return orUnknown(undefined, left, right);
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '+':
      return rounded(a + b);
    case '-':
      return rounded(a - b);
    case '*':
      return rounded(a * b);
    case '/':
      if (b === 0) throw new EvaluationError('Division by zero');
      return rounded(a / b);
    case '%':
      if (b === 0) throw new EvaluationError('Division by zero');
      return rounded(a % b);
  }
}

function orUnknown(result: boolean | number | undefined, left: Value, right: Value): Value {
  return result ?? unknownFrom([left, right], 'an operation on unknown values', true);
}
