import { baselineOf } from '../config/index.ts';
import { type CheckResult, DEFAULT_OPTIONS, type Severity, suppress } from '../policy/index.ts';
import { buildReport, type CheckedPlan, formatNames, type Report, type Result } from '../report/index.ts';
import { complain, sentenceOf } from './complain.ts';
import type { Io } from './io.ts';
import { choice, commonOptions, flag, list, positiveNumber, text } from './options.ts';
import { outputsOf, problemTextOf, writeReport, writeWhole } from './outputs.ts';
import type { Arguments } from './parse.ts';
import { checkPlans } from './plan-checks.ts';
import { pathsOf, planOptions } from './plans.ts';
import { configOptions, type Settings, settingsOf } from './settings.ts';

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
  3  with --strict: no violation, but something is undetermined, or a plan that
     is not complete has no domain
With --format atlantis on standard output it is always 0: Atlantis reads the
verdict from the text.`;

export const options = {
  format: list('format', `${formatNames.join(', ')}; with =FILE into a file  [default: text]`),
  'fail-on': choice(
    'fail-on',
    ['error', 'warning', 'never'],
    'The least severity of a violation  [default: error]',
  ),
  strict: flag('Exit with 3 when nothing is violated but something is undetermined'),
  only: list('only', 'Judge by this policy'),
  skip: list('skip', 'Leave this policy out'),
  users: positiveNumber('users', 'People who use each domain  [default: its profiles]'),
  'ips-per-user': positiveNumber(
    'ips-per-user',
    `Addresses that one of them takes  [default: ${DEFAULT_OPTIONS.ipsPerUser}]`,
  ),
  baseline: text('baseline', 'Findings that are known and do not count'),
  'write-baseline': text('write-baseline', 'Write the findings that count to this file'),
  ...configOptions,
  ...planOptions,
  verbose: flag('List every pass, and show evidence in full'),
  ...commonOptions,
};

type CheckArguments = Arguments<typeof options>;

/** Checks the plans that the operands name, and reports on those that can be read. */
export async function run(args: CheckArguments, io: Io): Promise<number> {
  const settings = await settingsOf(args, new Date());
  const problems: Error[] = [];
  const paths = await pathsOf(args, args._, io, problems);
  const written = args['write-baseline'];
  const outputs = await outputsOf(args.format ?? ['text'], paths, written === undefined ? [] : [written]);
  const outcomes = await checkPlans(paths, args, settings, io);
  const checks = outcomes.flatMap(({ result }) => result ?? []);
  problems.push(...outcomes.flatMap((outcome) => outcome.problems));
  const report = reportOn(checks, problems.map(sentenceOf), settings);
  const isViolation = (result: Result): boolean => counts(result, settings);
  if (checks.length > 0) await writeReport(report, outputs, io, { ...args, isViolation });
  const problemText = problemTextOf(outputs);
  for (const problem of problems) {
    if (problemText === undefined) complain(problem, args, io);
    else io.stdout.write(problemText(sentenceOf(problem)));
  }
  const code = problems.length > 0 ? 2 : await finish(report, settings, written, io);
  return problemText === undefined ? code : 0;
}

/** @returns the exit code; 0 when the baseline has been written, since all that was found is in it */
async function finish(
  report: Report,
  settings: Settings,
  baseline: string | undefined,
  { stderr }: Io,
): Promise<number> {
  if (baseline === undefined) return exitCodeOf(report, settings);
  const found = report.results.filter(isFound);
  await writeWhole(baseline, baselineOf(found));
  const findings = found.length === 1 ? '1 finding' : `${found.length} findings`;
  stderr.write(`${baseline} holds ${findings}: --baseline ${baseline} accepts what is in it.\n`);
  return 0;
}

function reportOn(
  checks: readonly CheckResult[],
  problems: readonly string[],
  { policies, accepted }: Settings,
): Report {
  const { checks: marked, waivers } = suppress(checks, accepted);
  return buildReport(marked, policies, waivers, problems);
}

/** Whether a result goes into a baseline: the waived ones are accepted already. */
const isFound = ({ verdict, suppression }: Result): boolean =>
  (verdict === 'fail' || verdict === 'undetermined') && suppression?.kind !== 'waiver';

/** The severities of failures that count as violations. */
const COUNTING: Readonly<Record<Settings['failOn'], readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  never: [],
};

/** Whether a result is a violation. */
function counts({ verdict, severity, suppression }: Result, { failOn, strict }: Settings): boolean {
  if (suppression !== undefined) return false;
  return verdict === 'fail' ? COUNTING[failOn].includes(severity) : strict && verdict === 'undetermined';
}

function exitCodeOf({ plans, results }: Report, settings: Settings): number {
  const violations = results.filter((result) => counts(result, settings));
  if (violations.some(({ verdict }) => verdict === 'fail')) return 1;
  return violations.length > 0 || (settings.strict && plans.some(hidesDomains)) ? 3 : 0;
}

/** Whether a plan shows no domain and may leave one out. */
const hidesDomains = ({ domains, incomplete }: CheckedPlan): boolean => domains === 0 && incomplete === true;
