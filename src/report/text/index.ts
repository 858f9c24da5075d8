import { fill, wordsOf } from '../columns.ts';
import { fold } from '../fold.ts';
import type { Format } from '../format.ts';
import type { CheckedPlan, Report, Result, Waiver } from '../report.ts';
import { failureLines, headingLines, openLines, suppressedLines } from './finding.ts';
import { counted, type Look, lookOf, MARKS, type Outcome, OUTCOMES, outcomeOf } from './look.ts';

/** For people at a terminal: of each plan the verdict and what is wrong, the worst first; last what was judged. */
export const text: Format = (report, options) => {
  const look = lookOf(options);
  const blocks = [
    ...report.plans.flatMap((plan) => planBlocks(plan, report, look)),
    ...report.waivers.map((waiver) => waiverLines(waiver, look)),
    hintLines(report, look),
    fill(wordsOf(summaryOf(report)), look.width, '', ''),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
};

type Lines = readonly string[];
type Outcomes = Readonly<Record<Outcome, readonly Result[]>>;

function outcomesOf(results: readonly Result[]): Outcomes {
  const of = (outcome: Outcome): readonly Result[] =>
    results.filter((result) => outcomeOf(result) === outcome);
  return {
    error: of('error'),
    warning: of('warning'),
    undetermined: of('undetermined'),
    suppressed: of('suppressed'),
    pass: of('pass'),
    'not-applicable': of('not-applicable'),
  };
}

function planBlocks(plan: CheckedPlan, report: Report, look: Look): readonly Lines[] {
  const outcomes = outcomesOf(report.results.filter((result) => result.plan === plan.path));
  const { error, warning, undetermined, suppressed, pass } = outcomes;
  const shown = look.verbose
    ? suppressed
    : suppressed.filter(({ suppression }) => suppression?.kind !== 'baseline');
  const sources = new Map(report.policies.map(({ id, source }) => [id, source]));
  return [
    headline(plan, outcomes, look),
    ...fold([...error, ...warning]).map((finding) =>
      failureLines(finding, sources.get(finding.result.policy) ?? '', look),
    ),
    ...fold(undetermined).map((finding) => openLines(finding, look)),
    ...fold(shown).map((finding) => suppressedLines(finding, look)),
    look.verbose
      ? fold([...pass, ...outcomes['not-applicable']]).flatMap((finding) => headingLines(finding, look))
      : restLines(outcomes, look),
  ];
}

/** The plan with its verdict, and what makes the verdict weaker than usual. */
function headline(plan: CheckedPlan, outcomes: Outcomes, look: Look): Lines {
  const worst = OUTCOMES.find((outcome) => outcomes[outcome].length > 0) ?? 'not-applicable';
  const style = look.styles[worst];
  const words = [
    { text: MARKS[worst], style },
    { text: `${plan.path}:`, style: look.bold },
    ...wordsOf(verdictOf(outcomes)).map((word) => ({ ...word, style })),
  ];
  return [
    ...fill(words, look.width, '', '  '),
    ...plan.caveats.flatMap((caveat) => fill(wordsOf(caveat), look.width, '  caution: ', ' '.repeat(11))),
  ];
}

function verdictOf(outcomes: Outcomes): string {
  const { undetermined, suppressed, pass } = outcomes;
  const bad = [...failureCounts(outcomes), ...count(undetermined.length, 'undetermined')];
  if (bad.length > 0) return bad.join(', ');
  return pass.length > 0 || suppressed.length > 0
    ? 'passes'
    : 'nothing to check: no aws_sagemaker_domain in this plan';
}

/** The policies that found nothing wrong. */
function restLines(outcomes: Outcomes, look: Look): Lines {
  const { error, warning, undetermined, suppressed, pass } = outcomes;
  const bad = policiesOf([...error, ...warning, ...undetermined, ...suppressed]);
  const passing = policiesOf(pass).filter((policy) => !bad.includes(policy));
  const idle = policiesOf(outcomes['not-applicable']).filter(
    (policy) => !bad.includes(policy) && !passing.includes(policy),
  );
  const line = (outcome: Outcome, sentence: string): Lines =>
    fill([{ text: MARKS[outcome], style: look.styles[outcome] }, ...wordsOf(sentence)], look.width, '', '  ');
  return [
    ...(passing.length > 0 ? line('pass', counted(passing.length, 'policy passes', 'policies pass')) : []),
    ...(idle.length > 0
      ? line(
          'not-applicable',
          `${counted(idle.length, 'policy does', 'policies do')} not apply: ${idle.join(', ')}`,
        )
      : []),
  ];
}

const policiesOf = (results: readonly Result[]): readonly string[] => [
  ...new Set(results.map(({ policy }) => policy)),
];

/** A waiver that does nothing, and why. */
function waiverLines({ policy, address, reason, expires, state, results }: Waiver, look: Look): Lines {
  if (state === 'used') return [];
  const why =
    state === 'unused'
      ? 'waives nothing: there is no such finding'
      : `expired on ${expires}, so ${counted(results, 'finding counts', 'findings count')} again`;
  const words = wordsOf(`the waiver of ${policy} for ${address} ${why} (${reason})`);
  return fill(words, look.width, 'waiver: ', ' '.repeat(8));
}

/** What would settle the undetermined verdicts, each sentence once. */
function hintLines({ results }: Report, look: Look): Lines {
  const remedies = new Set(
    results.filter((result) => outcomeOf(result) === 'undetermined').map(({ remedy }) => remedy),
  );
  return [...remedies].flatMap((remedy) => fill(wordsOf(remedy), look.width, 'hint: ', ' '.repeat(6)));
}

/** What was judged, and what was not: that is not passed. */
function summaryOf({ plans, results, summary }: Report): string {
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

const failureCounts = ({ error, warning }: Outcomes): readonly string[] => [
  ...count(error.length, 'error', 'errors'),
  ...count(warning.length, 'warning', 'warnings'),
];

/** Nothing for zero. */
const count = (number: number, one: string, many: string = one): readonly string[] =>
  number === 0 ? [] : [counted(number, one, many)];
