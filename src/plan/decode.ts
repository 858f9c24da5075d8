import { PlanBuilder, type Keep } from './builder.ts';
import { Utf8Decoder } from './encoding.ts';
import { faultyInput } from './misuse.ts';
import type { Plan } from './plan.ts';
import { ScanError, Scanner } from './scan.ts';
import { select } from './selection.ts';
import { textOf } from './text.ts';

export interface DecodeOptions {
  /**
   * Says which managed resources are needed with their attributes. In a large plan the others keep only their address
   * and actions, unless some of their attributes are sensitive, so that it needs little memory. Default: all are needed.
   */
  readonly keep?: Keep | undefined;
}

/** A smaller plan is parsed as a whole, which is faster than to warm up the scanner. */
export const SMALL = 8 * 1024 * 1024;
/** How much of the beginning is kept to tell what an input is that is no plan. */
const HEAD_LENGTH = 1024 * 1024;
/** How much of what stands at a fault. */
const REST_LENGTH = 16 * 1024;

/**
 * Decodes the JSON of a plan.
 * @param bytes what `terraform show -json PLANFILE` prints, in UTF-8 or UTF-16, with or without a byte order mark
 * @param path what messages call the input
 * @throws InputError when the bytes are not a plan
 */
export function decodePlan(bytes: Uint8Array, path: string, options: DecodeOptions = {}): Plan {
  const small = bytes.length <= SMALL ? decodeSmall(bytes, path) : undefined;
  if (small !== undefined) return small;
  const decoder = new PlanDecoder(path, options);
  decoder.push(bytes);
  return decoder.end();
}

/** @returns undefined when the bytes are not JSON of the shape of a plan; `PlanDecoder` finds out why */
function decodeSmall(bytes: Uint8Array, path: string): Plan | undefined {
  const text = textOf(bytes);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const builder = new PlanBuilder(path, undefined);
  if (!select(document, builder.selection)) return undefined;
  return builder.build(Object.keys(Object(document)), () => text.slice(0, HEAD_LENGTH));
}

/** Decodes a plan that comes in chunks of any size. */
export class PlanDecoder {
  readonly #path: string;
  readonly #utf8 = new Utf8Decoder();
  readonly #builder: PlanBuilder;
  readonly #scanner: Scanner;
  /** The beginning, in pieces. */
  readonly #head: Buffer[] = [];
  #decoded = 0;

  constructor(path: string, { keep }: DecodeOptions = {}) {
    this.#path = path;
    this.#builder = new PlanBuilder(path, keep);
    this.#scanner = new Scanner(this.#builder.selection);
  }

  /**
   * @param bytes may be used again afterwards
   * @throws InputError when the bytes so far are not the beginning of a plan
   */
  push(bytes: Uint8Array): void {
    this.#scan(this.#utf8.decode(bytes));
  }

  /** @throws InputError when the bytes are not a whole plan */
  end(): Plan {
    this.#scan(this.#utf8.end());
    this.#explained(Buffer.alloc(0), () => this.#scanner.end());
    return this.#builder.build(this.#scanner.keys, () => Buffer.concat(this.#head).toString());
  }

  #scan(chunk: Buffer): void {
    // Copied, since the bytes may be used again.
    if (this.#decoded < HEAD_LENGTH)
      this.#head.push(Buffer.from(chunk.subarray(0, HEAD_LENGTH - this.#decoded)));
    this.#explained(chunk, () => this.#scanner.push(chunk));
    this.#decoded += chunk.length;
  }

  #explained(chunk: Buffer, scan: () => void): void {
    try {
      scan();
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      const rest = chunk.subarray(Math.max(0, error.offset - this.#decoded)).subarray(0, REST_LENGTH);
      throw faultyInput(this.#path, error, {
        head: Buffer.concat(this.#head),
        rest,
        keys: this.#scanner.keys,
      });
    }
  }
}
