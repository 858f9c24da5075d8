import { convert, harmonize, setOf } from '../conversion.ts';
import { type TerraformFunction, given, isOpen, NotComputable, sequence } from './arguments.ts';
import type { Value } from '../values.ts';

/** Functions that convert, and marks that change nothing. An unknown stays the same unknown where it cannot fail. */
export const conversionFunctions: Readonly<Record<string, TerraformFunction>> = {
  nonsensitive: ([value]) => value ?? null,
  sensitive: ([value]) => value ?? null,
  tobool: ([value]) => strict(value, 'bool'),
  tolist: ([value]) => convert(value ?? null, { kind: 'list', element: 'any' }),
  tomap: ([value]) => convert(value ?? null, { kind: 'map', element: 'any' }),
  tonumber: ([value]) => strict(value, 'number'),
  toset: ([value]) =>
    value === undefined || value === null || isOpen(value)
      ? (value ?? null)
      : setOf(harmonize(sequence(value).items)),
  tostring: ([value]) => convert(value ?? null, 'string'),
};

/** A text of unknown content may be no number. */
function strict(value: Value | undefined, type: 'bool' | 'number'): Value {
  if (value === null) return null;
  const converted = convert(given(value), type);
  if (isOpen(converted)) throw new NotComputable();
  return converted;
}
