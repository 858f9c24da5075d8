import { createColors } from 'picocolors';
import { printable } from '../report/index.ts';
import { type Io, wantsColor } from './io.ts';

/** Errors whose message is a sentence for the user; all others are faults of this program. */
const EXPECTED = new Set(['CommandError', 'ConfigError', 'InputError', 'LoadError', 'PolicyError']);

/**
 * Tells on standard error what went wrong.
 * @param options --color or --no-color, and --debug, which adds where in the program it happened
 */
export function complain(
  error: unknown,
  { color, debug }: { readonly color?: boolean | undefined; readonly debug?: boolean | undefined },
  { stderr, env }: Io,
): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const sentence = EXPECTED.has(name)
    ? message
    : `${message} (a fault of tfplan-studio: please report it with what --debug shows)`;
  const { red } = createColors(wantsColor(color, env, stderr));
  stderr.write(`${red('error:')} ${printable(sentence)}\n`);
  if (debug !== true) return;
  for (let at = error; at instanceof Error; at = at.cause) {
    stderr.write(`${(at.stack ?? '').split('\n').map(printable).join('\n')}\n`);
  }
}
