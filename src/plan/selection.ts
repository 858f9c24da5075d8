/*
 * What is wanted of a JSON document, independent of how it is read: `select` takes it from a parsed value, `Scanner`
 * from bytes that need not be in memory at once. Both see a member that comes twice as `JSON.parse` does: the last wins.
 */

/** What to take of a value: all of it, some members of an object, or every element of an array. Null has no parts. */
export type Selection = ((part: Part) => void) | Members | Elements;
export interface Members {
  readonly members: ReadonlyMap<string, Selection>;
  /** Called before the first part. */
  readonly begin?: () => void;
}
export interface Elements {
  readonly elements: Selection;
  readonly begin?: () => void;
}

/** A value that has been selected; valid until the function that it is given to returns. */
export interface Part {
  parse(): unknown;
  /** The beginning of its JSON, of at most so many bytes; empty when there is only the parsed value. */
  beginning(length: number): string;
  /** What follows the last place where a text stands in its JSON; empty where it does not, or when there is no JSON. */
  ending(after: string): string;
}

/** Objects and arrays nested deeper are refused. Terraform stays far below: a module in a module adds three. */
export const MAX_DEPTH = 500;

/**
 * Takes from a parsed value what is selected.
 * @returns false when a part is nested too deep or not of the selected type
 */
export function select(value: unknown, selection: Selection, room = MAX_DEPTH): boolean {
  if (typeof selection === 'function') {
    if (isDeeper(value, room)) return false;
    selection(new ValuePart(value));
    return true;
  }
  selection.begin?.();
  if (value === null) return true;
  if (room === 0) return false;
  if ('elements' in selection) {
    return Array.isArray(value) && value.every((element) => select(element, selection.elements, room - 1));
  }
  if (!isObject(value)) return false;
  for (const [name, member] of selection.members) {
    if (Object.hasOwn(value, name) && !select(value[name], member, room - 1)) return false;
  }
  return true;
}

class ValuePart implements Part {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  parse(): unknown {
    return this.#value;
  }

  beginning(): string {
    return '';
  }

  ending(): string {
    return '';
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDeeper(value: unknown, room: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (room === 0) return true;
  // Unlike Object.values, this makes no array, which shows in the time to the first verdict.
  for (const key in value) if (isDeeper(Reflect.get(value, key), room - 1)) return true;
  return false;
}
