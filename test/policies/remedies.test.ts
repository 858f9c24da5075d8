import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { Example } from '../../scripts/examples.ts';
import { canPlan, plan, terraform } from '../../scripts/terraform.ts';
import { decodePlan, type ModuleSources, readPlanFileSources } from '../../src/plan/index.ts';
import { check, type Finding } from '../../src/policy/index.ts';
import { applyRemedy, REMEDY_FILE } from './apply-remedy.ts';
import { findingsOf, pathTo } from './plans.ts';

/** Plans without modules, count and for_each, each with the policy whose remedy is tried. */
const FLAT = [
  'service-endpoints/fail-nothing',
  'service-endpoints/fail-tied',
  'endpoint-ingress/fail-closed',
  'endpoint-ingress/fail-inline',
  'endpoint-zones/fail-one-zone',
  'app-egress/fail-closed',
  'app-traffic/fail-closed',
  'app-traffic/fail-inline',
  'efs-traffic/fail-closed',
  's3-gateway-routes/fail-unassociated',
  's3-gateway-routes/fail-other-table',
  'service-endpoints/fail-in-module',
];
/** A new domain's group for NFS has a name that is known only after apply: nothing can pass. */
const LEFT_OPEN = ['custom-efs/fail-no-mount-target', 'custom-efs/fail-own-group'];

/** Faults of the same network in several idioms, whose remedies are tried together. */
const FAULTS = [
  'no-endpoints',
  'no-endpoint-api',
  'endpoint-sg-source',
  's3-unassociated',
  'sg-no-apps',
  'sg-no-egress',
];
const IDIOMS = ['flatCount', 'locals', 'modules'];

/** Bad examples of the reference, which use for_each. */
const EXAMPLES = [
  'service-endpoints',
  'endpoint-ingress',
  'endpoint-zones',
  's3-gateway-routes',
  'app-egress',
  'app-traffic',
  'efs-traffic',
];

const key = ({ policy, subject }: Finding): string => `${policy} ${subject}`;

const withCode = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ code }) => code !== undefined);

const become = (verdict: string, findings: readonly Finding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map((finding) => [key(finding), verdict]));

describe.skipIf(!canPlan)('with its remedy, a plan keeps the policy', { timeout: 240_000 }, () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'remedy-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What the policies say after the remedies of findings are applied, by policy and subject. */
  async function remedied(
    findings: readonly Finding[],
    sources: ModuleSources,
  ): Promise<Readonly<Record<string, string>>> {
    expect(findings).not.toEqual([]);
    for (const finding of findings) {
      const home = applyRemedy(folder, finding, sources);
      if (existsSync(join(home, REMEDY_FILE))) expect(terraform(home, 'fmt', REMEDY_FILE)).toBe('');
    }
    terraform(folder, 'get');
    const json = plan(folder);
    const after = check(
      decodePlan(Buffer.from(json), folder),
      policies,
      undefined,
      await readPlanFileSources(join(folder, 'tfplan')),
    ).findings;
    const keys = new Set(findings.map(key));
    return Object.fromEntries(
      after.filter((each) => keys.has(key(each))).map((each) => [key(each), each.verdict]),
    );
  }

  async function tryCase(
    source: string,
    policy?: string,
  ): Promise<readonly [Finding[], Readonly<Record<string, string>>]> {
    const findings = withCode(await findingsOf(source, 'source')).filter(
      (finding) => policy === undefined || finding.policy === policy,
    );
    cpSync(pathTo(source, '.'), folder, { recursive: true });
    return [[...findings], await remedied(findings, await readPlanFileSources(pathTo(source, 'tfplan')))];
  }

  test.each(FLAT)('%s', async (name) => {
    const [findings, after] = await tryCase(`policies/${name}`, dirname(name));
    expect(after).toEqual(become('pass', findings));
  });

  test.each(LEFT_OPEN)('%s', async (name) => {
    const [findings, after] = await tryCase(`policies/${name}`, dirname(name));
    expect(after).toEqual(become('undetermined', findings));
  });

  test.each(IDIOMS.flatMap((idiom) => FAULTS.map((fault) => `${idiom}/${fault}`)))('%s', async (name) => {
    const [findings, after] = await tryCase(`studio/${name}`);
    expect(after).toEqual(become('pass', findings));
  });

  test.each(EXAMPLES)('the bad example of %s', async (policy) => {
    const example = new Example(policy, 'bad');
    example.writeTo(folder);
    const sources = await example.sources;
    const { findings } = check(await example.plan, policies, example.options, sources);
    const broken = withCode(findings);
    expect(await remedied(broken, sources)).toEqual(become('pass', broken));
  });
});
