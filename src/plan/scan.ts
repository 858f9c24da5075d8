import { constants } from 'node:buffer';
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isSpace,
  LOWER_N,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  scalarEnd,
} from './bytes.ts';
import { Skipper } from './skipper.ts';
import { MAX_DEPTH, type Elements, type Members, type Part, type Selection } from './selection.ts';

/*
 * A scanner that finds the wanted parts of a JSON document in its bytes and passes over the rest. It follows strings
 * and brackets from the first byte on, so that no text inside a string misleads it, and does not recurse. What lies
 * between the wanted parts is checked for its brackets only; the grammar of a part is left to `JSON.parse`.
 */
export type Fault =
  | 'type' // the document or a member is not of the selected type
  | 'syntax'
  | 'cut off'
  | 'trailing' // something follows the document
  | 'depth'
  | 'size'; // a part is longer than a string can be

/** `offset` is the byte at which the fault, or the value with the fault, begins; `member` the name of the member. */
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

/** An object or array of which parts are selected. */
interface Frame {
  /** The selected members; undefined in an array. */
  readonly members: Members['members'] | undefined;
  /** What is selected of the value that comes next. */
  selection: Selection | undefined;
  /** The member that this is, or the one in it that was begun last. */
  member: string | undefined;
}

/** A value or key of which the first chunks have come. */
interface Pending {
  readonly take: Take | undefined;
  /** A number or literal. */
  readonly isScalar: boolean;
  /** The chunks so far, if the value is to be taken. */
  readonly pieces: Buffer[];
  size: number;
}

type Take = (part: Part) => void;
type Expected = 'value' | 'key' | 'colon' | 'comma' | 'nothing';

/** Scans one document that is pushed in chunks of any size. */
export class Scanner {
  /** The names of the document's members that have been seen. */
  readonly keys = new Set<string>();
  readonly #frames: Frame[] = [];
  readonly #selection: Selection;
  #expected: Expected = 'value';
  /** Whether the innermost frame may close in its place. */
  #mayClose = false;
  #pending: Pending | undefined;
  readonly #skipper = new Skipper();
  /** The place of the chunk in the document. */
  #offset = 0;

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  /**
   * @param chunk may be used again afterwards
   * @throws ScanError, and whatever the functions of the selection throw
   */
  push(chunk: Buffer): void {
    const { chunk: room } = this.#skipper;
    for (let from = 0; from < chunk.length; from += room.length) {
      const length = chunk.copy(room, 0, from);
      this.#scan(room.subarray(0, length));
    }
  }

  #scan(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#pending !== undefined) at = this.#pass(this.#pending, chunk, at);
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
    const pending = this.#pending;
    if (pending?.isScalar && this.#frames.length === 0) this.#take(pending, Buffer.alloc(0), 0, 0);
    if (this.#pending !== undefined || this.#expected !== 'nothing') throw this.#error('cut off', 0);
  }

  #token(chunk: Buffer, at: number): number {
    const byte = chunk[at]!;
    const frame = this.#frames.at(-1);
    if (this.#mayClose && byte === (frame?.members ? CLOSE_OBJECT : CLOSE_ARRAY)) return this.#leave(at);
    switch (this.#expected) {
      case 'nothing':
        throw this.#error('trailing', at);
      case 'comma':
        if (byte !== COMMA) throw this.#error('syntax', at);
        this.#expect(frame?.members ? 'key' : 'value');
        return at + 1;
      case 'colon':
        if (byte !== COLON) throw this.#error('syntax', at);
        this.#expect('value');
        return at + 1;
      case 'key':
        if (byte !== QUOTE) throw this.#error('syntax', at);
        return this.#pass(
          newPending(byte, (part) => this.#key(frame, part)),
          chunk,
          at,
        );
      case 'value':
        return this.#value(frame, chunk, at);
    }
  }

  #key(frame: Frame | undefined, part: Part): void {
    const key = String(part.parse());
    if (this.#frames.length === 1) this.keys.add(key);
    if (frame !== undefined) {
      frame.member = key;
      frame.selection = frame.members?.get(key);
    }
    this.#expect('colon');
  }

  #value(frame: Frame | undefined, chunk: Buffer, at: number): number {
    const byte = chunk[at]!;
    const selection = frame === undefined ? this.#selection : frame.selection;
    if (typeof selection === 'object') {
      selection.begin?.();
      if (byte === ('members' in selection ? OPEN_OBJECT : OPEN_ARRAY))
        return this.#enter(frame, selection, at);
      if (byte !== LOWER_N) throw this.#error('type', at);
    }
    this.#expectAfterValue();
    const take = typeof selection === 'object' ? (part: Part) => void part.parse() : selection;
    return this.#pass(newPending(byte, take), chunk, at);
  }

  #enter(parent: Frame | undefined, selection: Members | Elements, at: number): number {
    if (this.#frames.length >= MAX_DEPTH) throw this.#error('depth', at);
    const isObject = 'members' in selection;
    this.#frames.push({
      members: isObject ? selection.members : undefined,
      selection: isObject ? undefined : selection.elements,
      member: parent?.member,
    });
    this.#expect(isObject ? 'key' : 'value', true);
    return at + 1;
  }

  #leave(at: number): number {
    this.#frames.pop();
    this.#expectAfterValue();
    return at + 1;
  }

  #expectAfterValue(): void {
    if (this.#frames.length === 0) this.#expect('nothing');
    else this.#expect('comma', true);
  }

  #expect(expected: Expected, mayClose = false): void {
    this.#expected = expected;
    this.#mayClose = mayClose;
  }

  #pass(pending: Pending, chunk: Buffer, at: number): number {
    const end = pending.isScalar
      ? scalarEnd(chunk, at)
      : this.#skipper.skip(at, chunk.length, MAX_DEPTH - this.#frames.length);
    if (end === 'deep') throw this.#error('depth', at);
    if (end !== undefined) {
      this.#take(pending, chunk, at, end);
      return end;
    }
    this.#pending = pending;
    if (pending.take !== undefined) {
      this.#checkSize(pending, chunk.length - at, at);
      pending.pieces.push(Buffer.from(chunk.subarray(at)));
      pending.size += chunk.length - at;
    }
    return chunk.length;
  }

  #take(pending: Pending, chunk: Buffer, start: number, end: number): void {
    this.#pending = undefined;
    if (pending.take === undefined) return;
    this.#checkSize(pending, end - start, start);
    if (pending.size === 0) return pending.take(new BytesPart(chunk, start, end, this.#offset));
    const bytes = Buffer.concat([...pending.pieces, chunk.subarray(start, end)]);
    pending.take(new BytesPart(bytes, 0, bytes.length, this.#offset + end - bytes.length));
  }

  #checkSize({ size }: Pending, added: number, at: number): void {
    if (size + added > constants.MAX_STRING_LENGTH) throw this.#error('size', at);
  }

  #error(fault: Fault, at: number): ScanError {
    return new ScanError(fault, this.#offset + at, this.#frames.at(-1)?.member);
  }
}

function newPending(firstByte: number, take: Take | undefined): Pending {
  const isScalar = firstByte !== QUOTE && firstByte !== OPEN_OBJECT && firstByte !== OPEN_ARRAY;
  return { take, isScalar, pieces: [], size: 0 };
}

/** A value in bytes that hold all of it, its brackets matched. */
class BytesPart implements Part {
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;
  /** The place of the bytes in the document. */
  readonly #offset: number;

  constructor(bytes: Buffer, start: number, end: number, offset: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.#offset = offset;
  }

  /** @throws ScanError when the bytes are not JSON */
  parse(): unknown {
    try {
      return JSON.parse(this.#bytes.toString('utf8', this.#start, this.#end));
    } catch {
      // The error of JSON.parse seldom tells where, and quotes the text, which may be secret.
      throw new ScanError('syntax', this.#offset + this.#start);
    }
  }

  beginning(length: number): string {
    return this.#bytes.toString('utf8', this.#start, Math.min(this.#start + length, this.#end));
  }

  ending(after: string): string {
    const at = this.#bytes.lastIndexOf(after, this.#end - after.length);
    return at < this.#start ? '' : this.#bytes.toString('utf8', at + after.length, this.#end);
  }
}
