import { type Evidence, remembered } from '../logic/index.ts';
import type { CheckResult, Finding, JudgedWaiver } from '../policy/index.ts';
import type {
  CheckedPlan,
  Fact,
  Policy,
  Report,
  Result,
  Summary,
  Suppression,
  Waiver,
} from './report.generated.ts';

export type {
  CheckedPlan,
  Fact,
  Policy,
  Report,
  Result,
  Severity,
  Summary,
  Suppression,
  Waiver,
} from './report.generated.ts';

/**
 * Everything that a format may show, in a stable order: equal checks give an equal report.
 * @param checks one a plan, in the order in which the plans are to be reported
 * @param policies those that the plans were judged by, in the order of the catalogue
 * @param waivers those of the configuration, with what became of them
 * @param problems why other plans could not be checked, in sentences
 */
export function buildReport(
  checks: readonly CheckResult[],
  policies: readonly JudgingPolicy[],
  waivers: readonly JudgedWaiver[] = [],
  problems: readonly string[] = [],
): Report {
  const results = checks.flatMap(({ findings }) => findings.map(resultOf));
  const judging = new Set(results.map(({ policy }) => policy));
  return {
    version: 1,
    plans: checks.map(({ plan }) => planOf(plan)),
    policies: policies.map((policy) => policyOf(policy, judging.has(policy.id) || problems.length > 0)),
    results,
    waivers: waivers.map(waiverOf),
    ...(problems.length > 0 && { problems }),
    summary: summarize(results),
  };
}

/** The results of one plan, in their order. */
export const resultsOf = (path: string, { results }: Pick<Report, 'results'>): readonly Result[] =>
  byPlan(results).get(path) ?? [];

const byPlan = remembered((results: readonly Result[]): ReadonlyMap<string, readonly Result[]> => {
  const plans = new Map<string, Result[]>();
  for (const result of results) {
    const ofPlan = plans.get(result.plan);
    if (ofPlan === undefined) plans.set(result.plan, [result]);
    else ofPlan.push(result);
  }
  return plans;
});

/** How many results have each verdict; those that are suppressed count by what suppresses them. */
function summarize(results: readonly Result[]): Summary {
  const count = (state: Result['verdict'] | Suppression['kind']): number =>
    results.filter(({ verdict, suppression }) => (suppression?.kind ?? verdict) === state).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    undetermined: count('undetermined'),
    notApplicable: count('not-applicable'),
    waived: count('waiver'),
    baseline: count('baseline'),
  };
}

/** A policy, and whether it judges what a plan may well not have. */
type JudgingPolicy = Omit<Policy, 'idle'> & { readonly ofStudio?: boolean };

function policyOf(
  { id, title, severity, source, why, ofStudio = true }: JudgingPolicy,
  mayJudge: boolean,
): Policy {
  return { id, title, severity, source, why, ...(!mayJudge && !ofStudio && { idle: true }) };
}

function planOf({ path, terraformVersion, ...rest }: CheckResult['plan']): CheckedPlan {
  return { path, ...(terraformVersion !== undefined && { terraformVersion }), ...rest };
}

function waiverOf({ policy, address, reason, expires, state, results }: JudgedWaiver): Waiver {
  return { policy, address, reason, expires, state, results };
}

function resultOf(finding: Finding): Result {
  const { plan, policy, subject, verdict, severity, message, evidence, remedy, code, suppression } = finding;
  return {
    plan,
    policy,
    subject,
    verdict,
    severity,
    message,
    evidence: flatten(evidence, 0),
    remedy,
    ...(code !== undefined && { code }),
    get fingerprint() {
      return finding.fingerprint;
    },
    ...(suppression !== undefined && { suppression }),
  };
}

function flatten(evidence: readonly Evidence[], depth: number): Fact[] {
  return evidence.flatMap(({ because = [], ...fact }) => [
    { ...fact, depth },
    ...flatten(because, depth + 1),
  ]);
}
