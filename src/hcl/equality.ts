import { Text } from './texts.ts';
import { Alt, Mapping, Sequence, Sym, Unknown, type Value, isKnown } from './values.ts';

/** Whether two values are equal after apply, as `==` of Terraform has it; undefined if that is not certain. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (left instanceof Alt) return agreement(left.options.map((option) => equal(option, right)));
  if (right instanceof Alt) return equal(right, left);
  if (left instanceof Unknown || right instanceof Unknown) return unknownEqual(left, right);
  if (left instanceof Sym) return symbolEqual(left, right);
  if (right instanceof Sym) return symbolEqual(right, left);
  if (left instanceof Sequence && right instanceof Sequence) return sequencesEqual(left, right);
  if (left instanceof Mapping && right instanceof Mapping) return mappingsEqual(left, right);
  return left === right;
}

function unknownEqual(left: Value, right: Value): boolean | undefined {
  const [unknown, other] = left instanceof Unknown ? [left, right] : [right, left];
  if (other === '' && unknown instanceof Text && unknown.isNotEmpty) return false;
  return other === null && unknown instanceof Unknown && unknown.notNull ? false : undefined;
}

function symbolEqual(symbol: Sym, other: Value): boolean | undefined {
  if (other instanceof Sym) {
    if (symbol.key === other.key) return true;
    const sameType = symbol.instance.type === other.instance.type;
    return sameType && symbol.isIdentity && other.isIdentity ? false : undefined;
  }
  return symbol.isText && (typeof other !== 'string' || !symbol.mayBe(other)) ? false : undefined;
}

function sequencesEqual(left: Sequence, right: Sequence): boolean | undefined {
  if (left.kind !== right.kind) return false;
  if (left.kind === 'set') {
    if (!left.known || !right.known) return undefined;
    return left.items.length === right.items.length && left.items.every(finder(right.items));
  }
  if (!left.fixed || !right.fixed) return undefined;
  if (left.items.length !== right.items.length) return false;
  return conjunction(left.items.map((item, index) => equal(item, right.items[index]!)));
}

function mappingsEqual(left: Mapping, right: Mapping): boolean | undefined {
  if (left.kind !== right.kind || left.entries.size !== right.entries.size) return false;
  const results: (boolean | undefined)[] = [];
  for (const [key, value] of left.entries) {
    const other = right.entries.get(key);
    if (other === undefined) return false;
    results.push(equal(value, other));
  }
  return conjunction(results);
}

/** True if all are, false if one is. */
export function conjunction(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

function agreement(results: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = results;
  return results.every((result) => result === first) ? first : undefined;
}

/** Whether one of the items certainly equals the value; undefined if perhaps. */
export function includes(items: readonly Value[], value: Value): boolean | undefined {
  let answer: boolean | undefined = false;
  for (const item of items) {
    const result = equal(item, value);
    if (result) return true;
    if (result === undefined) answer = undefined;
  }
  return answer;
}

/** As `includes`, for many values that are looked for in the same items. */
export function finder(items: readonly Value[]): (value: Value) => boolean | undefined {
  const keys = new Set(items.map(identityKey));
  const uncertain = items.filter((item) => !isKnown(item));
  return (value) => keys.has(identityKey(value, -1)) || includes(isKnown(value) ? uncertain : items, value);
}

/** The items without certain repetitions, and whether those that are left certainly differ from each other. */
export function distinctItems(items: readonly Value[]): { items: Value[]; certain: boolean } {
  const seen = new Map<string, Value>();
  for (const item of items) seen.set(identityKey(item, seen.size), item);
  const kept = [...seen.values()];
  return { items: kept, certain: kept.length <= 1 || areDistinct(kept) };
}

/** All known, or all ids of instances of one type. */
function areDistinct(items: readonly Value[]): boolean {
  const [first] = items;
  if (!(first instanceof Sym)) return items.every((item) => isKnown(item));
  const { type } = first.instance;
  return items.every((item) => item instanceof Sym && item.isIdentity && item.instance.type === type);
}

/** A text that is the same only for values that are certainly equal. */
function identityKey(value: Value, position: number): string {
  if (value instanceof Sym) return `symbol ${value.key}`;
  return isKnown(value) ? `known ${canonical(value)}` : `unknown ${position}`;
}

function canonical(value: Value): string {
  if (value instanceof Sequence) {
    const items = value.items.map(canonical);
    return `${value.kind}[${(value.kind === 'set' ? items.sort() : items).join()}]`;
  }
  if (value instanceof Mapping) {
    return `${value.kind}{${[...value.entries].map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
  }
  return JSON.stringify(value);
}
