import { didYouMean } from '../nearest.ts';
import { check, suppress } from '../policy/index.ts';
import { buildReport, explanation, type Report } from '../report/index.ts';
import { CommandError } from './command-error.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import { commonOptions } from './options.ts';
import type { Arguments } from './parse.ts';
import { onlyPathOf, planAt, planOptions } from './plans.ts';
import { configOptions, settingsOf } from './settings.ts';

export const usage = `Tells why a subject is judged as it is: the requirement, the whole chain of
evidence, why it matters and what to do, of passes too.

Examples:
  tfplan-studio explain plan.json
  tfplan-studio explain plan.json private-subnets
  tfplan-studio explain plan.json aws_sagemaker_domain.this app-egress

After the plan come addresses of subjects and ids of policies, in any order.`;

export const options = { ...configOptions, ...planOptions, ...commonOptions };

/** Explains the results of one plan that the operands name. */
export async function run(args: Arguments<typeof options>, io: Io): Promise<number> {
  const [operand, ...names] = args._.map(String);
  const settings = await settingsOf(args, new Date());
  const path = await onlyPathOf(args, operand === undefined ? [] : [operand], io);
  const { plan, sources } = await planAt(path, args, io);
  const checked = check(plan, settings.policies, settings.options, sources);
  const { checks } = suppress([checked], settings.accepted);
  const report = about(names, buildReport(checks, settings.policies));
  const { stdout, env } = io;
  const look = { color: wantsColor(args.color, env, stdout), width: widthOf(stdout.columns), verbose: true };
  stdout.write(
    report.results.length === 0
      ? 'There is nothing to explain: no policy judges anything in this plan.\n'
      : explanation(report, look),
  );
  return 0;
}

/**
 * The report on the subjects and the policies of those names alone; on all where none is named.
 * @throws CommandError for a name that is neither
 */
function about(names: readonly string[], report: Report): Report {
  const subjects = new Set(report.results.map(({ subject }) => subject));
  const ids = new Set(report.policies.map(({ id }) => id));
  const unknown = names.find((name) => !subjects.has(name) && !ids.has(name));
  if (unknown !== undefined) {
    throw new CommandError(
      `No policy is called ${unknown}, and none judges a subject of that address.${didYouMean(unknown, [...ids, ...subjects])}`,
    );
  }
  const isNamed = (name: string, all: ReadonlySet<string>): boolean =>
    names.includes(name) || !names.some((each) => all.has(each));
  const results = report.results.filter(
    ({ subject, policy }) => isNamed(subject, subjects) && isNamed(policy, ids),
  );
  return { ...report, results };
}
