import { Collection, type Evidence, type Judgement, known, unknown } from '../logic/index.ts';
import { containsMark } from './marks.ts';
import type { PathStep } from './references.ts';
import type { At, Elements, Scalar } from './resource-types.ts';
import { below, isRecord } from './tree.ts';

export type Path = readonly PathStep[];

/** What reading a value gives: it must be asked for its state before there is anything to use. */
export type Reading =
  | { readonly state: 'known'; readonly value: unknown }
  | { readonly state: 'null' }
  | { readonly state: 'unknown' };

/**
 * A place in a resource's attributes: the planned object merged with Terraform's marks of what is unknown until apply and
 * of what is sensitive. A leaf is known, null (not set) or unknown; below an unknown value everything is unknown. `T` is
 * the type that the provider gives the attribute.
 */
export class Value<T = unknown> {
  readonly address: string;
  readonly path: Path;
  readonly #after: unknown;
  readonly #unknown: unknown;
  readonly #sensitive: unknown;

  constructor(address: string, path: Path, after: unknown, unknownMarks: unknown, sensitiveMarks: unknown) {
    this.address = address;
    this.path = path;
    this.#after = after;
    this.#unknown = aligned(after, unknownMarks);
    this.#sensitive = sensitiveMarks;
  }

  get isUnknown(): boolean {
    return this.#unknown === true;
  }

  /** Whether it, or something below it, is unknown. */
  get hasUnknown(): boolean {
    return containsMark(this.#unknown);
  }

  /** Whether the value is known to be absent: null, or no attribute of this resource. */
  get isNull(): boolean {
    return !this.isUnknown && (this.#after === null || this.#after === undefined);
  }

  /** Null or empty: the spellings of "not set" that AWS resources use side by side. */
  get isUnset(): boolean {
    if (this.isUnknown) return false;
    return this.isNull || this.#after === '' || (isTree(this.#after) && this.#parts().length === 0);
  }

  /** Whether it, or something below it, is marked sensitive. */
  get isSensitive(): boolean {
    return containsMark(this.#sensitive);
  }

  read(): Reading {
    if (this.isUnknown) return { state: 'unknown' };
    return this.isNull ? { state: 'null' } : { state: 'known', value: this.#after };
  }

  /** The known string; undefined where it is unknown, null or something else. */
  get knownString(): string | undefined {
    return !this.isUnknown && typeof this.#after === 'string' ? this.#after : undefined;
  }

  /** The known number; undefined where it is unknown, null or something else. */
  get knownNumber(): number | undefined {
    return !this.isUnknown && typeof this.#after === 'number' ? this.#after : undefined;
  }

  /** The attribute or element below; unknown below an unknown, null below a null. */
  get<const Steps extends Path>(...steps: Steps): Value<At<T, Steps>> {
    let after = this.#after;
    let marks = this.#unknown;
    let sensitive = this.#sensitive;
    for (const step of steps) {
      after = below(after, step);
      marks = marks === true ? true : aligned(after, below(marks, step));
      sensitive = sensitive === true ? true : below(sensitive, step);
    }
    return new Value(this.address, [...this.path, ...steps], after, marks, sensitive);
  }

  /** The elements of a list or set whose length is known; empty for anything else. */
  elements(): readonly Value<Elements<T>>[] {
    if (this.isUnknown) return [];
    const lengths = [this.#after, this.#unknown].map((side) => (Array.isArray(side) ? side.length : 0));
    return Array.from({ length: Math.max(...lengths) }, (_, index) => this.get(index));
  }

  /** The same object, with known values for attributes that are unknown here. */
  filledBy(tell: (name: string) => unknown): Value<T> {
    const told = this.unknownNames
      .filter((name) => this.get(name).isUnknown)
      .map((name) => [name, tell(name)] as const)
      .filter(([, value]) => value !== undefined);
    if (told.length === 0) return this;
    const after = { ...(isRecord(this.#after) && this.#after), ...Object.fromEntries(told) };
    const marks = { ...(isRecord(this.#unknown) && this.#unknown) };
    for (const [name] of told) delete marks[name];
    return new Value<T>(this.address, this.path, after, marks, this.#sensitive);
  }

  /** Whether there is an attribute or a key of that name, set or not. */
  has(name: string): boolean {
    return [this.#after, this.#unknown].some((side) => below(side, name) !== undefined);
  }

  /** The names of attributes that are marked unknown at this place. */
  get unknownNames(): readonly string[] {
    return isRecord(this.#unknown) ? Object.keys(this.#unknown) : [];
  }

  /** The names of the attributes or keys of an object or map, unknown ones too. */
  get names(): readonly string[] {
    const set = isRecord(this.#after) ? Object.keys(this.#after) : [];
    return this.isUnknown ? [] : [...new Set([...set, ...this.unknownNames])];
  }

  /** The path as Terraform writes it: `default_user_settings[0].security_groups`. */
  get attribute(): string {
    return formatPath(this.path);
  }

  /** The elements of a list or set, or the values of a map, for `every`, `some` and `none`. */
  collection(): Collection<Value<Elements<T>>> {
    if (this.isUnknown)
      return new Collection<Value<Elements<T>>>([], {
        hidden: { evidence: this.evidence(this.show()), outsideOnly: false },
      });
    return Collection.of(this.#parts());
  }

  #parts(): readonly Value<Elements<T>>[] {
    if (!isRecord(this.#after)) return this.elements();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is at the keys of a map is what it holds
    return this.names.map((key) => this.get(key) as Value as Value<Elements<T>>);
  }

  /** Whether it is set: neither null nor empty. */
  isSet(): Judgement {
    return this.#judge(() => !this.isUnset);
  }

  /** Whether the value equals `expected`. An unset value equals nothing. */
  is(expected: Scalar<T>): Judgement {
    return this.#judge((value) => value === expected);
  }

  /** Whether the value equals one of several. */
  isOneOf(expected: readonly Scalar<T>[]): Judgement {
    return this.#judge((value) => expected.some((one) => one === value));
  }

  /** Whether it is a text in which the pattern is found. */
  matches(pattern: RegExp): Judgement {
    return this.#judge((value) => typeof value === 'string' && value.search(pattern) >= 0);
  }

  /** Whether it is a number of at least `least`. */
  isAtLeast(least: number): Judgement {
    return this.#judge((value) => typeof value === 'number' && value >= least);
  }

  /** Whether it is a number of at most `most`. */
  isAtMost(most: number): Judgement {
    return this.#judge((value) => typeof value === 'number' && value <= most);
  }

  /** Whether a known value passes the test; a value that is not set is passed as null. */
  satisfies(test: (value: T | null) => boolean): Judgement {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the provider gives the attribute that type
    return this.#judge((value) => test(value as T | null));
  }

  #judge(test: (value: unknown) => boolean): Judgement {
    const fact = this.evidence(this.show());
    return this.isUnknown ? unknown(fact) : known(test(this.isNull ? null : this.#after), fact);
  }

  /** A fact about this value. */
  evidence(text: string): Evidence {
    return { address: this.address, ...(this.path.length > 0 && { attribute: this.attribute }), text };
  }

  /** The known string or number as a word of a sentence; never a sensitive one. Undefined where there is neither. */
  get word(): string | undefined {
    const word = this.knownString ?? this.knownNumber;
    return word === undefined || !this.isSensitive ? word?.toString() : '(sensitive)';
  }

  /** The value in a sentence about its attribute; never a sensitive one. */
  show(): string {
    if (this.isUnknown) return 'is known only after apply';
    if (this.isNull) return 'is not set';
    if (this.isSensitive) return 'is sensitive';
    return `is ${JSON.stringify(this.#after)}`;
  }
}

/**
 * Terraform before 1.3 dropped unknown elements from lists, so that a list and its marks may not line up: such a list is
 * wholly unknown.
 */
const aligned = (after: unknown, marks: unknown): unknown =>
  Array.isArray(marks) && Array.isArray(after) && marks.length > 0 && marks.length !== after.length
    ? true
    : marks;

const isTree = (value: unknown): boolean => Array.isArray(value) || isRecord(value);

/** A path as Terraform writes it. */
function formatPath(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
