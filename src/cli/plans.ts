import { resolve } from 'node:path';
import {
  decodeStream,
  findPlans,
  InputError,
  isPlanFileAt,
  type ModuleSources,
  namedFrom,
  type Plan,
  readFolderSources,
  readPlan,
  readPlanFileSources,
  showPlan,
} from '../plan/index.ts';
import { PolicyError } from '../policy/index.ts';
import { CommandError } from './command-error.ts';
import type { Io } from './io.ts';
import { text } from './options.ts';
import type { Arguments } from './parse.ts';

/** The options that say where a plan's sources are. */
export const planOptions = {
  'plan-file': text(
    'plan-file',
    'The plan file that the JSON was printed from: its sources make links exact',
  ),
  source: text('source', 'The folder in which the plan was made, instead of --plan-file'),
  'source-root': text(
    'source-root',
    'The folder of the sources as reports should name it  [default: --source]',
  ),
  'terraform-bin': text('terraform-bin', 'What prints a plan file  [default: terraform, or tofu]'),
};

export type PlanArguments = Arguments<typeof planOptions>;

/**
 * The plans that the operands name, each once.
 * @param problems where operands go that name none
 * @throws CommandError where there is nothing to read, and for options that do not go together
 */
export async function pathsOf(
  args: PlanArguments,
  operands: readonly (string | number)[],
  { stdin }: Io,
  problems: Error[],
): Promise<readonly string[]> {
  if (args['plan-file'] !== undefined && args.source !== undefined)
    throw new CommandError('Give --plan-file or --source, not both.');
  if (operands.length === 0 && stdin.isTTY === true) {
    throw new CommandError(
      'There is no plan to check: name one, as in `tfplan-studio check plan.json`, or pipe it in, as in `terraform show -json tfplan | tfplan-studio check`.',
    );
  }
  const paths = new Map<string, string>();
  for (const operand of operands.length > 0 ? operands.map(String) : ['-']) {
    for (const path of (await attempt(() => findPlans([operand]), problems)) ?? [])
      paths.set(resolve(path), path);
  }
  if (paths.size > 1 && (args['plan-file'] ?? args.source) !== undefined)
    throw new CommandError('--plan-file and --source go with one plan.');
  return [...paths.values()];
}

/**
 * The one plan that the operands name.
 * @throws CommandError where they name none, or several
 * @throws InputError for the first of them that names none
 */
export async function onlyPathOf(
  args: PlanArguments,
  operands: readonly (string | number)[],
  io: Io,
): Promise<string> {
  const problems: Error[] = [];
  const [path, ...others] = await pathsOf(args, operands, io, problems);
  if (problems[0] !== undefined) throw problems[0];
  if (path === undefined || others.length > 0)
    throw new CommandError(`There are ${others.length + 1} plans in ${operands.join(', ')}: name one.`);
  return path;
}

/** A plan with the sources that belong to it, as far as they are at hand. */
export interface SourcedPlan {
  readonly plan: Plan;
  readonly sources: ModuleSources | undefined;
}

/**
 * Reads a plan, or has Terraform print a plan file, which brings its own sources.
 * @param keep which types of resources are needed with their attributes, where there are no sources, which may use any
 * @throws InputError when that cannot be done
 */
export async function planAt(
  path: string,
  args: PlanArguments,
  { stdin }: Pick<Io, 'stdin'>,
  keep?: (type: string, goes: boolean) => boolean,
): Promise<SourcedPlan> {
  const options = { keep: (args['plan-file'] ?? args.source) === undefined ? keep : undefined };
  const isPlanFile = path !== '-' && isPlanFileAt(path);
  const plan = await (path === '-'
    ? decodeStream(stdin, '<stdin>', options)
    : isPlanFile
      ? showPlan(path, args['terraform-bin'])
      : readPlan(path, options));
  const sources = await sourcesOf(plan, isPlanFile ? path : undefined, args);
  const root = args['source-root'] ?? args.source;
  return { plan, sources: sources && root !== undefined ? namedFrom(root, sources) : sources };
}

async function sourcesOf(
  plan: Plan,
  own: string | undefined,
  args: PlanArguments,
): Promise<ModuleSources | undefined> {
  if (args.source !== undefined) return readFolderSources(args.source, plan.configuration);
  const planFile = args['plan-file'] ?? own;
  return planFile === undefined ? undefined : await readPlanFileSources(planFile);
}

/** What the work gives, or undefined when it meets a bad plan or a bad policy: others are checked all the same. */
export async function attempt<T>(work: () => Promise<T>, problems: Error[]): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof PolicyError)) throw error;
    problems.push(error);
    return undefined;
  }
}
