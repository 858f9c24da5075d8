import { EvaluationError } from '../values.ts';
import { NotComputable, type TerraformFunction, integer, list, text, texts } from './arguments.ts';
import { format, formatList } from './format.ts';
import { expandReplacement, firstMatch, matches, replacePattern } from './regex.ts';

/** A text longer than this is left unknown: a guard against sources that double it again and again. */
const maximumLength = 1 << 24;

/** Functions on text. */
export const textFunctions: Readonly<Record<string, TerraformFunction>> = {
  basename: ([path]) => baseName(text(path)),
  chomp: ([value]) => text(value).replace(/[\r\n]+$/, ''),
  dirname: ([path]) => directoryName(text(path)),
  endswith: ([value, suffix]) => text(value).endsWith(text(suffix)),
  format: ([pattern, ...values]) => format(text(pattern), values),
  formatlist: ([pattern, ...values]) => list(formatList(text(pattern), values)),
  indent: ([spaces, value]) => text(value).replaceAll('\n', `\n${' '.repeat(bounded(integer(spaces)))}`),
  join: ([separator, ...lists]) => limited(lists.flatMap((part) => texts(part)).join(text(separator))),
  lower: ([value]) => text(value).toLowerCase(),
  regex: ([pattern, value]) => firstMatch(text(pattern), text(value)),
  regexall: ([pattern, value]) => list(matches(text(pattern), text(value))),
  replace: ([value, wanted, replacement]) => replace(text(value), text(wanted), text(replacement)),
  split: ([separator, value]) => list(split(text(separator), text(value))),
  startswith: ([value, prefix]) => text(value).startsWith(text(prefix)),
  strcontains: ([value, part]) => text(value).includes(text(part)),
  strrev: ([value]) => graphemes(text(value)).reverse().join(''),
  substr: ([value, offset, length]) => substring(graphemes(text(value)), integer(offset), integer(length)),
  title: ([value]) =>
    text(value).replace(
      /(^|[^\p{L}\p{N}_])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    ),
  trim: ([value, characters]) => trim(text(value), text(characters)),
  trimprefix: ([value, prefix]) => withoutPrefix(text(value), text(prefix)),
  trimspace: ([value]) => text(value).trim(),
  trimsuffix: ([value, suffix]) => withoutSuffix(text(value), text(suffix)),
  upper: ([value]) => text(value).toUpperCase(),
};

/** The characters of a text as a reader counts them. */
export function graphemes(value: string): string[] {
  if (/^[\x20-\x7e]*$/.test(value)) return value.split('');
  return [...new Intl.Segmenter('en').segment(value)].map(({ segment }) => segment);
}

function bounded(length: number): number {
  if (length < 0) throw new EvaluationError('The length must not be negative');
  if (length > maximumLength) throw new NotComputable();
  return length;
}

function limited(value: string): string {
  if (value.length > maximumLength) throw new NotComputable();
  return value;
}

function baseName(path: string): string {
  if (path === '') return '.';
  return path.replace(/\/+$/, '').split('/').at(-1) || '/';
}

function directoryName(path: string): string {
  const cut = path.lastIndexOf('/');
  if (cut === -1) return '.';
  const directory = path.slice(0, cut + 1);
  if (/\/\.|\/\/|^\./.test(directory)) throw new NotComputable();
  return directory.replace(/(.)\/+$/, '$1');
}

function replace(value: string, wanted: string, replacement: string): string {
  const pattern = /^\/(.+)\/$/s.exec(wanted)?.[1];
  if (pattern !== undefined) return limited(replacePattern(value, pattern, expandReplacement(replacement)));
  if (wanted === '')
    return limited(
      Array.from(value).reduce((result, character) => result + character + replacement, replacement),
    );
  if (value.length * replacement.length > maximumLength) throw new NotComputable();
  return value.replaceAll(wanted, () => replacement);
}

function split(separator: string, value: string): string[] {
  return separator === '' ? Array.from(value) : value.split(separator);
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
