import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawing, findingsIn, type JsonObject, jsonOf, objectsAt, planFiles, textAt } from './plans.ts';

/** In JSON alone, where any instance may be meant, what is asked of some is asked of all: far below this, or far above it. */
const SECONDS = 10;
/** Small counts keep candidates below the number from which on nothing is followed. */
const COPIES = 12;

/** Repeats every instance of counted resources, with keys of their own. */
function multiply(plan: JsonObject): void {
  plan['resource_changes'] = objectsAt(plan, 'resource_changes').flatMap((change) => {
    const { index } = change;
    if ((typeof index !== 'number' && typeof index !== 'string') || change['type'] === 'aws_sagemaker_domain')
      return [change];
    const stem = textAt(change, 'address').slice(0, -JSON.stringify(index).length - '[]'.length);
    const copies = Array.from({ length: COPIES - 1 }, (_, copy) => {
      const key = typeof index === 'number' ? index + 1000 * (copy + 1) : `${index}-${copy}`;
      return { ...change, index: key, address: `${stem}[${JSON.stringify(key)}]` };
    });
    return [change, ...copies];
  });
}

function expectQuick(file: string): void {
  const plan = jsonOf(file);
  multiply(plan);
  const begin = performance.now();
  findingsIn(plan);
  expect((performance.now() - begin) / 1000, file).toBeLessThan(SECONDS);
}

// These took minutes, when each way through the network was told and asked for itself.
test.each([
  'testdata/policies/nat-gateway/pass-one-map-of-subnets/plan.json',
  'testdata/policies/app-egress/fail-own-and-base-groups/plan.json',
])('%s, many times over', expectQuick);

test('plans with many times the instances are judged in seconds', () => {
  fc.assert(fc.property(fc.constantFrom(...planFiles), expectQuick), drawing(30));
});
