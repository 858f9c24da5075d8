import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { configsIn } from '../../config/index.ts';
import { CommandError } from '../command-error.ts';
import type { Io } from '../io.ts';
import { choice, commonOptions } from '../options.ts';
import type { Arguments } from '../parse.ts';
import { HOSTS, STARTERS, type Template } from './templates.generated.ts';

export const usage = `Writes a configuration, an example of a policy with its test, and what the host
of the pipeline needs, into the working folder. Never writes over a file.

Examples:
  tfplan-studio init
  tfplan-studio init --host atlantis`;

type Host = keyof typeof HOSTS | 'none';

const isHost = (name: string): name is keyof typeof HOSTS => Object.hasOwn(HOSTS, name);

/** The hosts, each with what gives it away in a project. */
const SIGNS: readonly (readonly [Host, readonly string[]])[] = [
  ['github', ['.github']],
  ['gitlab', ['.gitlab-ci.yml']],
  ['atlantis', ['atlantis.yaml', 'repos.yaml']],
  ['spacelift', ['.spacelift']],
];

export const hostNames: readonly Host[] = [...Object.keys(HOSTS).filter(isHost), 'none'];

export const options = {
  host: choice('host', hostNames, `${hostNames.join(', ')}  [default: what the folder shows]`),
  ...commonOptions,
};

/** Writes the files that are not there yet. */
export async function run(args: Arguments<typeof options>, { stdout }: Io): Promise<number> {
  if (args._.length > 0)
    throw new CommandError('init takes no arguments: it writes into the working folder.');
  const host = args.host ?? SIGNS.find(([, signs]) => signs.some((sign) => existsSync(sign)))?.[0] ?? 'none';
  const [config] = configsIn('.');
  const starters = STARTERS.filter(
    ({ path }) => config === undefined || !path.startsWith('tfplan-studio.config.'),
  );
  if (config !== undefined) stdout.write(`${config}: is there already, and stays\n`);
  for (const template of starters) stdout.write(await outcomeOf(template, ''));
  if (host !== 'none')
    stdout.write(await outcomeOf(HOSTS[host], '; what it takes is in docs/hosts.md of tfplan-studio'));
  stdout.write(nextSteps(host, args.host === undefined));
  return 0;
}

/**
 * Writes a file, unless it is there.
 * @param advice what to do then
 * @returns what became of it, as a line
 */
const outcomeOf = async (template: Template, advice: string): Promise<string> =>
  (await write(template))
    ? `${template.path}: written\n`
    : `${template.path}: is there already, and stays${advice}\n`;

/** @returns whether the file was not there */
async function write({ path, text }: Template): Promise<boolean> {
  if (existsSync(path)) return false;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CommandError(`${path} cannot be written (${code}).`, { cause: error });
  }
}

function nextSteps(host: Host, isDetected: boolean): string {
  const told =
    host === 'none' && isDetected
      ? `\nNo host of a pipeline is to be seen here: --host names one of ${hostNames.slice(0, -1).join(', ')}.\n`
      : '';
  return `${told}
Next:
  npm install --save-dev tfplan-studio vitest
  npx tfplan-studio policies test
  npx tfplan-studio check plan.json
`;
}
