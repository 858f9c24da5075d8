import { createColors } from 'picocolors';
import { printable } from '../report/index.ts';
import { type Io, wantsColor } from './io.ts';

/** Errors whose message is a sentence for the user; all others are faults of this program. */
const EXPECTED = new Set(['CommandError', 'ConfigError', 'InputError', 'LoadError', 'PolicyError']);

/** What went wrong, as a sentence for the user. */
export function sentenceOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (EXPECTED.has(name)) return message;
  if (error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd')
    return 'The working folder does not exist any more.';
  return `${message} (a fault of tfplan-studio: please report it with what --debug shows)`;
}

/**
 * Tells on standard error what went wrong.
 * @param options --color or --no-color, and --debug, which adds where in the program it happened
 */
export function complain(
  error: unknown,
  { color, debug }: { readonly color?: boolean | undefined; readonly debug?: boolean | undefined },
  { stderr, env }: Io,
): void {
  const { red } = createColors(wantsColor(color, env, stderr));
  stderr.write(`${red('error:')} ${printable(sentenceOf(error))}\n`);
  if (debug !== true) return;
  for (let at = error; at instanceof Error; at = at.cause) {
    stderr.write(`${(at.stack ?? '').split('\n').map(printable).join('\n')}\n`);
  }
}
