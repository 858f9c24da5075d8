import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { isNeeded } from '../../src/network/index.ts';
import { decodePlan, findPlans, PlanDecoder } from '../../src/plan/index.ts';
import { check } from '../../src/policy/index.ts';

const paths = await findPlans(['testdata', 'test/bench/seeds']);

describe('what the network does not need can be left out of a plan', () => {
  test.each(paths)('%s gives the same findings', (path) => {
    const bytes = readFileSync(path);
    const scanned = new PlanDecoder(path, { keep: isNeeded });
    scanned.push(bytes);
    const expected = check(decodePlan(bytes, path), policies);
    expect(check(scanned.end(), policies)).toEqual(expected);
  });

  test('and something is left out', () => {
    const path = 'test/bench/seeds/applied/plan.json';
    const decoder = new PlanDecoder(path, { keep: isNeeded });
    decoder.push(readFileSync(path));
    const { resourceChanges } = decoder.end();
    const left = resourceChanges.filter(({ change }) => change.after === undefined);
    expect(new Set(left.map(({ type }) => type))).toContain('aws_lambda_function');
  });
});

/** Data sources are never left out. */
const ONLY_READ = ['aws_region'];

test('every resource type that the network and the policies name is needed', () => {
  const named = ['src/network', 'policies']
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'(aws_\w+)'/g)].map(([, type = '']) => type));
  expect(named.length).toBeGreaterThan(50);
  expect([...new Set(named)].filter((type) => !isNeeded(type))).toEqual(ONLY_READ);
});
