import { TextDecoder } from 'node:util';

/** As many bytes as tell the encoding. */
const ENOUGH = 4;

/**
 * Turns UTF-8 or UTF-16 into UTF-8 without a byte order mark, chunk by chunk. UTF-16 is what `>` writes in
 * Windows PowerShell.
 */
export class Utf8Decoder {
  /** The first bytes, until there are enough. */
  #start: Buffer | undefined = Buffer.alloc(0);
  #utf16: TextDecoder | undefined;

  decode(bytes: Uint8Array): Buffer {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#start === undefined) return this.#convert(chunk);
    this.#start = this.#start.length === 0 ? chunk : Buffer.concat([this.#start, chunk]);
    return this.#start.length < ENOUGH ? Buffer.alloc(0) : this.#begin(this.#start);
  }

  /** What is left when the last chunk has been decoded. Half a character is left out: the text is cut off. */
  end(): Buffer {
    return this.#start === undefined ? Buffer.alloc(0) : this.#begin(this.#start);
  }

  #begin(start: Buffer): Buffer {
    this.#start = undefined;
    const encoding = utf16Of(start);
    if (encoding !== undefined) this.#utf16 = new TextDecoder(encoding);
    const hasMark = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
    return this.#convert(hasMark ? start.subarray(3) : start);
  }

  #convert(chunk: Buffer): Buffer {
    return this.#utf16 === undefined ? chunk : Buffer.from(this.#utf16.decode(chunk, { stream: true }));
  }
}

/** JSON begins with an ASCII character, so a zero byte beside it tells UTF-16 without a byte order mark. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined))
    return 'utf-16be';
  return undefined;
}
