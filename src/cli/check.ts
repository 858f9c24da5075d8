import { resolve } from 'node:path';
import { policies as builtIn } from '../../policies/index.ts';
import {
  decodeStream,
  findPlans,
  InputError,
  isPlanFileAt,
  type ModuleSources,
  type Plan,
  readFolderSources,
  readPlan,
  readPlanFileSources,
  showPlan,
} from '../plan/index.ts';
import {
  check,
  type CheckResult,
  DEFAULT_OPTIONS,
  loadPolicies,
  type Options,
  PolicyError,
  type Severity,
} from '../policy/index.ts';
import { buildReport, type Report } from '../report/index.ts';
import { CommandError } from './command-error.ts';
import type { Arguments } from './parse.ts';
import { complain } from './complain.ts';
import type { Io } from './io.ts';
import { choice, commonOptions, flag, list, positiveNumber, text } from './options.ts';
import { outputsOf, writeReport } from './outputs.ts';
import { selectPolicies } from './selection.ts';

export const usage = `Judges plans: will SageMaker Studio in VpcOnly mode work, and stay private?

Examples:
  terraform show -json tfplan | tfplan-studio check
  tfplan-studio check plan.json
  tfplan-studio check tfplan
  tfplan-studio check plan.json --plan-file tfplan
  tfplan-studio check plans/ 'envs/*/tfplan.json'
  tfplan-studio check plan.json --format text --format json=report.json
  tfplan-studio check plan.json --only private-subnets --only app-egress

A plan is a plan file (\`terraform plan -out=tfplan\`), or what \`terraform show
-json\` or \`tofu show -json\` prints of it. With the plan file at hand every
reference is exact; with the JSON alone some verdicts stay open. Name files,
folders (in which plan.json, tfplan.json, prod.tfplan.json … are found),
quoted globs, or - for standard input, which is also read when nothing is
named.

Exit codes:
  0  nothing at or above --fail-on
  1  violations
  2  the command could not do its job
  3  with --strict: no violation, but something is undetermined`;

export const options = {
  format: list('format', 'text or json, with =FILE into a file  [default: text]'),
  'fail-on': choice(
    'fail-on',
    ['error', 'warning', 'never'],
    'The least severity of a violation  [default: error]',
  ),
  strict: flag('Exit with 3 when nothing is violated but something is undetermined'),
  policy: list('policy', 'Judge also by the policies of this file; a quoted glob names several'),
  only: list('only', 'Judge by this policy'),
  skip: list('skip', 'Leave this policy out'),
  users: positiveNumber('users', 'People who use each domain  [default: its profiles]'),
  'ips-per-user': positiveNumber(
    'ips-per-user',
    `Addresses that one of them takes  [default: ${DEFAULT_OPTIONS.ipsPerUser}]`,
  ),
  'plan-file': text(
    'plan-file',
    'The plan file that the JSON was printed from: its sources make links exact',
  ),
  source: text('source', 'The folder in which the plan was made, instead of --plan-file'),
  'terraform-bin': text('terraform-bin', 'What prints a plan file  [default: terraform, or tofu]'),
  verbose: flag('List every pass, and show evidence in full'),
  ...commonOptions,
};

type FailOn = Severity | 'never';
type CheckArguments = Arguments<typeof options>;

/** Checks the plans that the operands name, and reports on those that can be read. */
export async function run(args: CheckArguments, io: Io): Promise<number> {
  const policies = [...builtIn, ...(await loadPolicies(args.policy ?? []))];
  const selected = selectPolicies(policies, args.only ?? [], args.skip ?? []);
  const judging: Options = {
    ...(args.users !== undefined && { users: args.users }),
    ipsPerUser: args['ips-per-user'] ?? DEFAULT_OPTIONS.ipsPerUser,
  };
  const problems: Error[] = [];
  const paths = await pathsOf(operandsOf(args, io), problems);
  if (paths.length > 1 && (args['plan-file'] ?? args.source) !== undefined)
    throw new CommandError('--plan-file and --source go with one plan.');
  if (args['plan-file'] !== undefined && args.source !== undefined)
    throw new CommandError('Give --plan-file or --source, not both.');
  const outputs = await outputsOf(args.format ?? ['text'], paths);
  const checks: CheckResult[] = [];
  for (const path of paths) {
    const result = await attempt(async () => {
      const plan = await planAt(path, args, io);
      return check(plan, selected, judging, await sourcesOf(plan, path, args));
    }, problems);
    if (result !== undefined) checks.push(result);
  }
  const report = buildReport(checks, selected);
  if (checks.length > 0) await writeReport(report, outputs, io, args);
  for (const problem of problems) complain(problem, args, io);
  return problems.length > 0 ? 2 : exitCodeOf(report, args['fail-on'] ?? 'error', args.strict ?? false);
}

function operandsOf({ _: operands }: CheckArguments, { stdin }: Io): readonly string[] {
  if (operands.length > 0) return operands.map(String);
  if (stdin.isTTY !== true) return ['-'];
  throw new CommandError(
    'There is no plan to check: name one, as in `tfplan-studio check plan.json`, or pipe it in, as in `terraform show -json tfplan | tfplan-studio check`.',
  );
}

/** The plans of all operands, each once. */
async function pathsOf(operands: readonly string[], problems: Error[]): Promise<readonly string[]> {
  const paths = new Map<string, string>();
  for (const operand of operands) {
    for (const path of (await attempt(() => findPlans([operand]), problems)) ?? [])
      paths.set(resolve(path), path);
  }
  return [...paths.values()];
}

function planAt(path: string, args: CheckArguments, { stdin }: Io): Promise<Plan> {
  if (path === '-') return decodeStream(stdin, '<stdin>');
  return isPlanFileAt(path) ? showPlan(path, args['terraform-bin']) : readPlan(path);
}

/** The sources that belong to a plan, as far as they are named: a plan file brings its own. */
async function sourcesOf(plan: Plan, path: string, args: CheckArguments): Promise<ModuleSources | undefined> {
  if (args.source !== undefined) return readFolderSources(args.source, plan.configuration);
  const planFile = args['plan-file'] ?? (path !== '-' && isPlanFileAt(path) ? path : undefined);
  return planFile === undefined ? undefined : readPlanFileSources(planFile);
}

/** What the work gives, or undefined when it meets a bad plan or a bad policy: others are checked all the same. */
async function attempt<T>(work: () => Promise<T>, problems: Error[]): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof PolicyError)) throw error;
    problems.push(error);
    return undefined;
  }
}

/** The severities of failures that count as violations. */
const COUNTING: Readonly<Record<FailOn, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  never: [],
};

function exitCodeOf({ results, summary }: Report, failOn: FailOn, strict: boolean): number {
  if (results.some(({ verdict, severity }) => verdict === 'fail' && COUNTING[failOn].includes(severity)))
    return 1;
  return strict && summary.undetermined > 0 ? 3 : 0;
}
