import { type Evidence, type Judgement, known, unknown } from '../logic/index.ts';
import { containsMark } from './marks.ts';
import type { PathStep } from './references.ts';
import { below, isRecord } from './tree.ts';

export type Path = readonly PathStep[];

/** What reading a value gives: it must be asked for its state before there is anything to use. */
export type Reading =
  | { readonly state: 'known'; readonly value: unknown }
  | { readonly state: 'null' }
  | { readonly state: 'unknown' };

/**
 * A place in a resource's attributes: the planned object merged with Terraform's marks of what is unknown until apply and
 * of what is sensitive. A leaf is known, null (not set) or unknown; below an unknown value everything is unknown.
 */
export class Value {
  readonly address: string;
  readonly path: Path;
  readonly #after: unknown;
  readonly #unknown: unknown;
  readonly #sensitive: unknown;

  constructor(address: string, path: Path, after: unknown, unknownMarks: unknown, sensitiveMarks: unknown) {
    this.address = address;
    this.path = path;
    this.#after = after;
    this.#unknown = unknownMarks;
    this.#sensitive = sensitiveMarks;
  }

  get isUnknown(): boolean {
    return this.#unknown === true;
  }

  /** Whether the value is known to be absent: null, or no attribute of this resource. */
  get isNull(): boolean {
    return !this.isUnknown && (this.#after === null || this.#after === undefined);
  }

  /** Null or empty: the spellings of "not set" that AWS resources use side by side. */
  get isUnset(): boolean {
    if (this.isUnknown) return false;
    const empty = Array.isArray(this.#after) && this.elements().length === 0;
    return this.isNull || this.#after === '' || empty;
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
  get(...steps: Path): Value {
    let after = this.#after;
    let marks = this.#unknown;
    let sensitive = this.#sensitive;
    for (const step of steps) {
      after = below(after, step);
      marks = marks === true ? true : below(marks, step);
      sensitive = sensitive === true ? true : below(sensitive, step);
    }
    return new Value(this.address, [...this.path, ...steps], after, marks, sensitive);
  }

  /** The elements of a list or set whose length is known; empty for anything else. */
  elements(): readonly Value[] {
    if (this.isUnknown) return [];
    const lengths = [this.#after, this.#unknown].map((side) => (Array.isArray(side) ? side.length : 0));
    return Array.from({ length: Math.max(...lengths) }, (_, index) => this.get(index));
  }

  /** The names of attributes that are marked unknown at this place. */
  get unknownNames(): readonly string[] {
    return isRecord(this.#unknown) ? Object.keys(this.#unknown) : [];
  }

  /** The path as Terraform writes it: `default_user_settings[0].security_groups`. */
  get attribute(): string {
    return formatPath(this.path);
  }

  /** Whether the value equals `expected`. An unset value equals nothing. */
  is(expected: string | number | boolean): Judgement {
    return this.satisfies((value) => value === expected);
  }

  /** Whether a known value passes the test; a null value is passed as null. */
  satisfies(test: (value: unknown) => boolean): Judgement {
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

/** A path as Terraform writes it. */
export function formatPath(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
