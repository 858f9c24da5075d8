import type { Evidence } from '../logic/index.ts';
import type { CheckResult, Finding } from '../policy/index.ts';
import type { CheckedPlan, Fact, Policy, Report, Result, Summary } from './report.generated.ts';

export type { CheckedPlan, Fact, Policy, Report, Result, Severity, Summary } from './report.generated.ts';

/**
 * Everything that a format may show, in a stable order: equal checks give an equal report.
 * @param checks one a plan, in the order in which the plans are to be reported
 * @param policies those that the plans were judged by, in the order of the catalogue
 */
export function buildReport(checks: readonly CheckResult[], policies: readonly Policy[]): Report {
  const results = checks.flatMap(({ findings }) => findings.map(resultOf));
  return {
    version: 1,
    plans: checks.map(({ plan }) => planOf(plan)),
    policies: policies.map(({ id, title, severity, source, why }) => ({ id, title, severity, source, why })),
    results,
    summary: summarize(results),
  };
}

/** How many results have each verdict. */
export function summarize(results: readonly Result[]): Summary {
  const count = (verdict: Result['verdict']): number =>
    results.filter((result) => result.verdict === verdict).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    undetermined: count('undetermined'),
    notApplicable: count('not-applicable'),
  };
}

function planOf({ path, terraformVersion, ...rest }: CheckResult['plan']): CheckedPlan {
  return { path, ...(terraformVersion !== undefined && { terraformVersion }), ...rest };
}

function resultOf({ plan, policy, subject, verdict, severity, message, ...rest }: Finding): Result {
  const { evidence, remedy, fingerprint } = rest;
  return {
    plan,
    policy,
    subject,
    verdict,
    severity,
    message,
    evidence: flatten(evidence, 0),
    remedy,
    fingerprint,
  };
}

function flatten(evidence: readonly Evidence[], depth: number): Fact[] {
  return evidence.flatMap(({ because = [], ...fact }) => [
    { ...fact, depth },
    ...flatten(because, depth + 1),
  ]);
}
