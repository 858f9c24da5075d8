import { type Outcomes, outcomeOf, outcomesOf } from './outcome.ts';
import type { CheckedPlan, Report, Result, Waiver } from './report.ts';

/** `1 policy`, `2 policies`. */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** Nothing for zero. */
const count = (number: number, one: string, many: string = one): readonly string[] =>
  number === 0 ? [] : [counted(number, one, many)];

const failureCounts = ({ error, warning }: Outcomes): readonly string[] => [
  ...count(error.length, 'error', 'errors'),
  ...count(warning.length, 'warning', 'warnings'),
];

/** How many of the subjects that share a finding are named. */
const MAX_NAMES = 4;

/** Names in a list, the first of them if there are many. */
export function namesOf(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return more > 1 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more` : names.join(', ');
}

/** What came of plans, such as `1 error, 2 undetermined` or `passes`. */
export function verdictOf(outcomes: Outcomes, plans: readonly CheckedPlan[]): string {
  const { undetermined, suppressed, pass } = outcomes;
  const bad = [...failureCounts(outcomes), ...count(undetermined.length, 'undetermined')];
  if (bad.length > 0) return bad.join(', ');
  return pass.length > 0 || suppressed.length > 0 ? 'passes' : `nothing to check: ${idlenessOf(plans)}`;
}

/** What came of all plans together. */
export function verdictOfAll({ plans, results, problems = [] }: Report): string {
  return [
    verdictOf(outcomesOf(results), plans),
    ...count(
      problems.length,
      'problem that kept plans from being checked',
      'problems that kept plans from being checked',
    ),
  ].join(', ');
}

/** Why there is nothing to check. */
export function idlenessOf(plans: readonly CheckedPlan[]): string {
  const these = plans.length === 1 ? 'this plan' : 'these plans';
  return plans.some(({ domains }) => domains > 0)
    ? `no policy applies to ${these}`
    : `no aws_sagemaker_domain in ${these}`;
}

/** What was judged, and what was not: that is not passed. */
export function summaryOf({ plans, results, summary }: Report): string {
  const judged = [
    ...failureCounts(outcomesOf(results)),
    `${summary.pass} passed`,
    ...count(summary.waived, 'waived'),
    ...count(summary.baseline, 'in the baseline'),
  ];
  const notJudged = [
    ...count(summary.undetermined, 'undetermined'),
    ...count(summary.notApplicable, 'not applicable'),
    ...count(
      plans.filter(({ domains }) => domains === 0).length,
      'plan without a Studio domain',
      'plans without a Studio domain',
    ),
  ];
  return [judged.join(', '), ...(notJudged.length > 0 ? [`not judged: ${notJudged.join(', ')}`] : [])].join(
    '; ',
  );
}

/** How the result of one policy is called; suppressed ones by what suppresses them. */
export function wordOf(result: Result): string {
  const { severity, suppression } = result;
  const outcome = outcomeOf(result);
  if (suppression?.kind === 'waiver') return `waived until ${suppression.expires}`;
  if (suppression?.kind === 'baseline') return 'in the baseline';
  return outcome === 'undetermined' ? `undetermined (${severity})` : outcome;
}

/** The policies and the waivers that do nothing, each with the reason in a sentence. */
export const idleSettings = ({ policies, waivers }: Report): readonly string[] => [
  ...policies.filter(({ idle }) => idle).map(({ id }) => `the policy ${id} found no subject in any plan`),
  ...waivers.filter(({ state }) => state !== 'used').map(idleWaiver),
];

function idleWaiver({ policy, address, reason, expires, state, results }: Waiver): string {
  const why =
    state === 'unused'
      ? 'waives nothing: there is no such finding'
      : `expired on ${expires}, so ${counted(results, 'finding counts', 'findings count')} again`;
  return `the waiver of ${policy} for ${address} ${why} (${reason})`;
}

/** What would settle the undetermined verdicts, each sentence once. */
export const hintsOf = ({ results }: Report): readonly string[] => [
  ...new Set(results.filter((result) => outcomeOf(result) === 'undetermined').map(({ remedy }) => remedy)),
];
