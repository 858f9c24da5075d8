import { element as elementAt } from '../access.ts';
import { ascending, convert, harmonize } from '../conversion.ts';
import { conjunction, distinctItems, equal, finder, includes } from '../equality.ts';
import { Text } from '../texts.ts';
import {
  Alt,
  EvaluationError,
  Mapping,
  Sequence,
  Sym,
  Unknown,
  type Value,
  alternatives,
} from '../values.ts';
import {
  NotComputable,
  type Spend,
  type TerraformFunction,
  certain,
  fixedSequence,
  given,
  integer,
  isOpen,
  list,
  mapping,
  number,
  sequence,
  text,
  texts,
  tuple,
} from './arguments.ts';
import { graphemes } from './text.ts';

/** `range` refuses to make more numbers than this. */
const maximumRange = 1024;

/** Functions on lists, sets and maps. Unknown elements are elements like any other to all that only move them. */
export const collectionFunctions: Readonly<Record<string, TerraformFunction>> = {
  alltrue: ([values]) => certain(conjunction(sequence(values).items.map(truth))),
  anytrue: ([values]) => !certain(conjunction(sequence(values).items.map((item) => negated(truth(item))))),
  chunklist: ([values, size]) => {
    const { items } = fixedSequence(values);
    const length = integer(size);
    if (length < 0) throw new EvaluationError('The size of a chunk must not be negative');
    return list(chunks(items, length === 0 ? items.length : length).map((chunk) => list(chunk)));
  },
  coalesce: (args) => coalesce(args),
  coalescelist: (args) => coalesceList(args),
  compact: ([values]) => compact(sequence(values)),
  concat: (args) => concat(args.map((arg) => sequence(arg))),
  contains: ([values, value]) => certain(includes(sequence(values).items, given(value))),
  distinct: ([values]) => {
    const { kind, items, fixed } = sequence(values);
    const { items: kept, certain: differ } = distinctItems(items);
    return new Sequence(kind, kept, fixed && differ);
  },
  element: ([values, index]) => {
    const found = given(values);
    if (found instanceof Sym && index === 0) return elementAt(found, 0);
    const { items, fixed } = sequence(found);
    if (items.length === 0) throw new EvaluationError('An empty list has no elements');
    if (!fixed || isOpen(given(index))) return alternatives(items);
    const position = integer(index);
    if (position < 0) throw new NotComputable();
    return items[position % items.length] ?? null;
  },
  flatten: ([values]) => flatten(sequence(values)),
  index: ([values, value]) => {
    const position = fixedSequence(values).items.findIndex((item) => certain(equal(item, given(value))));
    if (position === -1) throw new EvaluationError('The list does not hold the value');
    return position;
  },
  keys: ([value]) => {
    const { kind, entries } = mapping(value);
    return new Sequence(kind === 'map' ? 'list' : 'tuple', [...entries.keys()]);
  },
  length: ([value], spend) => lengthOf(given(value), spend),
  lookup: (args) => {
    const [values, key] = args;
    const found = mapping(values).entries.get(text(key));
    if (found !== undefined) return found;
    if (args.length < 3) throw new EvaluationError('The map does not hold the key');
    return args[2] ?? null;
  },
  matchkeys: ([values, keys, wanted]) => {
    const { items, kind } = fixedSequence(values);
    const candidates = fixedSequence(keys).items;
    const isWanted = finder(sequence(wanted).items);
    if (candidates.length !== items.length) throw new EvaluationError('The lists differ in length');
    return new Sequence(
      kind,
      items.filter((_, index) => certain(isWanted(candidates[index]!))),
    );
  },
  merge: (args) => merge(args.filter((arg) => arg !== null).map((arg) => mapping(arg))),
  one: ([values]) => {
    const { items, fixed } = sequence(values);
    if (items.length === 0) return null;
    if (items.length > 1 && fixed) throw new EvaluationError('The list holds more than one element');
    if (!fixed && items.length === 1 && !(items[0] instanceof Sym)) throw new NotComputable();
    return alternatives(items);
  },
  range: (args) => list(range(args.map(number))),
  reverse: ([values]) => {
    const { kind, items, fixed } = sequence(values);
    return new Sequence(kind === 'set' ? 'list' : kind, [...items].reverse(), fixed);
  },
  slice: ([values, start, end]) => {
    const { kind, items } = fixedSequence(values);
    const [from, to] = [integer(start), integer(end)];
    if (from < 0 || to < from || to > items.length) throw new EvaluationError('The slice is out of range');
    return new Sequence(kind, items.slice(from, to));
  },
  sort: ([values]) => {
    const { items } = sequence(values);
    if (items.some(isOpen)) return list(items, items.length <= 1);
    return list(items.map(text).sort(ascending));
  },
  sum: ([values]) => {
    const { items } = sequence(values);
    if (items.length === 0) throw new EvaluationError('An empty list has no sum');
    return items.reduce<number>((sum, item) => sum + number(item), 0);
  },
  transpose: ([value]) => {
    const result = new Map<string, string[]>();
    for (const [key, items] of mapping(value).entries) {
      for (const item of texts(items)) {
        const keys = result.get(item);
        if (keys === undefined) result.set(item, [key]);
        else keys.push(key);
      }
    }
    return new Mapping(
      'map',
      [...result].map(([key, items]) => [key, list(items)]),
    );
  },
  values: ([value]) => {
    const { kind, entries } = mapping(value);
    return new Sequence(kind === 'map' ? 'list' : 'tuple', [...entries.values()]);
  },
  zipmap: ([keys, values]) => {
    const names = texts(keys);
    const { kind, items } = fixedSequence(values);
    if (names.length !== items.length) throw new EvaluationError('The lists differ in length');
    return new Mapping(
      kind === 'list' ? 'map' : 'object',
      names.map((name, index) => [name, items[index]!]),
    );
  },
};

function truth(value: Value): boolean | undefined {
  if (value === null) return false;
  const converted = convert(value, 'bool');
  return typeof converted === 'boolean' ? converted : undefined;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function chunks(items: readonly Value[], size: number): Value[][] {
  const result: Value[][] = [];
  for (let start = 0; start < items.length; start += size) result.push(items.slice(start, start + size));
  return result;
}

/** Whether `coalesce` passes over the value; undefined if that is not certain. */
function isBlank(value: Value): boolean | undefined {
  if (value === null || value === '') return true;
  if (value instanceof Sym) return value.isText ? false : undefined;
  if (value instanceof Text && value.isNotEmpty) return false;
  return value instanceof Unknown || value instanceof Alt ? undefined : false;
}

function coalesce(args: readonly Value[]): Value {
  const options: Value[] = [];
  for (const arg of harmonize(args)) {
    const blank = isBlank(arg);
    if (blank) continue;
    options.push(arg);
    if (blank === false) break;
  }
  if (options.length === 0) throw new EvaluationError('All arguments are null or empty');
  return alternatives(options);
}

function coalesceList(args: readonly Value[]): Value {
  const options: Value[] = [];
  for (const arg of args) {
    if (arg === null || (arg instanceof Sequence && arg.items.length === 0)) continue;
    options.push(arg);
    if (arg instanceof Sequence && (arg.fixed || arg.items.some((item) => isBlank(item) === false))) break;
  }
  if (options.length === 0) throw new EvaluationError('All lists are empty');
  return alternatives(options);
}

function compact({ items, fixed }: Sequence): Sequence {
  const kept = items.filter((item) => item !== null && item !== '');
  const sure = kept.every((item) => !isOpen(item) || (item instanceof Sym && item.isText));
  return list(
    kept.map((item) => convert(item, 'string')),
    fixed && sure,
  );
}

function concat(sequences: readonly Sequence[]): Sequence {
  const items = sequences.flatMap((part) => part.items);
  const fixed = sequences.every((part) => part.fixed);
  const isTuple = sequences.some(({ kind }) => kind === 'tuple');
  return isTuple ? tuple(items, fixed) : list(harmonize(items), fixed);
}

function flatten(value: Sequence): Sequence {
  const items: Value[] = [];
  let { fixed } = value;
  const visit = (nested: Sequence): void => {
    fixed &&= nested.fixed;
    for (const item of nested.items) {
      if (item instanceof Sequence) visit(item);
      else if (item instanceof Unknown || item instanceof Alt) throw new NotComputable();
      else {
        items.push(item);
        // An attribute of unknown type may be a list, whose elements are then meant.
        if (item instanceof Sym && !item.isText) fixed = false;
      }
    }
  };
  visit(value);
  return tuple(items, fixed);
}

function lengthOf(value: Value, spend: Spend): number {
  if (value instanceof Mapping) return value.entries.size;
  if (value instanceof Sequence) {
    if (value.fixed || distinctItems(value.items).certain) return value.items.length;
    throw new NotComputable();
  }
  if (typeof value === 'string') return graphemes(value, spend).length;
  if (isOpen(value)) throw new NotComputable();
  throw new EvaluationError('The value has no length');
}

function merge(mappings: readonly Mapping[]): Mapping {
  const entries = new Map(mappings.flatMap((part) => [...part.entries]));
  const allMaps = mappings.length > 0 && mappings.every(({ kind }) => kind === 'map');
  if (!allMaps) return new Mapping('object', entries);
  const items = harmonize([...entries.values()]);
  return new Mapping(
    'map',
    [...entries.keys()].map((key, index) => [key, items[index]!]),
  );
}

function range(numbers: readonly number[]): number[] {
  const [first = 0, second, third] = numbers;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (end < start ? -1 : 1);
  const result: number[] = [];
  for (let value = start; step > 0 ? value < end : value > end; value += step) {
    // A step of 0, or one that is lost in rounding, leads nowhere.
    if (result.length === maximumRange || value + step === value)
      throw new EvaluationError('The range is too long');
    result.push(value);
  }
  return result;
}
