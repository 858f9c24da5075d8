import { printable } from './printable.ts';

/** Combining marks take no column of their own. */
const COMBINING = /\p{M}/gu;
/** East Asian wide and full-width characters, and pictures: two columns each. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]/gu;
const BEYOND_16_BITS = /[\u{10000}-\u{10ffff}]/gu;
const ASCII = /^[ -~]*$/;

/** How many columns a printable text takes on a terminal. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  return text.replaceAll(COMBINING, '').replaceAll(WIDE, '##').replaceAll(BEYOND_16_BITS, '#').length;
}

export type Style = (text: string) => string;

/** Text that is never cut. */
export interface Word {
  readonly text: string;
  readonly style?: Style;
  /** How many spaces part it from the word before it on the same line. Default: 1. */
  readonly gap?: number;
}

/** A run without spaces; the key of an address, as in `this["a b"]`, belongs to its word. */
const RUN = /(?:\["(?:[^"\\]|\\.)*"\]|\S)+/g;

export const wordsOf = (text: string): readonly Word[] =>
  (printable(text).match(RUN) ?? []).map((run) => ({ text: run }));

/**
 * Sets words in lines as wide as `width`, unless a single word is wider. Nothing in the words acts on a terminal.
 * @param lead what the first line begins with
 * @param hang what the other lines begin with
 */
export function fill(words: readonly Word[], width: number, lead: string, hang: string): readonly string[] {
  const lines: string[] = [];
  let line = lead;
  let columns = columnsOf(lead);
  let isEmpty = true;
  for (const { text: untrusted, style = String, gap = 1 } of words) {
    const text = printable(untrusted);
    const space = isEmpty ? 0 : gap;
    const wide = columnsOf(text);
    if (!isEmpty && columns + space + wide > width) {
      lines.push(line);
      line = hang + style(text);
      columns = columnsOf(hang) + wide;
    } else {
      line += ' '.repeat(space) + style(text);
      columns += space + wide;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
