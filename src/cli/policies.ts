import { didYouMean } from '../nearest.ts';
import type { AnyPolicy } from '../policy/index.ts';
import { CommandError } from './command-error.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import { commonOptions } from './options.ts';
import type { Arguments } from './parse.ts';
import { policyOf } from './selection.ts';
import { configOptions, configured, configuredPatterns } from './settings.ts';

export const usage = `Lists the policies, shows one, or runs the tests of your own.

Examples:
  tfplan-studio policies
  tfplan-studio policies list --policy 'policies/*.ts'
  tfplan-studio policies show private-subnets
  tfplan-studio policies test
  tfplan-studio policies test require-tags

After \`policies test\` come parts of the paths of test files. Without them the
tests in the folders of the configured policies are run, or those in policies/.`;

export const options = { ...configOptions, ...commonOptions };

type PoliciesArguments = Arguments<typeof options>;

const ACTIONS = {
  list: async (args, words, { stdout }) => {
    if (words.length > 0) throw new CommandError('policies list takes no arguments.');
    stdout.write(listOf((await configured(args)).policies));
    return 0;
  },
  show: async (args, ids, { env, stdout }) => {
    if (ids.length === 0) throw new CommandError('policies show takes the id of a policy.');
    const { policies } = await configured(args);
    const shown = ids.map((id) => policyOf(policies, id));
    const { referenceText } = await import('./reference.ts');
    const { examples } = await import('../../policies/reference.generated.ts');
    const look = { color: wantsColor(args.color, env, stdout), width: widthOf(stdout.columns) };
    stdout.write(shown.map((policy) => referenceText(policy, examples[policy.id], look)).join('\n'));
    return 0;
  },
  test: async ({ config, policy }, filters) => {
    if (policy !== undefined)
      throw new CommandError('policies test takes no --policy, but parts of the paths of test files.');
    const { foldersOf, testPolicies } = await import('./policy-tests.ts');
    return await testPolicies(filters.length > 0 ? filters : foldersOf(await configuredPatterns(config)));
  },
} satisfies Readonly<
  Record<string, (args: PoliciesArguments, words: readonly string[], io: Io) => Promise<number>>
>;

/** Lists the policies, shows those that are named, or runs tests of policies. */
export async function run(args: PoliciesArguments, io: Io): Promise<number> {
  const [action = 'list', ...words] = args._.map(String);
  if (isAction(action)) return await ACTIONS[action](args, words, io);
  const known = Object.keys(ACTIONS);
  throw new CommandError(
    `There is no command policies ${action}, only ${known.join(', ')}.${didYouMean(action, known)}`,
  );
}

const isAction = (name: string): name is keyof typeof ACTIONS => Object.hasOwn(ACTIONS, name);

function listOf(listed: readonly AnyPolicy[]): string {
  const width = Math.max(...listed.map(({ id }) => id.length));
  return listed
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join('');
}
