import { expect, test, vi } from 'vitest';
import { planOf, run } from './run.ts';

vi.mock('../../policies/index.ts', async (load) => {
  const { policies } = await load<typeof import('../../policies/index.ts')>();
  const crashing = {
    ...policies[0],
    id: 'crashing',
    judge: () => {
      throw new TypeError('no such thing');
    },
  };
  return { policies: [...policies, crashing] };
});

const plan = planOf('studio/flatCount/clean-isolated');

test('a policy that crashes is no verdict', async () => {
  expect(await run(['check', plan])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: policy crashing crashed on the plan: no such thing\n',
  });
});

test('--debug shows where it crashed', async () => {
  const { stderr } = await run(['check', plan, '--debug']);
  expect(stderr).toMatch(/\nTypeError: no such thing\n +at .*judge.*crash\.test\.ts/);
});

test('it can be skipped', async () => {
  expect((await run(['check', plan, '--skip', 'crashing'])).code).toBe(0);
});
