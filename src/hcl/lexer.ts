import { SyntaxFault } from './source.ts';

export type TokenKind = 'identifier' | 'number' | 'quote' | 'heredoc' | 'punctuation' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The token as written; for a heredoc the introducer, `<<EOT` or `<<-EOT`. */
  readonly text: string;
  readonly at: number;
  /** A line ended between the previous token and this one. Where that matters is for the parser to say. */
  readonly newline: boolean;
}

const longPunctuation = new Set(['...', '==', '!=', '<=', '>=', '=>', '&&', '||', '::', '~}']);
const shortPunctuation = new Set('{}[]()=,.:?+-*/%<>!'.split(''));
const identifierStart = /\p{ID_Start}/u;
const identifierRest = /[\p{ID_Continue}-]*/uy;
const numberText = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const heredocIntroducer = /<<-?[\p{ID_Start}_][\p{ID_Continue}-]*(?=\r?\n)/uy;

/**
 * Tokens of the Terraform language, made on demand: whether a quote opens or ends a string only the parser knows, so
 * between two tokens it may read the text itself from `offset` on and set it anew.
 */
export class Lexer {
  readonly text: string;
  /** Where in `text` the next token, or the text of a template, begins. */
  offset = 0;
  readonly #origin: number;
  #peeked: Token | undefined;

  /** `origin` is where the text begins in its file: it is added to every `at`. */
  constructor(text: string, origin = 0) {
    this.text = text;
    this.#origin = origin;
  }

  /** `offset`, counted in the file. */
  get place(): number {
    return this.#origin + this.offset;
  }

  /** The next token, left where it is. `offset` may be used only when nothing has been peeked. */
  peek(): Token {
    this.#peeked ??= this.#scan();
    return this.#peeked;
  }

  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    return token;
  }

  #scan(): Token {
    const newline = this.#skipSpace();
    const at = this.place;
    const [kind, text] = this.#tokenAt(this.offset);
    this.offset += text.length;
    return { kind, text, at, newline };
  }

  #tokenAt(at: number): [TokenKind, string] {
    const { text } = this;
    if (at >= text.length) return ['end', ''];
    const code = text.charCodeAt(at);
    if (isIdentifierStart(text, at, code)) return ['identifier', identifierAt(text, at)];
    if (isDigit(code)) return ['number', match(numberText, text, at) ?? ''];
    const character = text[at]!;
    if (character === '"') return ['quote', character];
    if (character === '<' && text[at + 1] === '<') {
      const introducer = match(heredocIntroducer, text, at);
      if (introducer !== undefined) return ['heredoc', introducer];
    }
    for (const length of [3, 2]) {
      const punctuation = text.slice(at, at + length);
      if (longPunctuation.has(punctuation)) return ['punctuation', punctuation];
    }
    if (shortPunctuation.has(character)) return ['punctuation', character];
    throw new SyntaxFault(`Unexpected character ${JSON.stringify(character)}`, this.place);
  }

  /** Skips blanks and comments; says whether a line ended. */
  #skipSpace(): boolean {
    const { text } = this;
    let newline = false;
    for (;;) {
      const code = text.charCodeAt(this.offset);
      if (code === 10) {
        newline = true;
        this.offset++;
      } else if (code === 32 || code === 9 || code === 13 || code === 0xfeff) {
        this.offset++;
      } else if (code === 35 || (code === 47 && text.charCodeAt(this.offset + 1) === 47)) {
        const end = text.indexOf('\n', this.offset);
        this.offset = end === -1 ? text.length : end;
      } else if (code === 47 && text.charCodeAt(this.offset + 1) === 42) {
        const end = text.indexOf('*/', this.offset + 2);
        if (end === -1) throw new SyntaxFault('Comment is not closed', this.place);
        this.offset = end + 2;
      } else {
        return newline;
      }
    }
  }
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isIdentifierStart(text: string, at: number, code: number): boolean {
  if (code < 128) return isAsciiLetter(code);
  return identifierStart.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function identifierAt(text: string, at: number): string {
  let end = at;
  let code = text.charCodeAt(end);
  while (isAsciiLetter(code) || isDigit(code) || code === 45) code = text.charCodeAt(++end);
  return code < 128 || Number.isNaN(code) ? text.slice(at, end) : (match(identifierRest, text, at) ?? '');
}

function match(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}

/** Whether the token is this punctuation. */
export function is(token: Token, punctuation: string): boolean {
  return token.kind === 'punctuation' && token.text === punctuation;
}

/** The fault of a token that stands where something else is wanted. */
export function unexpected(token: Token, wanted: string): SyntaxFault {
  const found = token.kind === 'end' ? 'the end of the text' : JSON.stringify(token.text);
  return new SyntaxFault(`Expected ${wanted}, found ${found}`, token.at);
}
