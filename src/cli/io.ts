import { CommandError } from './command-error.ts';

/** Where a command writes. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command has of the outer world besides files; `process` is one. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What threads run to check plans; without it all are checked in this one. */
  readonly worker?: URL;
}

/**
 * The process itself. A reader that goes away, as `head` does, is no error.
 * @param end called when what is written gets nowhere, as on a full disk
 */
export function processIo(worker: URL, end: (error: CommandError) => void): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') end(new CommandError(`The output cannot be written (${error.code}).`));
    });
  }
  return {
    // To touch standard input takes time, and may change how a terminal behaves.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    worker,
  };
}

const MIN_WIDTH = 40;
/** Longer lines are hard to read. */
const MAX_WIDTH = 120;
const DEFAULT_WIDTH = 80;

/** How many columns text should have on a terminal of that many, or elsewhere; a terminal that does not know says 0. */
export const widthOf = (columns = 0): number =>
  columns === 0 ? DEFAULT_WIDTH : Math.min(Math.max(columns, MIN_WIDTH), MAX_WIDTH);

/**
 * Whether to write colours: the flag decides, then FORCE_COLOR, NO_COLOR and TERM=dumb, then whether the output is a
 * terminal.
 * @param flag --color or --no-color
 */
export function wantsColor(flag: boolean | undefined, env: Io['env'], output: Output): boolean {
  if (flag !== undefined) return flag;
  const { FORCE_COLOR: forced = '', NO_COLOR: refused = '', TERM: terminal } = env;
  if (!['', '0', 'false'].includes(forced)) return true;
  if (refused !== '' || terminal === 'dumb') return false;
  return output.isTTY === true;
}
