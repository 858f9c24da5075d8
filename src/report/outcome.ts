import type { Report, Result } from './report.ts';

/** What a result means for the reader. */
export type Outcome = 'error' | 'warning' | 'undetermined' | 'suppressed' | 'pass' | 'not-applicable';

/** The worst first. */
export const OUTCOMES: readonly Outcome[] = [
  'error',
  'warning',
  'undetermined',
  'suppressed',
  'pass',
  'not-applicable',
];

/** A sign for each, so that none is told by its colour alone. */
export const MARKS: Readonly<Record<Outcome, string>> = {
  error: '✗',
  warning: '!',
  undetermined: '?',
  suppressed: '~',
  pass: '✓',
  'not-applicable': '–',
};

export function outcomeOf({ verdict, severity, suppression }: Result): Outcome {
  if (suppression !== undefined) return 'suppressed';
  return verdict === 'fail' ? severity : verdict;
}

/** Results by what they mean. */
export type Outcomes = Readonly<Record<Outcome, readonly Result[]>>;

export function outcomesOf(results: readonly Result[]): Outcomes {
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

/** What came of all plans together: a plan that could not be checked is as bad as an error. */
export const worstOfAll = ({ results, problems = [] }: Report): Outcome =>
  problems.length > 0 ? 'error' : worstOf(outcomesOf(results));

/** The worst that there is; where there is nothing, nothing was applicable. */
export const worstOf = (outcomes: Outcomes): Outcome =>
  OUTCOMES.find((outcome) => outcomes[outcome].length > 0) ?? 'not-applicable';
