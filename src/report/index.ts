/** Findings as text, one format a file. Knows nothing of how findings came about. */
import type { Format } from './format.ts';

export type { Format, FormatOptions } from './format.ts';
export { printable, printableJson } from './printable.ts';
export { buildReport, type Report, type Result } from './report.ts';

/** The formats by name; one is loaded when it is used. */
const FORMATS = {
  text: async () => (await import('./text/index.ts')).text,
  json: async () => (await import('./json.ts')).json,
  github: async () => (await import('./github.ts')).github,
  markdown: async () => (await import('./markdown/index.ts')).markdown,
  html: async () => (await import('./html/index.ts')).html,
  atlantis: async () => (await import('./atlantis.ts')).atlantis,
  sarif: async () => (await import('./sarif/index.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  spacelift: async () => (await import('./spacelift.ts')).spacelift,
} satisfies Readonly<Record<string, () => Promise<Format>>>;

export type FormatName = keyof typeof FORMATS;

export const isFormatName = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);

export const formatNames: readonly FormatName[] = Object.keys(FORMATS).filter(isFormatName);

export const loadFormat = async (name: FormatName): Promise<Format> => await FORMATS[name]();

/** The format that tells of each result all that is known of it. */
export const loadExplanation = async (): Promise<Format> =>
  (await import('./text/explanation.ts')).explanation;

/**
 * How to tell the host of a format that a check could not be made: a function from a sentence to the text to print before
 * exiting with 0. Undefined where the host goes by the exit code.
 */
export const loadProblemText = async (name: FormatName): Promise<((message: string) => string) | undefined> =>
  name === 'atlantis' ? (await import('./atlantis.ts')).atlantisProblem : undefined;
