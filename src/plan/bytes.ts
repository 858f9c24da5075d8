/** Finding the end of a JSON value in bytes. */
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
const BACKSLASH = 0x5c;
export const LOWER_N = 0x6e;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
/** The one bit in which the brackets of objects differ from those of arrays. */
const OBJECT_BIT = 0x20;

export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** How far a value has been passed over. */
export interface Passage {
  /** A number or literal, which ends where something else begins. */
  readonly isScalar: boolean;
  /** How many brackets are open. */
  depth: number;
  inString: boolean;
  /** The next byte belongs to an escape sequence. */
  escaped: boolean;
}

export function beginPassage(firstByte: number): Passage {
  const isScalar = firstByte !== QUOTE && firstByte !== OPEN_OBJECT && firstByte !== OPEN_ARRAY;
  return { isScalar, depth: 0, inString: false, escaped: false };
}

/**
 * Passes over a value, or over the rest of one of which earlier bytes were passed over.
 * @param room how many levels deep the value may be; `passage.depth` exceeds it when the value is deeper
 * @returns where the value ends, or undefined if it does not end in these bytes
 */
export function endOf(passage: Passage, room: number, bytes: Buffer, from: number): number | undefined {
  return passage.isScalar ? scalarEnd(bytes, from) : closingEnd(passage, room, bytes, from);
}

function scalarEnd(bytes: Buffer, from: number): number | undefined {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || isSpace(byte)) return at;
  }
  return undefined;
}

/** All bytes of a large plan go through this loop. */
function closingEnd(passage: Passage, room: number, bytes: Buffer, from: number): number | undefined {
  let { depth } = passage;
  let at = from;
  if (passage.inString) {
    at = stringEnd(passage, bytes, from);
    if (depth === 0 && !passage.inString) return at;
  }
  while (at < bytes.length) {
    const byte = bytes[at++]!;
    if (byte === QUOTE) {
      at = stringEnd(passage, bytes, at);
      if (depth === 0 && !passage.inString) return at;
    } else if ((byte | OBJECT_BIT) === OPEN_OBJECT) {
      if (++depth > room) break;
    } else if ((byte | OBJECT_BIT) === CLOSE_OBJECT && --depth === 0) return at;
  }
  passage.depth = depth;
  return undefined;
}

/** Where the string ends that `from` lies in. Most strings are short, yet the built-in search pays off. */
function stringEnd(passage: Passage, bytes: Buffer, from: number): number {
  const start = passage.escaped ? from + 1 : from;
  let at = start;
  for (let quote = bytes.indexOf(QUOTE, at); quote !== -1; quote = bytes.indexOf(QUOTE, at)) {
    at = quote + 1;
    if (isEscaped(bytes, quote, start)) continue;
    passage.inString = false;
    passage.escaped = false;
    return at;
  }
  passage.inString = true;
  passage.escaped = isEscaped(bytes, bytes.length, start);
  return bytes.length;
}

/** Whether an odd number of backslashes precedes. Each is counted for one quote only, so this stays linear. */
function isEscaped(bytes: Buffer, at: number, start: number): boolean {
  let backslash = at;
  while (backslash > start && bytes[backslash - 1] === BACKSLASH) backslash--;
  return (at - backslash) % 2 === 1;
}
