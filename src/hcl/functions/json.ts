import { numberText } from '../numbers.ts';
import { Mapping, Sequence, type Value, isKnown } from '../values.ts';
import { NotComputable } from './arguments.ts';

/** `jsonencode`: keys in order, no blanks, and `<`, `>`, `&` escaped as Go's encoder does. */
export function jsonText(value: Value): string {
  if (!isKnown(value)) throw new NotComputable();
  if (value instanceof Sequence) {
    if (!value.fixed) throw new NotComputable();
    return `[${value.items.map(jsonText).join(',')}]`;
  }
  if (value instanceof Mapping) {
    return `{${[...value.entries].map(([key, item]) => `${quoted(key)}:${jsonText(item)}`).join(',')}}`;
  }
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'number') return JSON.stringify(value);
  const digits = numberText(value);
  if (digits === undefined) throw new NotComputable();
  return digits;
}

function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]|\\[bf]/g,
    (character) => `\\u${(controls.get(character) ?? character.charCodeAt(0)).toString(16).padStart(4, '0')}`,
  );
}

/** Go spells these by number. */
const controls: ReadonlyMap<string, number> = new Map([
  [String.raw`\b`, 8],
  [String.raw`\f`, 12],
]);

/** A JSON value as `jsondecode` reads it: arrays are tuples, objects are objects. */
export function fromJson(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return new Sequence('tuple', value.map(fromJson));
  if (typeof value !== 'object' || value === null) return null;
  return new Mapping(
    'object',
    Object.entries(value).map(([key, item]) => [key, fromJson(item)]),
  );
}
