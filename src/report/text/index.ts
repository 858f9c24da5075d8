import { fill, wordsOf } from '../columns.ts';
import { fold } from '../fold.ts';
import type { Format } from '../format.ts';
import { MARKS, type Outcome, type Outcomes, outcomesOf, worstOf } from '../outcome.ts';
import { type CheckedPlan, type Report, type Result, resultsOf } from '../report.ts';
import { counted, hintsOf, idleSettings, summaryOf, verdictOf } from '../wording.ts';
import { failureLines, headingLines, openLines, suppressedLines } from './finding.ts';
import { type Look, lookOf } from './look.ts';

/** For people at a terminal: of each plan the verdict and what is wrong, the worst first; last what was judged. */
export const text: Format = (report, options) => {
  const look = lookOf(options);
  const blocks = [
    ...report.plans.flatMap((plan) => planBlocks(plan, report, look)),
    ...idleSettings(report).map((words) => fill(wordsOf(words), look.width, 'note: ', ' '.repeat(6))),
    hintsOf(report).flatMap((words) => fill(wordsOf(words), look.width, 'hint: ', ' '.repeat(6))),
    fill(wordsOf(summaryOf(report)), look.width, '', ''),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
};

type Lines = readonly string[];

function planBlocks(plan: CheckedPlan, report: Report, look: Look): readonly Lines[] {
  const outcomes = outcomesOf(resultsOf(plan.path, report));
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
  const worst = worstOf(outcomes);
  const style = look.styles[worst];
  const words = [
    { text: MARKS[worst], style },
    { text: `${plan.path}:`, style: look.bold },
    ...wordsOf(verdictOf(outcomes, [plan])).map((word) => ({ ...word, style })),
  ];
  return [
    ...fill(words, look.width, '', '  '),
    ...plan.caveats.flatMap((caveat) => fill(wordsOf(caveat), look.width, '  caution: ', ' '.repeat(11))),
  ];
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
