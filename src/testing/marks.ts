import { afterApply, Reference } from './values.ts';

/** A value as Terraform writes it: what is known, and a tree of marks, true for what is not. */
export interface Marked {
  readonly known: unknown;
  readonly unknown: unknown;
}

export const UNKNOWN: Marked = { known: undefined, unknown: true };

/**
 * Parts what is known from what is not, which is left out of an object and null in a list.
 * @param resolve gives what a reference stands for
 */
export function marked(value: unknown, resolve: (reference: Reference) => Marked): Marked {
  if (value === afterApply) return UNKNOWN;
  if (value instanceof Reference) return resolve(value);
  if (Array.isArray(value)) {
    const parts = value.map((element) => marked(element, resolve));
    return {
      known: parts.map(({ known }) => known ?? null),
      unknown: parts.map(({ unknown }) => unknown),
    };
  }
  if (typeof value !== 'object' || value === null) return { known: value, unknown: false };
  const parts = Object.entries(value).map(([name, member]) => [name, marked(member, resolve)] as const);
  return {
    known: Object.fromEntries(parts.map(([name, { known }]) => [name, known])),
    unknown: Object.fromEntries(
      parts.flatMap(([name, { unknown }]) => (unknown === false ? [] : [[name, unknown]])),
    ),
  };
}

/** Whether marks say of anything that it is unknown. */
export const hasUnknown = (marks: unknown): boolean =>
  marks === true || (typeof marks === 'object' && marks !== null && Object.values(marks).some(hasUnknown));
