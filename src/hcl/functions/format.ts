import { convert } from '../conversion.ts';
import { Text, joined, lengthOf } from '../texts.ts';
import { EvaluationError, Sequence, Sym, type Value, isKnown, maximumLength, sizeOf } from '../values.ts';
import { NotComputable, type Spend, isOpen, number, sequence, text } from './arguments.ts';
import { jsonText } from './json.ts';

const verb =
  /%(?<flags>[-+# 0]*)(?<width>\d+)?(?:\.(?<precision>\d*))?(?:\[(?<index>\d+)\])?(?<letter>.|$)/gsu;
const maximumWidth = 1024;

/** What stands between `%` and the letter of a verb. */
interface Layout {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

/** `format`: the verbs of Go's fmt as Terraform has them. Throws NotComputable for those that are not done here. */
export function format(pattern: string, values: readonly Value[], spend: Spend): Value {
  spend(pattern.length >> 3);
  const parts: Value[] = [];
  let room = maximumLength;
  let next = 0;
  let used = 0;
  let end = 0;
  for (const { 0: written, index, groups = {} } of pattern.matchAll(verb)) {
    parts.push(pattern.slice(end, index));
    end = index + written.length;
    const { flags, width, precision, letter = '' } = groups;
    if (letter === '%') {
      parts.push('%');
      continue;
    }
    if (groups['index'] !== undefined) next = Number(groups['index']) - 1;
    const value = values[next++];
    if (value === undefined) throw new EvaluationError('There are too few values for the format');
    used = Math.max(used, next);
    spend(sizeOf(value));
    const isBare = flags === '' && width === undefined && precision === undefined;
    const isText = letter === 's' || (letter === 'v' && isCertainlyText(value));
    const piece =
      isBare && isText && isOpen(value)
        ? value
        : one(letter, value, {
            flags: flags ?? '',
            width: widthOf(width),
            precision: precision === undefined ? undefined : Number(precision),
          });
    room -= lengthOf(piece);
    if (room < 0) throw new NotComputable();
    parts.push(piece);
  }
  if (used < values.length) throw new EvaluationError('There are too many values for the format');
  return joined([...parts, pattern.slice(end)]);
}

/** `formatlist`: one text for each element of the lists; what is no list is used again for every text. */
export function formatList(pattern: string, values: readonly Value[], spend: Spend): Value[] {
  const columns = values.map((value) =>
    value instanceof Sequence || (!isKnown(value) && !isCertainlyText(value)) ? sequence(value).items : value,
  );
  const lengths = new Set(columns.filter((column) => Array.isArray(column)).map((column) => column.length));
  if (lengths.size > 1) throw new EvaluationError('The lists differ in length');
  const [length = 1] = lengths;
  const rows: Value[] = [];
  let room = maximumLength;
  for (let row = 0; row < length; row++) {
    const cells = columns.map((column) => (Array.isArray(column) ? column[row] : column));
    const written = format(pattern, cells, spend);
    room -= lengthOf(written);
    if (room < 0) throw new NotComputable();
    rows.push(written);
  }
  return rows;
}

const isCertainlyText = (value: Value): boolean =>
  value instanceof Text || (value instanceof Sym && value.isText);

function one(letter: string, value: Value, layout: Layout): string {
  if (!isKnown(value)) throw new NotComputable();
  switch (letter) {
    case 's':
      return pad(cut(text(value), layout), layout);
    case 'q':
      return pad(jsonText(text(value)), layout);
    case 'v':
      return pad(layout.flags.includes('#') ? jsonText(value) : general(value), layout);
    case 'g':
      if (layout.precision !== undefined) throw new NotComputable();
      return padNumber(text(number(value)), layout);
    case 't':
      return pad(text(convert(value, 'bool')), layout);
    case 'd':
      return padNumber(text(Math.trunc(number(value))), layout);
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      return padNumber(inBase(letter, value), layout);
    case 'f':
    case 'F':
      return padNumber(decimal(number(value), layout.precision ?? 6), layout);
    case 'e':
    case 'E':
      return padNumber(scientific(letter, number(value), layout.precision ?? 6), layout);
    default:
      throw new NotComputable();
  }
}

function widthOf(written = '0'): number {
  if (Number(written) > maximumWidth) throw new NotComputable();
  return Number(written);
}

function general(value: Value): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? jsonText(value) : text(value);
}

function inBase(letter: 'b' | 'o' | 'x' | 'X', value: Value): string {
  if (typeof value === 'string') throw new NotComputable();
  const digits = Math.trunc(number(value)).toString({ b: 2, o: 8, x: 16, X: 16 }[letter]);
  return letter === 'X' ? digits.toUpperCase() : digits;
}

/** A number just between two results is left open: Go rounds it by digits that a double does not hold. */
function decimal(value: number, precision: number): string {
  const fraction = String(value).split('.')[1] ?? '';
  if (precision > 100 || (fraction.length === precision + 1 && fraction.endsWith('5')))
    throw new NotComputable();
  return value.toFixed(precision);
}

function scientific(letter: 'e' | 'E', value: number, precision: number): string {
  const written = value.toExponential(Math.min(precision, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
  return letter === 'E' ? written.toUpperCase() : written;
}

function cut(value: string, { precision }: Layout): string {
  return precision === undefined ? value : Array.from(value).slice(0, precision).join('');
}

function pad(value: string, { flags, width }: Layout): string {
  const missing = Math.max(width - Array.from(value).length, 0);
  if (flags.includes('-')) return value + ' '.repeat(missing);
  return (flags.includes('0') ? '0' : ' ').repeat(missing) + value;
}

function padNumber(digits: string, layout: Layout): string {
  const { flags, width } = layout;
  const sign = digits.startsWith('-') ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const magnitude = digits.replace(/^-/, '');
  if (!flags.includes('0') || flags.includes('-'))
    return pad(sign + magnitude, { ...layout, flags: flags.replace('0', '') });
  return sign + magnitude.padStart(width - sign.length, '0');
}
