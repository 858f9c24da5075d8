import { toText } from '../conversion.ts';
import { asText, joined, lengthOf, splitText, trimmedText } from '../texts.ts';
import { EvaluationError, type Value, maximumLength } from '../values.ts';
import {
  NotComputable,
  type Spend,
  type TerraformFunction,
  certain,
  fixedSequence,
  given,
  integer,
  list,
  text,
} from './arguments.ts';
import { format, formatList } from './format.ts';
import { expandReplacement, firstMatch, matches, replacePattern } from './regex.ts';

/** A longer text is not cut into characters by the rules of Unicode, which takes long. */
const maximumSegmented = 10_000;

/** Functions on text. */
export const textFunctions: Readonly<Record<string, TerraformFunction>> = {
  basename: ([path]) => baseName(text(path)),
  chomp: ([value]) => withoutTrailing(text(value), '\r\n'),
  dirname: ([path]) => directoryName(text(path)),
  endswith: ([value, suffix]) => text(value).endsWith(text(suffix)),
  format: ([pattern, ...values], spend) => format(text(pattern), values, spend),
  formatlist: ([pattern, ...values], spend) => list(formatList(text(pattern), values, spend)),
  indent: ([spaces, value]) => indent(text(value), integer(spaces)),
  join: ([separator, ...lists]) =>
    join(
      lists.flatMap((part) => fixedSequence(part).items),
      text(separator),
    ),
  lower: ([value]) => text(value).toLowerCase(),
  regex: ([pattern, value], spend) => firstMatch(text(pattern), text(value), spend),
  regexall: ([pattern, value], spend) => list(matches(text(pattern), text(value), spend)),
  replace: ([value, wanted, replacement], spend) =>
    replace(toText(given(value)), text(wanted), text(replacement), spend),
  split: ([separator, value], spend) => {
    const whole = toText(given(value));
    spend(lengthOf(whole) >> 3);
    return list(split(text(separator), whole));
  },
  startswith: ([value, prefix]) => text(value).startsWith(text(prefix)),
  strcontains: ([value, part]) => text(value).includes(text(part)),
  strrev: ([value], spend) => graphemes(text(value), spend).reverse().join(''),
  substr: ([value, offset, length], spend) =>
    substring(graphemes(text(value), spend), integer(offset), integer(length)),
  title: ([value], spend) =>
    combed(value, spend).replace(
      /(^|[^\p{L}\p{N}_])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    ),
  trim: ([value, characters], spend) => trim(combed(value, spend), text(characters)),
  trimprefix: ([value, prefix]) => withoutPrefix(text(value), text(prefix)),
  trimspace: ([value]) => trimSpace(toText(given(value))),
  trimsuffix: ([value, suffix]) => withoutSuffix(text(value), text(suffix)),
  upper: ([value]) => text(value).toUpperCase(),
};

/** A text of which each character is looked at by itself. */
function combed(value: Value | undefined, spend: Spend): string {
  const whole = text(value);
  spend(whole.length >> 3);
  return whole;
}

/** The characters of a text as a reader counts them. */
export function graphemes(value: string, spend: Spend): string[] {
  spend(value.length >> 3);
  if (/^[\t\n\x20-\x7e]*$/.test(value)) return value.split('');
  if (value.length > maximumSegmented) throw new NotComputable();
  spend(value.length << 4);
  return [...new Intl.Segmenter('en').segment(value)].map(({ segment }) => segment);
}

/** Refuses a text before it is made. */
function limit(length: number): void {
  if (length > maximumLength) throw new NotComputable();
}

function indent(value: string, spaces: number): string {
  if (spaces < 0) throw new EvaluationError('The length must not be negative');
  limit(value.length + value.split('\n').length * spaces);
  return value.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}

function join(items: readonly Value[], separator: string): Value {
  const parts = items.map(toText);
  limit(parts.reduce((sum, part) => sum + lengthOf(part) + separator.length, 0));
  return joined(parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

/** The text without any of the characters at its end. */
export function withoutTrailing(value: string, characters: string): string {
  let end = value.length;
  while (end > 0 && characters.includes(value[end - 1]!)) end--;
  return value.slice(0, end);
}

function baseName(path: string): string {
  if (path === '') return '.';
  return withoutTrailing(path, '/').split('/').at(-1) || '/';
}

function directoryName(path: string): string {
  const cut = path.lastIndexOf('/');
  if (cut === -1) return '.';
  const directory = path.slice(0, cut + 1);
  if (/\/\.|\/\/|^\./.test(directory)) throw new NotComputable();
  return directory.replace(/(.)\/+$/, '$1');
}

function replace(value: Value, wanted: string, replacement: string, spend: Spend): Value {
  const pattern = /^\/(.+)\/$/s.exec(wanted)?.[1];
  if (typeof value !== 'string') {
    if (pattern !== undefined) throw new NotComputable();
    return join(split(wanted, value), replacement);
  }
  // Every character may be replaced, and the end.
  limit((value.length + 1) * replacement.length);
  if (pattern !== undefined) return replacePattern(value, pattern, expandReplacement(replacement), spend);
  if (wanted === '')
    return Array.from(value).reduce((result, character) => result + character + replacement, replacement);
  return value.replaceAll(wanted, () => replacement);
}

function split(separator: string, value: Value): readonly Value[] {
  if (typeof value !== 'string') return certain(splitText(separator, asText(value)));
  return separator === '' ? Array.from(value) : value.split(separator);
}

function trimSpace(value: Value): Value {
  return typeof value === 'string' ? value.trim() : certain(trimmedText(asText(value)));
}

function substring(characters: readonly string[], offset: number, length: number): string {
  const start = offset < 0 ? Math.max(characters.length + offset, 0) : offset;
  const end = length < 0 ? characters.length : start + length;
  return characters.slice(start, end).join('');
}

function trim(value: string, cutset: string): string {
  const cut = new Set(cutset);
  const characters = Array.from(value);
  const start = characters.findIndex((character) => !cut.has(character));
  if (start === -1) return '';
  const end = characters.findLastIndex((character) => !cut.has(character));
  return characters.slice(start, end + 1).join('');
}

function withoutPrefix(value: string, prefix: string): string {
  return value.startsWith(prefix) ? value.slice(prefix.length) : value;
}

function withoutSuffix(value: string, suffix: string): string {
  return suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
}
