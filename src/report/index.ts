/** Findings as text, one format a file. Knows nothing of how findings came about. */
import { atlantis, atlantisProblem } from './atlantis.ts';
import type { Format } from './format.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html/index.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown/index.ts';
import { sarif } from './sarif/index.ts';
import { spacelift } from './spacelift.ts';
import { text } from './text/index.ts';

export type { Format, FormatOptions } from './format.ts';
export { printable, printableJson } from './printable.ts';
export { buildReport, type CheckedPlan, type Report, type Result } from './report.ts';

const FORMATS = {
  text,
  json,
  github,
  markdown,
  html,
  atlantis,
  sarif,
  junit,
  gitlab,
  spacelift,
} satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

export const isFormatName = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);

export const formatNames: readonly FormatName[] = Object.keys(FORMATS).filter(isFormatName);

export const formatOf = (name: FormatName): Format => FORMATS[name];

/** The format that tells of each result all that is known of it. */
export { explanation } from './text/explanation.ts';

/**
 * How to tell the host of a format that a check could not be made: a function from a sentence to the text to print before
 * exiting with 0. Undefined where the host goes by the exit code.
 */
export const problemTextIn = (name: FormatName): ((message: string) => string) | undefined =>
  name === 'atlantis' ? atlantisProblem : undefined;
