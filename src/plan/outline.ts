import type { ResourceChange } from './plan.generated.ts';
import type { Part } from './selection.ts';

/** The members at the beginning of a resource that are no objects or arrays: its address, type, name and the like. */
const HEAD = /^\{(?:"\w+":(?:"[^"\\]*(?:\\.[^"\\]*)*"|\w+),)+/;
const ACTIONS = /^"change":(\{"actions":\[[^\]]*\])/;
/** More than any head needs; one that is longer is not found, which only costs time. */
const HEAD_LENGTH = 640;

/** Reads what the beginnings of resources say, so that their attributes need not be parsed. */
export class Outlines {
  /** There may be a million outlines, so they share what they have in common, by its text. */
  readonly #words = new Map<unknown, unknown>();
  readonly #changes = new Map<string, unknown>();

  /** @returns undefined unless the JSON is as compact, and its members in such order, as Terraform writes them */
  of(part: Part): unknown {
    const text = part.beginning(HEAD_LENGTH);
    const head = HEAD.exec(text)?.[0];
    if (head === undefined) return undefined;
    try {
      return this.#outline(head, ACTIONS.exec(text.slice(head.length))?.[1]);
    } catch {
      return undefined; // It is not JSON, which shows when all of it is parsed.
    }
  }

  #outline(head: string, change: string | undefined): unknown {
    const outline: Record<string, unknown> = JSON.parse(`${head}"change":null}`);
    outline['type'] = shared(this.#words, outline['type'], same);
    outline['provider_name'] = shared(this.#words, outline['provider_name'], same);
    if (change === undefined) delete outline['change'];
    else outline['change'] = shared(this.#changes, change, (text) => JSON.parse(`${text}}`));
    return outline;
  }
}

const same = (word: unknown): unknown => word;

function shared<K>(known: Map<K, unknown>, key: K, make: (key: K) => unknown): unknown {
  let value = known.get(key);
  if (value === undefined) {
    value = make(key);
    known.set(key, value);
  }
  return value;
}

/**
 * Whether attributes are marked as sensitive: what is secret has to be known wherever else it stands. Marks come last.
 * @param name of the first member with marks
 */
export const marksSecrets = (part: Part, name: string): boolean =>
  part.ending(`,"${name}":`).includes('true');

export function hasMark(marks: unknown): boolean {
  if (typeof marks !== 'object' || marks === null) return marks === true;
  return Object.values(marks).some(hasMark);
}

export function withoutAttributes({ change: { actions }, ...resource }: ResourceChange): ResourceChange {
  return { ...resource, change: { actions } };
}
