import { Alt, EvaluationError, Mapping, Sequence, Sym, type Value } from './values.ts';
import type { Expression } from './syntax.ts';

/** A type constraint, or the type of a value; `any` where it is not known. */
export type Type =
  | 'any'
  | 'string'
  | 'number'
  | 'bool'
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, AttributeType> };

export interface AttributeType {
  readonly type: Type;
  readonly optional: boolean;
  readonly default: Value;
}

/**
 * Reads the `type` of a variable. `constant` evaluates the defaults of `optional(…)`. Throws EvaluationError if the
 * expression is no type.
 */
export function readType(expression: Expression, constant: (expression: Expression) => Value): Type {
  if (expression.kind === 'literal' && typeof expression.value === 'string')
    return namedType(expression.value);
  if (expression.kind === 'name') return namedType(expression.name);
  if (expression.kind !== 'call') throw new EvaluationError('Not a type');
  const [argument] = expression.args;
  if (argument === undefined) throw new EvaluationError('Not a type');
  const read = (inner: Expression): Type => readType(inner, constant);
  switch (expression.name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: expression.name, element: read(argument) };
    case 'tuple':
      if (argument.kind !== 'tuple') break;
      return { kind: 'tuple', elements: argument.items.map(read) };
    case 'object':
      if (argument.kind !== 'object') break;
      return {
        kind: 'object',
        attributes: new Map(argument.entries.map((entry) => attributeType(entry, constant))),
      };
  }
  throw new EvaluationError('Not a type');
}

function namedType(name: string): Type {
  switch (name) {
    case 'any':
    case 'string':
    case 'number':
    case 'bool':
      return name;
    case 'list':
    case 'set':
    case 'map':
      return { kind: name, element: 'any' };
    default:
      throw new EvaluationError(`No type "${name}"`);
  }
}

function attributeType(
  { key, value }: { key: Expression; value: Expression },
  constant: (expression: Expression) => Value,
): [string, AttributeType] {
  if (key.kind !== 'literal') throw new EvaluationError('Not a type');
  const name = String(key.value);
  const [type, fallback] = value.kind === 'call' && value.name === 'optional' ? value.args : [];
  if (type === undefined) return [name, { type: readType(value, constant), optional: false, default: null }];
  const standard = fallback === undefined ? null : constant(fallback);
  return [name, { type: readType(type, constant), optional: true, default: standard }];
}

/** The type of a value, as far as it is known. */
export function typeOf(value: Value): Type {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Sym) return value.isIdentity ? 'string' : 'any';
  if (!(value instanceof Alt || value instanceof Sequence || value instanceof Mapping)) return 'any';
  let type = compoundTypes.get(value);
  if (type === undefined) {
    type = typeOfCompound(value);
    compoundTypes.set(value, type);
  }
  return type;
}

/** A value that is held many times over, at many levels, is looked through once: its type is then the same object. */
const compoundTypes = new WeakMap<Alt | Sequence | Mapping, Type>();

function typeOfCompound(value: Alt | Sequence | Mapping): Type {
  if (value instanceof Alt) return unify(value.options.map(typeOf)) ?? 'any';
  if (value instanceof Sequence) {
    const elements = value.items.map(typeOf);
    return value.kind === 'tuple'
      ? { kind: 'tuple', elements }
      : { kind: value.kind, element: unify(elements) ?? 'any' };
  }
  const types = [...value.entries].map(([key, item]): [string, Type] => [key, typeOf(item)]);
  return value.kind === 'map'
    ? { kind: 'map', element: unify(types.map(([, type]) => type)) ?? 'any' }
    : objectType(types);
}

function objectType(types: Iterable<readonly [string, Type]>): Type {
  const attributes = [...types].map(([key, type]): [string, AttributeType] => [
    key,
    { type, optional: false, default: null },
  ]);
  return { kind: 'object', attributes: new Map(attributes) };
}

/** The one type that all the types convert to, by Terraform's rules; undefined if there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const known = types.filter((type) => type !== 'any');
  const [first] = known;
  if (first === undefined) return 'any';
  if (known.every((type) => type === first)) return first;
  const structures = known.filter((type) => typeof type === 'object');
  if (structures.length < known.length) return structures.length === 0 ? unifyPrimitives(known) : undefined;
  return unifyStructures(structures);
}

function unifyPrimitives(types: readonly Type[]): Type | undefined {
  return types.includes('string') ? 'string' : undefined;
}

type Structure = Exclude<Type, string>;

function unifyStructures(types: readonly Structure[]): Type | undefined {
  const keyed = types.filter(({ kind }) => kind === 'object' || kind === 'map');
  if (keyed.length === types.length) return unifyObjects(types) ?? unifyElements('map', types);
  if (keyed.length > 0) return undefined;
  return (
    unifyTuples(types) ?? unifyElements(types.every(({ kind }) => kind === 'set') ? 'set' : 'list', types)
  );
}

function unifyElements(kind: 'list' | 'set' | 'map', types: readonly Structure[]): Type | undefined {
  const element = unify(types.flatMap(elementTypes));
  return element === undefined ? undefined : { kind, element };
}

function elementTypes(type: Structure): readonly Type[] {
  if (type.kind === 'tuple') return type.elements;
  if (type.kind === 'object') return [...type.attributes.values()].map((attribute) => attribute.type);
  return [type.element];
}

function unifyTuples(types: readonly Structure[]): Type | undefined {
  const tuples = types.flatMap((type) => (type.kind === 'tuple' ? [type.elements] : []));
  const length = tuples[0]?.length;
  if (tuples.length < types.length || tuples.some((elements) => elements.length !== length)) return undefined;
  const elements = Array.from({ length: length ?? 0 }, (_, index) =>
    unify(tuples.map((tuple) => tuple[index]!)),
  );
  return allDefined(elements) ? { kind: 'tuple', elements } : undefined;
}

function unifyObjects(types: readonly Structure[]): Type | undefined {
  const objects = types.flatMap((type) => (type.kind === 'object' ? [type.attributes] : []));
  const keys = [...(objects[0]?.keys() ?? [])];
  const sameKeys = objects.every(
    (attributes) => attributes.size === keys.length && keys.every((key) => attributes.has(key)),
  );
  if (objects.length < types.length || !sameKeys) return undefined;
  const unified = keys.map((key) => unify(objects.map((attributes) => attributes.get(key)!.type)));
  return allDefined(unified) ? objectType(keys.map((key, index) => [key, unified[index]!])) : undefined;
}

function allDefined(types: readonly (Type | undefined)[]): types is readonly Type[] {
  return types.every((type) => type !== undefined);
}
