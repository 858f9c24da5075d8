import type { ExpressionParser } from './expressions.ts';
import { type Token, unexpected } from './lexer.ts';
import { SyntaxFault } from './source.ts';
import type { Expression } from './syntax.ts';

/** A template is first read as a flat run of pieces, then trimmed, then built into a tree. */
type Piece =
  | { kind: 'text'; at: number; value: string }
  | { kind: 'value'; at: number; expression: Expression }
  | { kind: 'if'; at: number; condition: Expression }
  | { kind: 'for'; at: number; introduction: ReturnType<ExpressionParser['forIntroduction']> }
  | { kind: 'else'; at: number }
  | { kind: 'endif'; at: number }
  | { kind: 'endfor'; at: number };

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** The rest of `"…"`, after the opening quote at `at`. */
export function quotedTemplate(parser: ExpressionParser, at: number): Expression {
  return parser.deeper(() => {
    const reader = new PieceReader(parser);
    const { lexer } = parser;
    for (;;) {
      const character = lexer.text[lexer.offset];
      if (character === undefined || character === '\n') throw new SyntaxFault('String is not closed', at);
      if (character === '"') {
        lexer.offset++;
        return build(parser, reader.finish(), at);
      }
      if (character === '\\') reader.escape();
      else if (!reader.introducer()) reader.plain(/[^"\\\n$%]*/y);
    }
  });
}

/** The rest of a heredoc, after its introducer. */
export function heredocTemplate(parser: ExpressionParser, introducer: Token): Expression {
  return parser.deeper(() => {
    const { lexer } = parser;
    const indented = introducer.text.startsWith('<<-');
    const marker = introducer.text.slice(indented ? 3 : 2);
    const reader = new PieceReader(parser);
    lexer.offset = lexer.text.indexOf('\n', lexer.offset) + 1;
    let lineStart = true;
    for (;;) {
      if (lexer.offset >= lexer.text.length)
        throw new SyntaxFault(`Heredoc is not closed by ${marker}`, introducer.at);
      if (lineStart && atMarker(parser, marker)) break;
      lineStart = false;
      if (lexer.text[lexer.offset] === '\n') {
        reader.endLine();
        lineStart = true;
      } else if (!reader.introducer()) {
        reader.plain(/[^\n$%]*/y);
      }
    }
    const pieces = reader.finish();
    if (indented) unindent(pieces);
    return build(parser, pieces, introducer.at);
  });
}

/** A whole text as a template, as JSON syntax has it: no quotes, no escapes but `$${` and `%%{`. */
export function bareTemplate(parser: ExpressionParser): Expression {
  const { lexer } = parser;
  const at = lexer.place;
  const reader = new PieceReader(parser);
  while (lexer.offset < lexer.text.length) if (!reader.introducer()) reader.plain(/[^$%]*/y);
  return build(parser, reader.finish(), at);
}

/** If the line at hand holds nothing but the marker, moves to its end. */
function atMarker({ lexer }: ExpressionParser, marker: string): boolean {
  const found = lexer.text.indexOf('\n', lexer.offset);
  const end = found === -1 ? lexer.text.length : found;
  if (lexer.text.slice(lexer.offset, end).trim() !== marker) return false;
  lexer.offset = end;
  return true;
}

class PieceReader {
  readonly #parser: ExpressionParser;
  readonly #pieces: Piece[] = [];
  #text = '';
  #textAt: number;
  #trimNext = false;

  constructor(parser: ExpressionParser) {
    this.#parser = parser;
    this.#textAt = parser.lexer.place;
  }

  finish(): Piece[] {
    this.#flush();
    return this.#pieces;
  }

  /** Text up to what may be special; always moves on by one character at least. */
  plain(sticky: RegExp): void {
    const { lexer } = this.#parser;
    sticky.lastIndex = lexer.offset;
    const run = sticky.exec(lexer.text)?.[0] ?? '';
    this.#append(run === '' ? lexer.text[lexer.offset]! : run);
    lexer.offset += Math.max(run.length, 1);
  }

  /** Every line of a heredoc is a piece of its own: `~` trims no further than the end of its line. */
  endLine(): void {
    this.#append('\n');
    this.#parser.lexer.offset++;
    this.#flush();
  }

  escape(): void {
    const { lexer } = this.#parser;
    const letter = lexer.text[lexer.offset + 1] ?? '';
    const simple = escapes.get(letter);
    if (simple !== undefined) {
      this.#append(simple);
      lexer.offset += 2;
      return;
    }
    const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    const digits = lexer.text.slice(lexer.offset + 2, lexer.offset + 2 + length);
    const code = Number.parseInt(digits, 16);
    if (length === 0 || !/^[0-9a-fA-F]+$/.test(digits) || digits.length < length || code > 0x10ffff) {
      throw new SyntaxFault(`Unknown escape "\\${letter}"`, lexer.place);
    }
    this.#append(String.fromCodePoint(code));
    lexer.offset += 2 + length;
  }

  /** Reads `$${`, `%%{`, `${ … }` or `%{ … }` if it comes next. */
  introducer(): boolean {
    const { lexer } = this.#parser;
    const { text, offset } = lexer;
    const sign = text[offset];
    if (sign !== '$' && sign !== '%') return false;
    if (text[offset + 1] === sign && text[offset + 2] === '{') {
      this.#append(`${sign}{`);
      lexer.offset += 3;
      return true;
    }
    if (text[offset + 1] !== '{') return false;
    const at = lexer.place;
    const trimBefore = text[offset + 2] === '~';
    this.#flush();
    if (trimBefore) this.#trimLast();
    lexer.offset += trimBefore ? 3 : 2;
    this.#pieces.push(
      this.#parser.acrossLines(() => (sign === '$' ? this.#interpolation(at) : this.#directive(at))),
    );
    const close = lexer.next();
    if (close.text !== '}' && close.text !== '~}') throw unexpected(close, '"}"');
    this.#trimNext = close.text === '~}';
    this.#textAt = lexer.place;
    return true;
  }

  #interpolation(at: number): Piece {
    return { kind: 'value', at, expression: this.#parser.expression() };
  }

  #directive(at: number): Piece {
    const word = this.#parser.identifier();
    switch (word.text) {
      case 'if':
        return { kind: 'if', at, condition: this.#parser.expression() };
      case 'for':
        return { kind: 'for', at, introduction: this.#parser.forIntroduction() };
      case 'else':
      case 'endif':
      case 'endfor':
        return { kind: word.text, at };
      default:
        throw unexpected(word, 'if, else, endif, for or endfor');
    }
  }

  #append(text: string): void {
    this.#text += text;
  }

  #flush(): void {
    const { lexer } = this.#parser;
    if (this.#text !== '') {
      const value = this.#trimNext ? this.#text.trimStart() : this.#text;
      this.#pieces.push({ kind: 'text', at: this.#textAt, value });
    }
    this.#trimNext = false;
    this.#text = '';
    this.#textAt = lexer.place;
  }

  #trimLast(): void {
    const last = this.#pieces.at(-1);
    if (last?.kind === 'text') last.value = last.value.trimEnd();
  }
}

/** Takes from every line of `<<-` the indentation that all of them share; blank lines do not count. */
function unindent(pieces: readonly Piece[]): void {
  const lineStarts: Extract<Piece, { kind: 'text' }>[] = [];
  let shared = Infinity;
  let lineStart = true;
  for (const piece of pieces) {
    if (lineStart) {
      if (piece.kind !== 'text') {
        shared = 0;
      } else if (piece.value.trim() !== '' || !piece.value.endsWith('\n')) {
        shared = Math.min(shared, piece.value.length - piece.value.trimStart().length);
        lineStarts.push(piece);
      }
    }
    lineStart = piece.kind === 'text' && piece.value.endsWith('\n');
  }
  for (const piece of lineStarts) piece.value = piece.value.slice(shared);
}

function build(parser: ExpressionParser, pieces: readonly Piece[], at: number): Expression {
  const [first] = pieces;
  if (pieces.length === 1 && first?.kind === 'value') return first.expression;
  const builder = new TreeBuilder(parser, pieces);
  const template = builder.template(at);
  const rest = builder.peek();
  if (rest !== undefined) throw new SyntaxFault(`Unexpected "${rest.kind}" directive`, rest.at);
  return template;
}

class TreeBuilder {
  readonly #parser: ExpressionParser;
  readonly #pieces: readonly Piece[];
  #index = 0;

  constructor(parser: ExpressionParser, pieces: readonly Piece[]) {
    this.#parser = parser;
    this.#pieces = pieces;
  }

  peek(): Piece | undefined {
    return this.#pieces[this.#index];
  }

  /** The pieces up to an `else`, `endif` or `endfor` that is not its own. */
  template(at: number): Expression {
    const parts: Expression[] = [];
    for (let piece = this.peek(); piece !== undefined; piece = this.peek()) {
      if (piece.kind === 'else' || piece.kind === 'endif' || piece.kind === 'endfor') break;
      this.#index++;
      if (piece.kind === 'text') parts.push({ kind: 'literal', at: piece.at, value: piece.value });
      else if (piece.kind === 'value') parts.push(piece.expression);
      else parts.push(this.#parser.deeper(() => this.#directive(piece)));
    }
    const [only] = parts;
    if (only === undefined) return { kind: 'literal', at, value: '' };
    if (parts.length === 1 && only.kind === 'literal' && typeof only.value === 'string') return only;
    return { kind: 'template', at, parts };
  }

  #directive(piece: Extract<Piece, { kind: 'if' | 'for' }>): Expression {
    return piece.kind === 'if' ? this.#if(piece) : this.#for(piece);
  }

  #if(piece: Extract<Piece, { kind: 'if' }>): Expression {
    const whenTrue = this.template(piece.at);
    let whenFalse: Expression = { kind: 'literal', at: piece.at, value: '' };
    if (this.peek()?.kind === 'else') {
      this.#index++;
      whenFalse = this.template(piece.at);
    }
    this.#end('endif', piece.at);
    return { kind: 'conditional', at: piece.at, condition: piece.condition, whenTrue, whenFalse };
  }

  #for(piece: Extract<Piece, { kind: 'for' }>): Expression {
    const value = this.template(piece.at);
    this.#end('endfor', piece.at);
    const { introduction, at } = piece;
    return {
      kind: 'for',
      at,
      ...introduction,
      key: undefined,
      value,
      condition: undefined,
      group: false,
      join: true,
    };
  }

  #end(kind: 'endif' | 'endfor', at: number): void {
    if (this.peek()?.kind !== kind) throw new SyntaxFault(`Directive is not closed by "${kind}"`, at);
    this.#index++;
  }
}
