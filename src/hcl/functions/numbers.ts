import { rounded } from '../numbers.ts';
import { EvaluationError, Sequence, type Value } from '../values.ts';
import { NotComputable, type TerraformFunction, integer, number, text } from './arguments.ts';

/** Functions on numbers. */
export const numberFunctions: Readonly<Record<string, TerraformFunction>> = {
  abs: ([value]) => Math.abs(number(value)),
  ceil: ([value]) => Math.ceil(number(value)),
  floor: ([value]) => Math.floor(number(value)),
  log: ([value, base]) => finite(rounded(Math.log(number(value)) / Math.log(number(base)))),
  max: (args) => numbers(args).reduce((most, one) => Math.max(most, one)),
  min: (args) => numbers(args).reduce((least, one) => Math.min(least, one)),
  parseint: ([value, base]) => parseInteger(text(value), integer(base)),
  pow: ([base, exponent]) => finite(rounded(number(base) ** number(exponent))),
  signum: ([value]) => Math.sign(integer(value)),
};

function numbers(args: readonly Value[]): number[] {
  if (args.length === 0) throw new EvaluationError('A number is needed at least');
  return args.map((arg) => number(arg instanceof Sequence ? null : arg));
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new NotComputable();
  return value;
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';

function parseInteger(value: string, base: number): number {
  if (base < 2 || base > 62) throw new EvaluationError('The base must be between 2 and 62');
  if (base > digits.length) throw new NotComputable();
  const [, sign = '', magnitude = ''] = /^([+-]?)(.*)$/s.exec(value.toLowerCase()) ?? [];
  const allowed = digits.slice(0, base);
  if (magnitude === '' || magnitude.split('').some((digit) => !allowed.includes(digit))) {
    throw new EvaluationError('The text is no number of that base');
  }
  const parsed = Number.parseInt(sign + magnitude, base);
  if (!Number.isSafeInteger(parsed)) throw new NotComputable();
  return parsed;
}
