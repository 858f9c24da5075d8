import { policies } from '../../policies/index.ts';
import type { AnyPolicy } from '../policy/index.ts';
import { CommandError } from './command-error.ts';
import type { Arguments } from './parse.ts';
import { didYouMean } from '../nearest.ts';
import type { Io } from './io.ts';
import { commonOptions } from './options.ts';
import { policyOf } from './selection.ts';

export const usage = `Lists the built-in policies, or shows one.

Examples:
  tfplan-studio policies
  tfplan-studio policies show private-subnets`;

export const options = { ...commonOptions };

/** Lists the policies, or shows those that are named. */
export async function run(
  { _: [action = 'list', ...ids] }: Arguments<typeof options>,
  { stdout }: Io,
): Promise<number> {
  switch (action) {
    case 'list':
      if (ids.length > 0) throw new CommandError('policies list takes no more words.');
      stdout.write(listOf(policies));
      return 0;
    case 'show': {
      if (ids.length === 0) throw new CommandError('policies show takes the id of a policy.');
      const shown = ids.map((id) => descriptionOf(policyOf(policies, String(id))));
      stdout.write(shown.join('\n'));
      return 0;
    }
    default:
      throw new CommandError(
        `There is no command policies ${action}, only list and show.${didYouMean(String(action), ['list', 'show'])}`,
      );
  }
}

function listOf(listed: readonly AnyPolicy[]): string {
  const width = Math.max(...listed.map(({ id }) => id.length));
  return listed
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join('');
}

const descriptionOf = ({ id, severity, title, why, source }: AnyPolicy): string =>
  `${id} (${severity})\n  ${title}.\n  ${why}\n  ${source}\n`;
