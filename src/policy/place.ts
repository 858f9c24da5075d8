import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where an error passed through, as `policies/own.ts:12:5`. */
export interface Place {
  /** As the operating system writes it, from the root. */
  readonly file: string;
  readonly text: string;
}

const FRAME = /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/gm;

/** The places that the stack of an error names, innermost first; none for what is no error. */
export function placesOf(error: unknown): readonly Place[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return [...stack.matchAll(FRAME)].map(([, source = '', line = '', column = '']) => {
    const file = source.startsWith('file://') ? fileURLToPath(source) : source;
    // Columns of the first line are those after what the loader puts before it.
    return { file, text: [relative('', file), line, ...(line === '1' ? [] : [column])].join(':') };
  });
}

/** The innermost place in one file; undefined where the stack does not name it. */
export const placeIn = (file: string, error: unknown): string | undefined =>
  placesOf(error).find((place) => place.file === resolve(file))?.text;
