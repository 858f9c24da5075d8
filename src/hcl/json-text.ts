import { SyntaxFault } from './source.ts';

export interface JsonObject {
  readonly kind: 'object';
  readonly at: number;
  readonly members: readonly { readonly name: string; readonly at: number; readonly value: JsonNode }[];
}

/** JSON with the offset of every value, which JSON.parse does not tell. */
export type JsonNode =
  | JsonObject
  | { readonly kind: 'array'; readonly at: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly at: number; readonly value: string }
  | { readonly kind: 'literal'; readonly at: number; readonly value: number | boolean | null };

const maximumDepth = 200;
const scalar = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Parses a whole text. Throws SyntaxFault. */
export function parseJson(text: string): JsonNode {
  const reader = new JsonReader(text);
  const node = reader.value(0);
  reader.end();
  return node;
}

class JsonReader {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonNode {
    const at = this.#skipSpace();
    if (depth > maximumDepth) throw new SyntaxFault('Nested too deeply', at);
    if (this.#accept('{')) return { kind: 'object', at, members: this.#list('}', () => this.#member(depth)) };
    if (this.#accept('[')) return { kind: 'array', at, items: this.#list(']', () => this.value(depth + 1)) };
    const value = this.#scalar(at);
    return typeof value === 'string' ? { kind: 'string', at, value } : { kind: 'literal', at, value };
  }

  end(): void {
    const at = this.#skipSpace();
    if (at < this.#text.length) throw new SyntaxFault('Expected the end of the text', at);
  }

  #member(depth: number): JsonObject['members'][number] {
    const at = this.#skipSpace();
    const name = this.#scalar(at);
    if (typeof name !== 'string') throw new SyntaxFault('Expected a name in quotes', at);
    this.#skipSpace();
    if (!this.#accept(':')) throw new SyntaxFault('Expected ":"', this.#offset);
    return { name, at, value: this.value(depth + 1) };
  }

  #list<Item>(close: string, item: () => Item): Item[] {
    const items: Item[] = [];
    this.#skipSpace();
    if (this.#accept(close)) return items;
    for (;;) {
      items.push(item());
      this.#skipSpace();
      if (this.#accept(close)) return items;
      if (!this.#accept(',')) throw new SyntaxFault(`Expected "," or "${close}"`, this.#offset);
    }
  }

  #scalar(at: number): string | number | boolean | null {
    scalar.lastIndex = at;
    const found = scalar.exec(this.#text)?.[0];
    if (found === undefined) throw new SyntaxFault('Expected a JSON value', at);
    this.#offset = at + found.length;
    return decode(found, at);
  }

  #accept(character: string): boolean {
    if (this.#text[this.#offset] !== character) return false;
    this.#offset++;
    return true;
  }

  #skipSpace(): number {
    while (/[\s\ufeff]/.test(this.#text[this.#offset] ?? '')) this.#offset++;
    return this.#offset;
  }
}

function decode(scalarText: string, at: number): string | number | boolean | null {
  try {
    const value: unknown = JSON.parse(scalarText);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    return null;
  } catch {
    throw new SyntaxFault('Not a JSON value', at);
  }
}
