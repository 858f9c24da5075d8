import { expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { readPlan } from '../../src/plan/index.ts';
import { check, type Options } from '../../src/policy/index.ts';

/** What subnet-capacity says of a plan with 502 addresses for use. */
async function capacity(options?: Partial<Options>): Promise<unknown> {
  const plan = await readPlan('testdata/applied/flatCount/clean-isolated--clean-isolated/plan.json');
  return check(plan, policies, options).findings.find(({ policy }) => policy === 'subnet-capacity');
}

test('options that are left out are the default ones', async () => {
  expect(await capacity({ users: 200 })).toEqual(await capacity({ users: 200, ipsPerUser: 4 }));
  expect(await capacity({ users: 200 })).toMatchObject({ verdict: 'fail' });
  expect(await capacity()).toMatchObject({ verdict: 'pass' });
});
