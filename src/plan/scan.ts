import { constants } from 'node:buffer';

/*
 * A scanner that finds the wanted parts of a JSON document in its bytes and passes over the rest. It follows strings
 * and brackets from the first byte on, so that no text inside a string misleads it, and does not recurse. What lies
 * between the wanted parts is checked for its brackets only; the grammar of a part is left to `JSON.parse`.
 */
/** What to take of a value: all of it, some members of an object, or every element of an array. Null has no parts. */
export type Selection = ((part: Part) => void) | Members | Elements;
export interface Members {
  readonly members: ReadonlyMap<string, Selection>;
}
export interface Elements {
  readonly elements: Selection;
}

/** Objects and arrays nested deeper are refused. Terraform stays far below: a module in a module adds three. */
export const MAX_DEPTH = 500;

export type Fault =
  | 'type' // the document or a member is not of the selected type
  | 'syntax'
  | 'cut off'
  | 'trailing' // something follows the document
  | 'duplicate' // an object of which members are selected has one twice
  | 'depth'
  | 'size'; // a part is longer than a string can be

/** `offset` is the byte of the document that shows the fault, `member` the name of the member it lies in. */
export class ScanError extends Error {
  readonly fault: Fault;
  readonly offset: number;
  readonly member: string | undefined;

  constructor(fault: Fault, offset: number, member?: string) {
    super(`${fault} at byte ${offset}`);
    this.fault = fault;
    this.offset = offset;
    this.member = member;
  }
}

/** The bytes of one JSON value, valid until the sink that gets it returns. */
export class Part {
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;
  readonly #offset: number;

  /** @param offset place of the first of `bytes` in the document */
  constructor(bytes: Buffer, start: number, end: number, offset: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.#offset = offset;
  }

  /** @throws ScanError when the bytes are not JSON */
  parse(): unknown {
    const text = this.#bytes.toString('utf8', this.#start, this.#end);
    try {
      return JSON.parse(text);
    } catch (error) {
      const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
      const before = Buffer.byteLength(text.slice(0, Number(position ?? 0)));
      throw new ScanError('syntax', this.#offset + this.#start + before);
    }
  }

  /** The member of that name, parsed; undefined when the value has none or is no object. */
  member(name: string): unknown {
    if (this.#bytes[this.#start] !== OPEN_OBJECT) return undefined;
    let value: unknown;
    this.scan({ members: new Map([[name, (part) => void (value = part.parse())]]) });
    return value;
  }

  /** Scans the value itself as a document. */
  scan(selection: Selection): void {
    const scanner = new Scanner(selection, this.#offset + this.#start);
    scanner.push(this.#bytes.subarray(this.#start, this.#end));
    scanner.end();
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LOWER_N = 0x6e;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** The one bit in which the brackets of arrays differ from those of objects. */
const OBJECT_BIT = 0x20;

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** An object or array of which parts are selected. */
interface Frame {
  /** The selected members; undefined in an array. */
  readonly members: Members['members'] | undefined;
  /** The names of the members so far, of which the last is the current one; undefined in an array. */
  readonly keys: Set<string> | undefined;
  /** What is selected of the value that comes next. */
  selection: Selection | undefined;
  member: string | undefined;
}

/** A value or key that is being passed over, of which only the first chunks may have come. */
interface Passage {
  readonly take: ((part: Part) => void) | undefined;
  readonly isScalar: boolean;
  /** What came in earlier chunks, if it is to be taken. */
  readonly pieces: Buffer[];
  size: number;
  depth: number;
  inString: boolean;
  escaped: boolean;
}

type Expected = 'value' | 'key' | 'colon' | 'comma' | 'nothing';

/** Scans one document that is pushed in chunks of any size. */
export class Scanner {
  readonly #frames: Frame[] = [];
  readonly #keys = new Set<string>();
  readonly #selection: Selection;
  #expected: Expected = 'value';
  /** Whether the innermost frame may close in its place. */
  #mayClose = false;
  #passage: Passage | undefined;
  #offset: number;

  /** @param offset place of the first byte that will be pushed, for the offsets in errors */
  constructor(selection: Selection, offset = 0) {
    this.#selection = selection;
    this.#offset = offset;
  }

  /** The names of the document's members that have been seen. */
  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  /**
   * @param chunk must not be written to afterwards
   * @throws ScanError, and whatever the sinks throw
   */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#passage !== undefined) at = this.#pass(this.#passage, chunk, at);
      else if (isSpace(chunk[at]!)) at++;
      else at = this.#token(chunk, at);
    }
    this.#offset += chunk.length;
  }

  /**
   * Says that the last chunk has been pushed.
   * @throws ScanError when the document is not complete
   */
  end(): void {
    const passage = this.#passage;
    if (passage?.isScalar && this.#frames.length === 0) this.#finish(passage, Buffer.alloc(0), 0, 0);
    if (this.#passage !== undefined || this.#expected !== 'nothing') throw this.#error('cut off', 0);
  }

  #token(chunk: Buffer, at: number): number {
    const byte = chunk[at]!;
    const frame = this.#frames.at(-1);
    if (this.#mayClose && byte === (frame?.keys ? CLOSE_OBJECT : CLOSE_ARRAY)) return this.#leave(at);
    switch (this.#expected) {
      case 'nothing':
        throw this.#error('trailing', at);
      case 'comma':
        if (byte !== COMMA) throw this.#error('syntax', at);
        this.#expect(frame?.keys ? 'key' : 'value');
        return at + 1;
      case 'colon':
        if (byte !== COLON) throw this.#error('syntax', at);
        this.#expect('value');
        return at + 1;
      case 'key':
        return this.#key(frame, chunk, at);
      default:
        return this.#value(frame, chunk, at);
    }
  }

  #expect(expected: Expected, mayClose = false): void {
    this.#expected = expected;
    this.#mayClose = mayClose;
  }

  #expectAfterValue(): void {
    if (this.#frames.length === 0) this.#expect('nothing');
    else this.#expect('comma', true);
  }

  #key(frame: Frame | undefined, chunk: Buffer, at: number): number {
    if (chunk[at] !== QUOTE || !frame?.keys) throw this.#error('syntax', at);
    const { keys, members } = frame;
    const take = (part: Part): void => {
      const key = String(part.parse());
      if (keys.has(key)) throw this.#error('duplicate', at, key);
      keys.add(key);
      frame.member = key;
      frame.selection = members?.get(key);
      this.#expect('colon');
    };
    return this.#pass(newPassage(take, false), chunk, at);
  }

  #value(frame: Frame | undefined, chunk: Buffer, at: number): number {
    const byte = chunk[at]!;
    const selection = frame === undefined ? this.#selection : frame.selection;
    if (typeof selection === 'object') {
      if (byte === ('members' in selection ? OPEN_OBJECT : OPEN_ARRAY)) return this.#enter(selection, at);
      if (frame === undefined || byte !== LOWER_N) throw this.#error('type', at);
    }
    const isScalar = byte !== QUOTE && byte !== OPEN_OBJECT && byte !== OPEN_ARRAY;
    const take = typeof selection === 'function' ? selection : undefined;
    this.#expectAfterValue();
    return this.#pass(newPassage(take, isScalar), chunk, at);
  }

  #enter(selection: Members | Elements, at: number): number {
    if (this.#frames.length >= MAX_DEPTH) throw this.#error('depth', at);
    const { member } = this.#frames.at(-1) ?? { member: undefined };
    if ('members' in selection) {
      const keys = this.#frames.length === 0 ? this.#keys : new Set<string>();
      this.#frames.push({ members: selection.members, keys, selection: undefined, member });
      this.#expect('key', true);
    } else {
      this.#frames.push({ members: undefined, keys: undefined, selection: selection.elements, member });
      this.#expect('value', true);
    }
    return at + 1;
  }

  #leave(at: number): number {
    this.#frames.pop();
    this.#expectAfterValue();
    return at + 1;
  }

  #pass(passage: Passage, chunk: Buffer, at: number): number {
    const room = MAX_DEPTH - this.#frames.length;
    const end = passage.isScalar ? scalarEnd(chunk, at) : closingEnd(passage, room, chunk, at);
    if (passage.depth > room) throw this.#error('depth', at);
    if (end !== undefined) {
      this.#finish(passage, chunk, at, end);
      return end;
    }
    this.#passage = passage;
    if (passage.take !== undefined) {
      passage.pieces.push(chunk.subarray(at));
      passage.size += chunk.length - at;
      if (passage.size > constants.MAX_STRING_LENGTH) throw this.#error('size', at);
    }
    return chunk.length;
  }

  #finish(passage: Passage, chunk: Buffer, start: number, end: number): void {
    this.#passage = undefined;
    const { take, pieces, size } = passage;
    if (take === undefined) return;
    if (size === 0) take(new Part(chunk, start, end, this.#offset));
    else
      take(
        new Part(
          Buffer.concat([...pieces, chunk.subarray(start, end)]),
          0,
          size + end - start,
          this.#offset + start - size,
        ),
      );
  }

  #error(fault: Fault, at: number, member = this.#frames.at(-1)?.member): ScanError {
    return new ScanError(fault, this.#offset + at, member);
  }
}

function newPassage(take: Passage['take'], isScalar: boolean): Passage {
  return { take, isScalar, pieces: [], size: 0, depth: 0, inString: false, escaped: false };
}

/** Where the number or literal ends, or undefined if it fills the chunk. */
function scalarEnd(chunk: Buffer, from: number): number | undefined {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at]!;
    if (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || isSpace(byte)) return at;
  }
  return undefined;
}

/**
 * Where the string, object or array ends, or undefined if it goes on after the chunk or is nested deeper than `room`.
 * What the next chunk needs to know is written to `passage`. All bytes of a plan go through this loop.
 */
function closingEnd(passage: Passage, room: number, chunk: Buffer, from: number): number | undefined {
  let { depth, inString } = passage;
  let at = passage.escaped ? from + 1 : from;
  while (at < chunk.length) {
    const byte = chunk[at++]!;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) {
        if (depth === 0) return at;
        inString = false;
      }
    } else if (byte === QUOTE) inString = true;
    else if ((byte | OBJECT_BIT) === OPEN_OBJECT) {
      if (++depth > room) break;
    } else if ((byte | OBJECT_BIT) === CLOSE_OBJECT && --depth === 0) return at;
  }
  passage.depth = depth;
  passage.inString = inString;
  passage.escaped = at > chunk.length;
  return undefined;
}
