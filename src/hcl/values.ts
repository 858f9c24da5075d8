/** A resource instance as the host names it. The host may hand out its own richer objects: they come back as they are. */
export interface ResourceInstance {
  readonly address: string;
  readonly mode: ResourceMode;
  readonly type: string;
}
export type ResourceMode = 'managed' | 'data';
export type Step = string | number;

/** A value of the Terraform language, some of it perhaps not known before apply. */
export type Value = null | boolean | number | string | Sequence | Mapping | Sym | Unknown | Alt;

/** How many values one value may hold: a guard against sources that double a list again and again. */
const maximumSize = 400_000;
/** A computed text longer than this is left unknown, for the same reason. */
export const maximumLength = 1 << 20;

/**
 * The whole evaluation is given up, and `try` does not catch it: what Terraform could compute is only too long, too large or
 * nested too deeply for here.
 */
export class Exhausted extends Error {}

/** What Terraform reports as an error of the configuration; `try` and `can` catch it. */
export class EvaluationError extends Error {}

/**
 * What is certain of a text that is not known, neither null nor empty as it is: nothing more; that it has no quotation
 * marks, backslashes nor control characters, as a name or an ARN; that it is made of letters, digits and hyphens, of which
 * it has one at least, as `subnet-0a1b`.
 */
export type TextForm = 'text' | 'name' | 'word';

const FORMS: Readonly<Record<TextForm, RegExp>> = {
  text: /./s,
  name: /^[^"\\\p{Cc}]+$/u,
  word: /^[\p{L}\p{N}-]*-[\p{L}\p{N}-]*$/u,
};

/** An attribute of a resource instance that the plan leaves unknown. */
export class Sym {
  readonly instance: ResourceInstance;
  readonly path: readonly Step[];
  /** Undefined if it may be null, empty, or no text. */
  readonly form: TextForm | undefined;
  #key: string | undefined;

  constructor(instance: ResourceInstance, path: readonly Step[], form?: TextForm) {
    this.instance = instance;
    this.path = path;
    this.form = form ?? (this.isIdentity ? 'text' : undefined);
  }

  /** Equal for two symbols exactly if they stand for the same attribute. */
  get key(): string {
    this.#key ??= JSON.stringify([this.instance.address, ...this.path]);
    return this.#key;
  }

  /**
   * The `id` of an object that Terraform manages: never null nor empty, a string, and another one for every instance of
   * the type. (Two data sources may well read the same object.)
   */
  get isIdentity(): boolean {
    return this.instance.mode === 'managed' && this.path.length === 1 && this.path[0] === 'id';
  }

  /** Whether it may be this text. */
  mayBe(text: string): boolean {
    return this.form === undefined || FORMS[this.form].test(text);
  }

  /** Whether it certainly is a text, neither null nor empty. */
  get isText(): boolean {
    return this.form !== undefined;
  }
}

/**
 * Computed from unknown values, or by means that are not at hand. Whatever unknown attribute it may hold, or be made of, is
 * among `deps`; what merely decides between known values need not be.
 */
export class Unknown {
  readonly deps: readonly Sym[];
  readonly reason: string;
  readonly notNull: boolean;

  constructor(deps: readonly Sym[], reason: string, notNull = false) {
    this.deps = deps;
    this.reason = reason;
    this.notNull = notNull;
  }

  get size(): number {
    return 1;
  }
}

/** One of these; which one depends on something unknown. */
export class Alt {
  readonly options: readonly Value[];

  constructor(options: readonly Value[]) {
    this.options = options;
  }
}

/**
 * A tuple, list or set. If it is not `fixed`, then it holds the values of exactly these items, nulls and empty strings
 * aside, but their order and how often each one occurs is unknown: so it is with a set, or a sorted list, of unknowns.
 */
export class Sequence {
  readonly kind: 'tuple' | 'list' | 'set';
  readonly items: readonly Value[];
  readonly fixed: boolean;
  /** Nothing in it is unknown. */
  readonly known: boolean;
  readonly size: number;

  constructor(kind: 'tuple' | 'list' | 'set', items: readonly Value[], fixed = true) {
    this.kind = kind;
    this.items = items;
    this.fixed = fixed;
    [this.known, this.size] = measure(items);
  }
}

/** An object or map. Its entries are in the order of their keys. */
export class Mapping {
  readonly kind: 'object' | 'map';
  readonly entries: ReadonlyMap<string, Value>;
  readonly known: boolean;
  readonly size: number;

  constructor(kind: 'object' | 'map', entries: Iterable<readonly [string, Value]>) {
    this.kind = kind;
    this.entries = sortedByKey(new Map(entries));
    [this.known, this.size] = measure(this.entries.values());
  }
}

function measure(values: Iterable<Value>): [known: boolean, size: number] {
  let known = true;
  let size = 1;
  for (const value of values) {
    known &&= isKnown(value);
    size += sizeOf(value);
  }
  if (size > maximumSize) throw new Exhausted('a value is too large');
  return [known, size];
}

/** How many values a value holds, itself included; long texts count for more. */
export function sizeOf(value: Value): number {
  if (value instanceof Sequence || value instanceof Mapping || value instanceof Unknown) return value.size;
  if (value instanceof Alt) return value.options.reduce<number>((sum, option) => sum + sizeOf(option), 1);
  return typeof value === 'string' ? 1 + (value.length >> 4) : 1;
}

function sortedByKey(entries: Map<string, Value>): ReadonlyMap<string, Value> {
  let previous: string | undefined;
  for (const key of entries.keys()) {
    if (previous !== undefined && previous > key) {
      return new Map([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));
    }
    previous = key;
  }
  return entries;
}

/** Whether nothing in the value is unknown, its order included. */
export function isKnown(value: Value): boolean {
  if (value instanceof Sequence) return value.known && (value.fixed || value.kind === 'set');
  if (value instanceof Mapping) return value.known;
  return !(value instanceof Sym || value instanceof Unknown || value instanceof Alt);
}

/** Every symbol in the values, each one once. */
export function dependencies(values: Iterable<Value>): Sym[] {
  const found = new Map<string, Sym>();
  for (const value of values) collectDependencies(value, found);
  return [...found.values()];
}

function collectDependencies(value: Value, found: Map<string, Sym>): void {
  if (value instanceof Sym) found.set(value.key, value);
  else if (value instanceof Unknown) for (const symbol of value.deps) found.set(symbol.key, symbol);
  else if (value instanceof Alt) for (const option of value.options) collectDependencies(option, found);
  else if (value instanceof Sequence && !value.known)
    for (const item of value.items) collectDependencies(item, found);
  else if (value instanceof Mapping && !value.known) {
    for (const item of value.entries.values()) collectDependencies(item, found);
  }
}

/** A value that is unknown because of others. */
export function unknownFrom(values: Iterable<Value>, reason: string, notNull = false): Unknown {
  return new Unknown(dependencies(values), reason, notNull);
}

/** One of the options; just the option if there is but one. */
export function alternatives(options: Iterable<Value>): Value {
  const flat = new Map<unknown, Value>();
  for (const option of options) {
    for (const single of option instanceof Alt ? option.options : [option]) {
      flat.set(single instanceof Sym ? single.key : single, single);
    }
  }
  const [only] = flat.values();
  return flat.size === 1 && only !== undefined ? only : new Alt([...flat.values()]);
}
