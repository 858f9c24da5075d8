import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { readArchive } from './archive.ts';
import { InputError } from './input-error.ts';
import { isPlanFile } from './plan-file.ts';
import type { Plan } from './plan.ts';
import { decodeStream } from './read.ts';

/** The programs that print the JSON of a plan file, in the order in which they are tried. */
const PROGRAMS = ['terraform', 'tofu'];
/** What a program says beyond so many bytes is not kept. */
const MAX_COMPLAINTS = 64 * 1024;

/**
 * Whether a file is a plan file as `terraform plan -out` writes it; a file that cannot be read is none, and neither is a
 * pipe, which would lose what is read here.
 */
export function isPlanFileAt(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(4);
      // By its place: to open standard input may not make it begin anew.
      readSync(file, head, { position: 0 });
      return isPlanFile(head);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/**
 * Reads a plan file by `terraform show -json` (or `tofu`), run in the folder where it lies.
 * @param program what to run instead of the `terraform` or `tofu` that is found
 * @throws InputError when there is no such program, or it refuses the file
 */
export async function showPlan(path: string, program?: string): Promise<Plan> {
  for (const candidate of program === undefined ? PROGRAMS : [program]) {
    const plan = await show(path, candidate);
    if (plan !== undefined) return plan;
  }
  await refuseOthers(path);
  const missing = program ?? 'neither terraform nor tofu';
  throw new InputError(
    `${path} is a plan file, and ${missing} ${program === undefined ? 'is' : 'was not'} found to print it: run \`terraform show -json\` on it elsewhere, and check what it prints with --plan-file ${path}.`,
  );
}

/** The plan; undefined if there is no such program. */
async function show(path: string, program: string): Promise<Plan | undefined> {
  const { spawn } = await import('node:child_process');
  // A path is meant from the working folder, as one is that a shell is given; a name is searched by the system.
  const command = basename(program) === program ? program : resolve(program);
  // A file may be named like an option.
  const child = spawn(command, ['show', '-json', '-no-color', `./${basename(path)}`], {
    cwd: dirname(path),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: Buffer[] = [];
  let room = MAX_COMPLAINTS;
  child.stderr.on('data', (chunk: Buffer) => {
    if (room > 0) complaints.push(chunk.subarray(0, room));
    room -= chunk.length;
  });
  const ended = new Promise<number | undefined>((settle, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT'
        ? settle(undefined)
        : reject(new InputError(`${program} cannot be run (${error.code}) to print ${path}.`)),
    );
    child.on('close', (code) => settle(code ?? 1));
  });
  const [code, decoded] = await Promise.all([ended, Promise.allSettled([decodeStream(child.stdout, path)])]);
  if (code === undefined) return undefined;
  if (code !== 0) {
    await refuseOthers(path);
    const reason = reasonOf(Buffer.concat(complaints).toString()) || `it ended with ${code}`;
    throw new InputError(
      `${path} is a plan file that \`${program} show -json\` refuses (${reason}): run it in the folder where the plan was made, by the version that made it, after \`${program} init\`, and check what it prints.`,
    );
  }
  const [outcome] = decoded;
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** Says so if a file that begins as a plan file does is another archive, or damaged. */
async function refuseOthers(path: string): Promise<void> {
  await readArchive(await readFile(path), path);
}

/** The first error among complaints, or the first complaint: its heading and the paragraph below it, without their frame. */
function reasonOf(complaints: string): string {
  const lines = complaints.split('\n').map((line) => line.replace(/^[\s\u2577\u2502\u2575]+/, '').trim());
  const start = Math.max(
    lines.findIndex((line) => line.startsWith('Error: ')),
    lines.findIndex((line) => /\w/.test(line)),
  );
  const heading = lines[start]?.replace(/^Error: /, '') ?? '';
  const [below = ''] = lines
    .slice(start + 1)
    .join('\n')
    .trim()
    .split('\n\n');
  return [heading, below.replaceAll('\n', ' ')]
    .filter((part) => part !== '')
    .join(': ')
    .replace(/[.:]+$/, '');
}
