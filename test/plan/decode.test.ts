import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findPlans, decodePlan } from '../../src/plan/index.ts';

test('every plan of testdata', async () => {
  for (const path of await findPlans(['testdata'])) {
    const bytes = readFileSync(path);
    const plan = decodePlan(bytes, path);
    const raw = JSON.parse(bytes.toString());
    expect(plan.resourceChanges, path).toEqual(raw.resource_changes ?? []);
    expect(plan.configuration, path).toEqual(raw.configuration);
  }
});
