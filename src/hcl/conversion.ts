import { distinctItems } from './equality.ts';
import { numberText, parseNumber } from './numbers.ts';
import { type AttributeType, type Type, typeOf, unify } from './types.ts';
import {
  Alt,
  EvaluationError,
  Mapping,
  Sequence,
  Sym,
  Unknown,
  type Value,
  alternatives,
  unknownFrom,
} from './values.ts';

/** Converts a value to a type as Terraform does for a variable. Throws EvaluationError where Terraform refuses. */
export function convert(value: Value, type: Type): Value {
  if (value === null || value instanceof Sym || value instanceof Unknown) return value;
  if (value instanceof Alt) return alternatives(value.options.map((option) => convert(option, type)));
  if (typeof type === 'string') return type === 'any' ? value : convertPrimitive(value, type);
  if (value instanceof Sequence) return convertSequence(value, type);
  if (value instanceof Mapping) return convertMapping(value, type);
  throw new EvaluationError(`A ${type.kind} is needed`);
}

function convertPrimitive(value: Value, type: 'string' | 'number' | 'bool'): Value {
  if (typeof value === type || (typeof value === 'boolean' && type === 'bool')) return value;
  if (type === 'string' && typeof value === 'boolean') return String(value);
  if (type === 'string' && typeof value === 'number') {
    return numberText(value) ?? new Unknown([], 'a number of too many digits', true);
  }
  const converted =
    typeof value === 'string' ? (type === 'number' ? parseNumber(value) : parseBoolean(value)) : undefined;
  if (converted === undefined) throw new EvaluationError(`A ${type} is needed`);
  return converted;
}

function parseBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function convertSequence(value: Sequence, type: Exclude<Type, string>): Value {
  switch (type.kind) {
    case 'list':
      return new Sequence('list', convertAll(value.items, type.element), value.fixed);
    case 'set':
      return setOf(convertAll(value.items, type.element));
    case 'tuple':
      if (value.items.length !== type.elements.length)
        throw new EvaluationError('A tuple of another length is needed');
      return new Sequence(
        'tuple',
        value.items.map((item, index) => convert(item, type.elements[index]!)),
        value.fixed,
      );
    default:
      throw new EvaluationError(`A ${type.kind} is needed`);
  }
}

function convertMapping(value: Mapping, type: Exclude<Type, string>): Value {
  const keys = [...value.entries.keys()];
  if (type.kind === 'map') {
    const items = convertAll([...value.entries.values()], type.element);
    return new Mapping(
      'map',
      keys.map((key, index) => [key, items[index]!]),
    );
  }
  if (type.kind !== 'object') throw new EvaluationError(`A ${type.kind} is needed`);
  return new Mapping(
    'object',
    [...type.attributes].map(([name, attribute]) => [
      name,
      convertAttribute(name, value.entries.get(name), attribute),
    ]),
  );
}

function convertAttribute(
  name: string,
  value: Value | undefined,
  { type, optional, default: standard }: AttributeType,
): Value {
  if (value === undefined && !optional) throw new EvaluationError(`Attribute "${name}" is needed`);
  const given = value ?? null;
  if (!optional || standard === null) return convert(given, type);
  if (given === null) return convert(standard, type);
  return mayBeNull(given)
    ? alternatives([convert(given, type), convert(standard, type)])
    : convert(given, type);
}

function mayBeNull(value: Value): boolean {
  if (value instanceof Sym) return !value.isText;
  return value instanceof Unknown && !value.notNull;
}

/** The elements of a list, set or map have one type: with `any` the one that suits them all. */
function convertAll(items: readonly Value[], type: Type): Value[] {
  const element = type === 'any' ? unify(items.map(typeOf)) : type;
  if (element === undefined) throw new EvaluationError('The elements have no type in common');
  return items.map((item) => convert(item, element));
}

/** A set. Its order is that of Terraform, and certain, if it holds known strings, numbers or booleans only. */
export function setOf(given: readonly Value[]): Sequence {
  const { items } = distinctItems(given);
  if (items.every((item) => typeof item === 'string') || items.every((item) => typeof item === 'number')) {
    return new Sequence('set', [...items].sort(ascending));
  }
  if (items.every((item) => typeof item === 'boolean'))
    return new Sequence('set', [...items].sort(ascending));
  return new Sequence('set', items, items.length <= 1);
}

/** Orders two strings, two numbers or two booleans. */
export function ascending<Scalar extends string | number | boolean>(left: Scalar, right: Scalar): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Gives values the one type that suits them all, where there is one, as a conditional and a list do. */
export function harmonize(values: readonly Value[]): readonly Value[] {
  const type = unify(values.map(typeOf));
  return type === undefined || type === 'any' ? values : values.map((value) => convert(value, type));
}

/** The value as text, as templates and string functions need it; unknown if the value is. */
export function toText(value: Value): string | Sym | Unknown | Alt {
  if (value === null) throw new EvaluationError('A null value cannot be put into text');
  const text = convert(value, 'string');
  return typeof text === 'string' || text instanceof Sym || text instanceof Unknown || text instanceof Alt
    ? text
    : unknownFrom([value], 'not a text');
}
