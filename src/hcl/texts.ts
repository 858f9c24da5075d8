import {
  Exhausted,
  Mapping,
  Sequence,
  Sym,
  type TextForm,
  Unknown,
  type Value,
  dependencies,
  maximumLength,
  unknownFrom,
} from './values.ts';

/** What stands between the known pieces of a text: an unknown text as it is, or a value in JSON. */
interface Gap {
  readonly value: Value;
  readonly isJson: boolean;
}
type Piece = string | Gap;

const maximumPieces = 10_000;
const reason = 'text with an unknown part';

/** A text of which pieces are known. Whoever does not look into it finds it unknown. */
export class Text extends Unknown {
  readonly pieces: readonly Piece[];
  /** How many characters are known, and unknown pieces. */
  readonly length: number;

  constructor(pieces: readonly Piece[]) {
    const length = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 1), 0);
    super(
      dependencies(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.value]))),
      reason,
      true,
    );
    this.pieces = pieces;
    this.length = length;
  }

  override get size(): number {
    return 1 + this.pieces.length + (this.length >> 4);
  }

  /** Whether something in it is certainly there. */
  get isNotEmpty(): boolean {
    return this.pieces.some((piece) => typeof piece === 'string' || piece.isJson || hasForm(piece.value));
  }
}

const hasForm = (value: Value): boolean => value instanceof Sym && value.isText;

/** The text that these make one after the other, none of them null. */
export function joined(texts: readonly Value[]): Value {
  const length = texts.reduce<number>((sum, text) => sum + lengthOf(text), 0);
  const count = texts.reduce<number>((sum, text) => sum + (text instanceof Text ? text.pieces.length : 1), 0);
  if (length > maximumLength || count > maximumPieces)
    return unknownFrom(texts, 'text of too great length', true);
  return textOf(
    texts.flatMap((text): readonly Piece[] => {
      if (typeof text === 'string') return [text];
      return text instanceof Text ? text.pieces : [{ value: text, isJson: false }];
    }),
  );
}

/** How many characters are known, and unknown pieces. */
export function lengthOf(text: Value): number {
  return typeof text === 'string' || text instanceof Text ? text.length : 1;
}

/** An unknown text as one of pieces. */
export function asText(value: Value): Text {
  return value instanceof Text ? value : new Text([{ value, isJson: false }]);
}

/** The JSON of a value, whatever is unknown in it. */
export function jsonOf(value: Value): Text {
  return new Text([{ value, isJson: true }]);
}

function textOf(given: readonly Piece[]): Value {
  const pieces: Piece[] = [];
  for (const piece of given) {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else if (piece !== '') pieces.push(piece);
  }
  const [first = ''] = pieces;
  if (pieces.length > 1) return new Text(pieces);
  if (typeof first === 'string') return first;
  return !first.isJson && first.value instanceof Sym ? first.value : new Text(pieces);
}

/** Characters that a text of some form certainly lacks. */
const lacks: Readonly<Record<TextForm, RegExp>> = {
  text: /(?!)/,
  name: /^["\\\p{Cc}]*$/u,
  word: /^[^\p{L}\p{N}-]*$/u,
};

/** Whether an unknown text certainly holds none of the characters. */
function isWithout(value: Value, characters: string): boolean {
  return value instanceof Sym && value.form !== undefined && lacks[value.form].test(characters);
}

/** The parts of a text between its separators; undefined if there may be more separators than are known. */
export function splitText(separator: string, { pieces }: Text): Value[] | undefined {
  if (separator === '') return undefined;
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      const [first = '', ...others] = piece.split(separator);
      parts.at(-1)!.push(first);
      parts.push(...others.map((other) => [other]));
    } else if (!piece.isJson && isWithout(piece.value, separator)) parts.at(-1)!.push(piece);
    else return undefined;
  }
  return parts.map(textOf);
}

/** The text without the blanks around it; undefined if there may be more of them than are known. */
export function trimmedText({ pieces }: Text): Value | undefined {
  const trimmed = [...pieces];
  const [first, last] = [trimmed[0], trimmed.at(-1)];
  if (typeof first === 'string') trimmed[0] = first.trimStart();
  if (typeof last === 'string') trimmed[trimmed.length - 1] = last.trimEnd();
  const kept = trimmed.filter((piece) => piece !== '');
  return hasNoBlankEnd(kept[0]) && hasNoBlankEnd(kept.at(-1)) ? textOf(kept) : undefined;
}

const hasNoBlankEnd = (piece: Piece | undefined): boolean =>
  typeof piece === 'string' || (piece !== undefined && (piece.isJson || isWithout(piece.value, ' \t\n')));

const open = '\uE000';
const close = '\uE001';
const placeholder = /\uE000(\d+)\uE001/;
const looksLikePlaceholder = /[\uE000\uE001]|\\u[eE]00[01]/;

/**
 * What the JSON text says; undefined if that is not certain: an unknown piece must stand in quotation marks, and have none
 * itself.
 */
export function readJson({ pieces }: Text): Value | undefined {
  const gaps: Gap[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      if (looksLikePlaceholder.test(piece)) return undefined;
      text += piece;
      continue;
    }
    if (!piece.isJson && !isWithout(piece.value, '"\\\n')) return undefined;
    const mark = `${open}${gaps.length}${close}`;
    text += piece.isJson ? `"${mark}"` : mark;
    gaps.push(piece);
  }
  try {
    return fromParsed(JSON.parse(text), gaps);
  } catch (error) {
    // It may be JSON once the gaps are filled; or it is too large, or nested too deeply.
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof Exhausted)
      return undefined;
    throw error;
  }
}

function fromParsed(value: unknown, gaps: readonly Gap[]): Value {
  if (typeof value === 'string') return textOrJson(value, gaps);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value))
    return new Sequence(
      'tuple',
      value.map((item) => fromParsed(item, gaps)),
    );
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value).map(([key, item]) => [key, fromParsed(item, gaps)] as const);
  const unclear = entries.flatMap(([key, item]) =>
    placeholder.test(key) ? [textOrJson(key, gaps), item] : [],
  );
  return unclear.length === 0
    ? new Mapping('object', entries)
    : unknownFrom([...unclear, ...entries.map(([, item]) => item)], 'an object with an unknown key', true);
}

function textOrJson(text: string, gaps: readonly Gap[]): Value {
  const parts = text.split(placeholder);
  if (parts.length === 1) return text;
  const pieces = parts.map((part, index) => (index % 2 === 0 ? part : gaps[Number(part)]!));
  const json = pieces.find((piece): piece is Gap => typeof piece === 'object' && piece.isJson);
  if (json === undefined) return textOf(pieces);
  const isAlone = parts.length === 3 && parts[0] === '' && parts[2] === '';
  return isAlone ? decoded(json.value) : unknownFrom([json.value], 'JSON inside a text', true);
}

/** As `jsondecode` gives back what `jsonencode` has taken: lists and sets become tuples, maps objects. */
function decoded(value: Value): Value {
  if (value instanceof Sequence) return new Sequence('tuple', value.items.map(decoded), value.fixed);
  if (!(value instanceof Mapping)) return value;
  return new Mapping(
    'object',
    [...value.entries].map(([key, item]) => [key, decoded(item)]),
  );
}
