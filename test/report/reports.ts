import { fileURLToPath } from 'node:url';
import { policies } from '../../policies/index.ts';
import type { Evidence } from '../../src/logic/index.ts';
import { readPlan, readPlanFileSources } from '../../src/plan/index.ts';
import { check, type CheckResult, type Finding } from '../../src/policy/index.ts';
import { buildReport, type FormatOptions, type Report } from '../../src/report/index.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const options: FormatOptions = { color: false, width: 80, verbose: false };

/** The report of real plans, named by their folders in testdata. */
export async function reportOf(...names: readonly string[]): Promise<Report> {
  const checks: CheckResult[] = [];
  for (const name of names) {
    const plan = await readPlan(`${root}testdata/${name}/plan.json`);
    checks.push(check({ ...plan, path: `${name}/plan.json` }, policies));
  }
  return buildReport(checks, policies);
}

/** The report of a real plan with the sources in its plan file. */
export async function reportFromSources(name: string): Promise<Report> {
  const plan = await readPlan(`${root}testdata/${name}/plan.json`);
  const sources = await readPlanFileSources(`${root}testdata/${name}/tfplan`);
  return buildReport([check({ ...plan, path: 'plan.json' }, policies, undefined, sources)], policies);
}

/** A report with findings that real policies do not make. */
export function reportWith(...findings: readonly Partial<Finding>[]): Report {
  const full = findings.map((finding): Finding => ({
    plan: 'plan.json',
    policy: 'private-subnets',
    subject: 'aws_sagemaker_domain.this',
    verdict: 'fail',
    severity: 'error',
    message: 'Something is wrong',
    evidence: [],
    remedy: '',
    fingerprint: '0'.repeat(32),
    ...finding,
  }));
  const plan = { path: 'plan.json', terraformVersion: undefined, formatVersion: '1.2' };
  return buildReport(
    [{ plan: { ...plan, links: 'json', caveats: [], domains: 1 }, findings: full }],
    policies,
  );
}

export const fact = (address: string, text: string, ...because: readonly Evidence[]): Evidence => ({
  address,
  text,
  because,
});
