import { createReadStream, readFileSync, statSync } from 'node:fs';
import { decodePlan, PlanDecoder, type DecodeOptions } from './decode.ts';
import { InputError } from './input-error.ts';
import type { Plan } from './plan.ts';

/** Larger files are read in chunks, so that memory stays low and no size is too large. */
const WHOLE = 8 * 1024 * 1024;
const CHUNK = 4 * 1024 * 1024;

/**
 * Reads the JSON of a plan.
 * @param path a file, or `-` for standard input
 * @throws InputError when the file cannot be read or is not a plan
 */
export async function readPlan(path: string, options: DecodeOptions = {}): Promise<Plan> {
  if (path === '-') return await decodeStream(process.stdin, '<stdin>', options);
  try {
    const stats = statSync(path);
    if (stats.isFile() && stats.size <= WHOLE) return decodePlan(readFileSync(path), path, options);
    return await decodeStream(createReadStream(path, { highWaterMark: CHUNK }), path, options);
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(path, error);
  }
}

async function decodeStream(
  stream: NodeJS.ReadableStream,
  path: string,
  options: DecodeOptions,
): Promise<Plan> {
  const decoder = new PlanDecoder(path, options);
  for await (const chunk of stream) decoder.push(Buffer.from(chunk));
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
