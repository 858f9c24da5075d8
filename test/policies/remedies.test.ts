import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { decodePlan } from '../../src/plan/index.ts';
import { check } from '../../src/policy/index.ts';
import { findingsOf, pathTo } from './plans.ts';
import { canPlan, plan, terraform } from '../../scripts/terraform.ts';

/** Plans of one file, whose remedy is blocks of their own. */
const FAULTY = [
  'service-endpoints/fail-nothing',
  'service-endpoints/fail-tied',
  'endpoint-ingress/fail-closed',
  'app-egress/fail-closed',
  'app-traffic/fail-closed',
  'efs-traffic/fail-closed',
  's3-gateway-routes/fail-unassociated',
];

describe.skipIf(!canPlan)('with its remedy added, a plan keeps the policy', () => {
  test.each(FAULTY)('%s', { timeout: 120_000 }, async (name) => {
    const source = `policies/${name}`;
    const findings = await findingsOf(source, 'source');
    const [finding] = findings.filter(
      ({ policy, verdict }) => policy === dirname(name) && verdict === 'fail',
    );
    const folder = mkdtempSync(join(tmpdir(), 'remedy-'));
    try {
      copyFileSync(pathTo(source, 'main.tf'), join(folder, 'main.tf'));
      writeFileSync(join(folder, 'remedy.tf'), `${finding?.code}\n`);
      expect(terraform(folder, 'fmt', 'remedy.tf')).toBe('');
      const after = check(decodePlan(Buffer.from(plan(folder)), name), policies).findings;
      const same = after.find(
        ({ policy, subject }) => policy === finding?.policy && subject === finding.subject,
      );
      expect(same?.verdict).toBe('pass');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
