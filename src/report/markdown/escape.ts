import { wordsOf } from '../columns.ts';
import { printable } from '../printable.ts';

/** A word that no Markdown, mention, reference or bare link can be made of. */
const PLAIN_WORD = /^(?:\(?\p{L}+(?:['’-]\p{L}+)*[),;:]*\.?|\d{1,6},?)$/u;
/** Brackets and what ends a clause are left outside of code. */
const CLAUSE = /^(\(?)(.+?)(\)?[,;:.]*)$/su;

/** Untrusted text of a sentence: what is no plain word, such as an address or an assignment, becomes code. */
export const prose = (text: string): string =>
  piecesOf(text)
    .map((piece) => (PLAIN_WORD.test(piece) ? piece : clause(piece)))
    .join(' ');

/** The words of a sentence, with the three of an assignment in one piece. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const { text: word } of wordsOf(text)) {
    const isAssigned = word === '=' || pieces.at(-1)?.endsWith(' =') === true;
    if (isAssigned && pieces.length > 0) pieces.push(`${pieces.pop()} ${word}`);
    else pieces.push(word);
  }
  return pieces;
}

function clause(word: string): string {
  const [, start = '', stem = word, end = ''] = CLAUSE.exec(word) ?? [];
  return start + code(stem) + end;
}

/** Untrusted text as code within a line: Markdown, and what hosts make of names, ends at it. */
export function code(text: string): string {
  const shown = printable(text);
  if (shown === '') return '';
  const ticks = '`'.repeat(longestRun(shown) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return ticks + pad + shown + pad + ticks;
}

/** Text in a cell of a table: a bar would end the cell even in code, so it is written as JSON and Terraform may write it. */
export const cell = (markdown: string): string => markdown.replaceAll('|', String.raw`\u007c`);

/** Lines of untrusted text as a block of code. */
export function fence(lines: readonly string[], language: string): string {
  const shown = lines.map(printable);
  const ticks = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return [ticks + language, ...shown, ticks].join('\n');
}

/** How many backticks stand in a row. */
const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
