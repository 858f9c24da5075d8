import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { decodePlan, PlanDecoder, SMALL, type DecodeOptions } from './decode.ts';
import { InputError } from './input-error.ts';
import type { Plan } from './plan.ts';

/** Larger files are read in pieces of this size into one buffer, so that memory stays low and no size is too large. */
const CHUNK = 1024 * 1024;

/**
 * Reads the JSON of a plan from a file.
 * @throws InputError when the file cannot be read or is not a plan
 */
export async function readPlan(path: string, options: DecodeOptions = {}): Promise<Plan> {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      return size > 0 && size <= SMALL
        ? decodePlan(readFileSync(file), path, options)
        : decodeFile(file, path, options);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Also for pipes, such as `/dev/fd/63`, which have no size. */
function decodeFile(file: number, path: string, options: DecodeOptions): Plan {
  const decoder = new PlanDecoder(path, options);
  const chunk = Buffer.allocUnsafe(CHUNK);
  for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
    decoder.push(chunk.subarray(0, length));
  }
  return decoder.end();
}

/**
 * Decodes the JSON of a plan that comes in chunks, from standard input for example.
 * @param path what messages call the input
 * @throws InputError when the bytes are not a plan
 */
export async function decodeStream(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  options: DecodeOptions = {},
): Promise<Plan> {
  const decoder = new PlanDecoder(path, options);
  for await (const chunk of stream) decoder.push(chunk);
  return decoder.end();
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};

/** An InputError for an error of the file system; any other error as it is. */
export function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const reason = REASONS[String(error.code)] ?? `cannot be read (${String(error.code)})`;
  return new InputError(`${path} ${reason}.`);
}
