import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import type { Finding, Verdict } from '../../src/policy/index.ts';
import { findingsOf, foldersWith, json, pathTo } from './plans.ts';

interface Expected {
  readonly fail: readonly string[];
  readonly undetermined: readonly string[];
  /** Policies that are not judged here. */
  readonly either: readonly string[];
}

/**
 * Where `expected.json` holds the fault of the sources, though the plan leaves what the state has: Terraform keeps what an
 * optional computed argument held when the configuration drops it, so that these pass.
 */
const KEPT_BY_THE_STATE: Readonly<Record<string, readonly string[]>> = {
  'applied/flatCount/clean-isolated--s3-unassociated': ['s3-gateway-routes'],
  'applied/locals/clean-isolated--sg-no-egress': ['app-egress', 'app-traffic', 'efs-traffic'],
};

const RANK: Readonly<Record<Verdict, number>> = { fail: 3, undetermined: 2, pass: 1, 'not-applicable': 0 };
const worst = (findings: readonly Finding[]): Verdict =>
  findings.reduce<Verdict>(
    (found, { verdict }) => (RANK[verdict] > RANK[found] ? verdict : found),
    'not-applicable',
  );

/** The verdict of each policy that is judged; one that does not apply counts as passed. */
function verdicts(
  findings: readonly Finding[],
  either: readonly string[],
): Readonly<Record<string, Verdict>> {
  const judged = policies.map(({ id }) => id).filter((id) => !either.includes(id));
  return Object.fromEntries(
    judged.map((id) => {
      const verdict = worst(findings.filter(({ policy }) => policy === id));
      return [id, verdict === 'not-applicable' ? 'pass' : verdict];
    }),
  );
}

function wanted(folder: string): {
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly either: readonly string[];
} {
  const { fail, undetermined, either } = expectedIn(folder);
  const kept = KEPT_BY_THE_STATE[folder] ?? [];
  const judged = policies.map(({ id }) => id).filter((id) => !either.includes(id));
  return {
    either,
    verdicts: Object.fromEntries(
      judged.map((id) => {
        if (fail.includes(id) && !kept.includes(id)) return [id, 'fail'];
        return [id, undetermined.includes(id) ? 'undetermined' : 'pass'];
      }),
    ),
  };
}

function expectedIn(folder: string): Expected {
  const expected = json(folder, 'expected.json');
  if (!isExpected(expected)) throw new Error(`${folder} has no expectation`);
  return expected;
}

const isExpected = (value: unknown): value is Expected =>
  typeof value === 'object' && value !== null && 'fail' in value;

const folders = ['studio', 'applied'].flatMap((part) => foldersWith('expected.json', part));
const withPlanFile = folders.filter((folder) => existsSync(pathTo(folder, 'tfplan')));

test('there are plans', () => {
  expect(folders.length).toBeGreaterThan(60);
  expect(withPlanFile.length).toBeGreaterThan(50);
});

describe('with the sources every fault is found by its policy, and nothing else', () => {
  test.each(withPlanFile)('%s', async (folder) => {
    const { verdicts: expected, either } = wanted(folder);
    expect(verdicts(await findingsOf(folder, 'source'), either)).toEqual(expected);
  });
});

describe('with the JSON alone a verdict may be undetermined, but never the opposite', () => {
  test.each(folders)('%s', async (folder) => {
    const { verdicts: expected, either } = wanted(folder);
    const found = verdicts(await findingsOf(folder, 'json'), either);
    const opposite = Object.keys(expected).filter(
      (id) => found[id] !== 'undetermined' && found[id] !== expected[id],
    );
    expect(opposite).toEqual([]);
  });
});
