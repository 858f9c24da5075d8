import { Mapping, Sequence, type Value } from '../values.ts';
import { NotComputable } from './arguments.ts';
import { withoutTrailing } from './text.ts';

/** Values nested deeper than this are left unknown. */
const maximumDepth = 100;

/** A key of a block mapping, with its colon: quoted, or plain without the signs that mean something else. */
const keyOfBlock = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[\w./$][^\s:#[\]{},&*!|>'"%@`]*)[ ]*:(?=[ \n]|$)/y;
const quotedText = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\n]|'')*)'/y;
const plainOfBlock = /(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ ]+(?=[^\s#]))+/y;
const plainOfFlow = /(?:[^\s:#,[\]{}]|:(?=[^\s,[\]{}])|(?<=\S)#|[ ]+(?=[^\s#,[\]{}]))+/y;
const sign = /^(?:[&*!|>%@`?]|-\s)/;

/**
 * What `yamldecode` makes of a document that it accepts: sequences are tuples, mappings are objects. Throws NotComputable at
 * anchors, tags, folded text, text on several lines, and numbers in other than decimal notation, which are not read here.
 */
export function fromYaml(source: string): Value {
  const text = source.replaceAll('\r\n', '\n').replace(/^---[ ]*\n/, '');
  if (/^(?:---|\.\.\.|%|[ ]*\t)/m.test(text)) throw new NotComputable();
  return new Reader(text).document();
}

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Value {
    this.#skip();
    const value = this.#node(-1);
    this.#skip();
    if (this.#column !== -1) throw new NotComputable();
    return value;
  }

  /** The column of the next character; -1 at the end. */
  get #column(): number {
    return this.#at >= this.#text.length ? -1 : this.#at - (this.#text.lastIndexOf('\n', this.#at - 1) + 1);
  }

  get #isItem(): boolean {
    return this.#matches(/-(?=[ \n]|$)/y) !== undefined;
  }

  /** A node at this place, within a parent of that column. */
  #node(parent: number): Value {
    this.#depth += 1;
    if (this.#depth > maximumDepth) throw new NotComputable();
    const value = this.#isItem
      ? this.#sequence()
      : this.#matches(keyOfBlock)
        ? this.#mapping()
        : this.#scalar(parent);
    this.#depth -= 1;
    return value;
  }

  #sequence(): Value {
    const column = this.#column;
    const items: Value[] = [];
    while (this.#column === column && this.#isItem) {
      this.#at += 1;
      items.push(this.#isLineOver() ? this.#nested(column) : this.#node(column));
      this.#skip();
    }
    if (this.#column > column) throw new NotComputable();
    return new Sequence('tuple', items);
  }

  #mapping(): Value {
    const column = this.#column;
    const entries: [string, Value][] = [];
    while (this.#column === column && !this.#isItem) {
      const [, key] = this.#take(keyOfBlock);
      entries.push([keyText(key!), this.#isLineOver() ? this.#nested(column, true) : this.#scalar(column)]);
      this.#skip();
    }
    if (this.#column > column) throw new NotComputable();
    return new Mapping('object', entries);
  }

  /** What stands on the lines below a key or a dash of that column; below a key, items need not be indented. */
  #nested(column: number, belowKey = false): Value {
    this.#skip();
    if (this.#column > column) return this.#node(column);
    return belowKey && this.#column === column && this.#isItem ? this.#sequence() : null;
  }

  #scalar(parent: number): Value {
    const start = this.#text[this.#at];
    if (start === '|') return this.#literal(parent);
    const value = start === '[' || start === '{' ? this.#flow() : this.#plainOrQuoted(plainOfBlock);
    if (!this.#isLineOver()) throw new NotComputable();
    this.#skip();
    if (this.#column > parent && parent !== -1) throw new NotComputable();
    return value;
  }

  #literal(parent: number): string {
    const [, chomp] = this.#take(/\|(-?)[ ]*\n/y);
    const [first = ''] = this.#matches(/(?:[ ]*\n)*[ ]*(?=\S)/y) ?? [];
    const indent = first.length - (first.lastIndexOf('\n') + 1);
    if (indent <= parent) throw new NotComputable();
    const [block] = this.#take(new RegExp(`(?:[ ]{${indent}}.*(?:\\n|$)|[ ]*\\n)*`, 'y'));
    const lines = block.split('\n').map((line) => line.slice(indent));
    return withoutTrailing(lines.join('\n'), '\n') + (chomp === '-' ? '' : '\n');
  }

  #flow(): Value {
    this.#skip();
    this.#depth += 1;
    if (this.#depth > maximumDepth) throw new NotComputable();
    const start = this.#text[this.#at];
    const value =
      start === '['
        ? this.#flowSequence()
        : start === '{'
          ? this.#flowMapping()
          : this.#plainOrQuoted(plainOfFlow);
    this.#depth -= 1;
    return value;
  }

  #flowSequence(): Value {
    const items: Value[] = [];
    for (this.#open(); !this.#closes(']'); this.#comma(']')) items.push(this.#flow());
    return new Sequence('tuple', items);
  }

  #flowMapping(): Value {
    const entries: [string, Value][] = [];
    for (this.#open(); !this.#closes('}'); this.#comma('}')) {
      const [key] = this.#matches(quotedText) ?? this.#matches(plainOfFlow) ?? [];
      if (key === undefined) throw new NotComputable();
      this.#at += key.length;
      this.#skip();
      const isPair = this.#text[this.#at] === ':';
      if (isPair) this.#at += 1;
      this.#skip();
      const isEmpty = !isPair || [',', '}'].includes(this.#text[this.#at] ?? '');
      entries.push([keyText(key), isEmpty ? null : this.#flow()]);
    }
    return new Mapping('object', entries);
  }

  #open(): void {
    this.#at += 1;
    this.#skip();
  }

  #closes(bracket: string): boolean {
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  #comma(bracket: string): void {
    this.#skip();
    if (this.#text[this.#at] === bracket) return;
    this.#take(/,/y);
    this.#skip();
  }

  #plainOrQuoted(plain: RegExp): Value {
    const quoted = this.#matches(quotedText);
    const [text] = this.#take(quoted === undefined ? plain : quotedText);
    return quoted === undefined ? resolved(text) : unquoted(text);
  }

  /** Goes over blanks; whether nothing but a comment is left on this line. */
  #isLineOver(): boolean {
    const [blanks = ''] = this.#matches(/[ ]*/y) ?? [];
    this.#at += blanks.length;
    return this.#matches(blanks === '' ? /\n|$/y : /#|\n|$/y) !== undefined;
  }

  /** Goes to the next character that is neither blank nor comment. */
  #skip(): void {
    const [skipped = ''] = this.#matches(/(?:[ \n]+|(?<![^ \n])#[^\n]*)*/y) ?? [];
    this.#at += skipped.length;
  }

  #matches(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }

  #take(pattern: RegExp): RegExpExecArray {
    const found = this.#matches(pattern);
    if (found === undefined || found[0] === '') throw new NotComputable();
    this.#at += found[0].length;
    return found;
  }
}

function keyText(written: string): string {
  const key = /^['"]/.test(written) ? unquoted(written) : resolved(written);
  if (typeof key === 'boolean' || (typeof key === 'number' && Number.isInteger(key))) return String(key);
  if (typeof key !== 'string' || key === '<<') throw new NotComputable();
  return key;
}

function unquoted(written: string): string {
  const inner = written.slice(1, -1);
  if (written.startsWith("'")) return inner.replaceAll("''", "'");
  // oxlint-disable-next-line no-control-regex -- JSON refuses these characters
  if (/\\[^"\\/bfnrt]|[\0-\x08\n-\x1f]/.test(inner)) throw new NotComputable();
  return String(JSON.parse(written.replaceAll('\t', String.raw`\t`)));
}

const words: ReadonlyMap<string, Value> = new Map(
  [
    [true, 'y', 'yes', 'on', 'true'] as const,
    [false, 'n', 'no', 'off', 'false'] as const,
    [null, 'null', '~'] as const,
  ].flatMap(([value, ...spellings]) =>
    spellings.flatMap((word) =>
      [word, `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`, word.toUpperCase()].map(
        (spelling) => [spelling, value] as const,
      ),
    ),
  ),
);

/** What text without quotes stands for. */
function resolved(text: string): Value {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (sign.test(text)) throw new NotComputable();
  if (/^(?:0o[0-7]{1,15}|0x[\da-f]{1,12})$/i.test(text)) return Number(text.toLowerCase());
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(text)) return numberOf(text);
  if (special.test(text)) throw new NotComputable();
  return text;
}

/** Dates, which Terraform makes times of, and numbers that are none. */
const special = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])|^[-+]?\.(?:inf|nan)$/i;

/** A number of so few digits that a double holds it. */
function numberOf(text: string): number {
  const digits = text.replace(/e.*$/i, '').replaceAll(/\D/g, '').replace(/^0+/, '');
  const number = Number(text);
  if (digits.length > 15 || Object.is(number, -0) || !Number.isFinite(number)) throw new NotComputable();
  return number;
}
