import { outcomeOf } from './outcome.ts';
import { type Report, type Result, resultsOf } from './report.ts';

/** Results that differ in nothing but the subject. */
export interface Fold {
  readonly result: Result;
  readonly others: readonly Result[];
}

/** Joins results of one plan that say the same of several subjects, in the order of the first of them. */
export function fold(results: readonly Result[]): readonly Fold[] {
  const folds = new Map<string, { result: Result; others: Result[] }>();
  for (const result of results) {
    const key = keyOf(result);
    const same = folds.get(key);
    if (same === undefined) folds.set(key, { result, others: [] });
    else same.others.push(result);
  }
  return [...folds.values()];
}

/** The results of all plans that are not as they should be, folded: errors, then warnings, then what is undetermined. */
export const worstFirst = (report: Report): readonly Fold[] =>
  (['error', 'warning', 'undetermined'] as const).flatMap((outcome) =>
    report.plans.flatMap(({ path }) =>
      fold(resultsOf(path, report).filter((result) => outcomeOf(result) === outcome)),
    ),
  );

function keyOf({ policy, subject, verdict, severity, evidence, suppression }: Result): string {
  const facts = evidence.map((fact) => (fact.address === subject ? { ...fact, address: '' } : fact));
  return JSON.stringify([policy, verdict, severity, facts, suppression]);
}
