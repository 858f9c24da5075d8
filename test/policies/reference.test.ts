import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { examples } from '../../policies/reference.generated.ts';
import { Example, type Kind, policiesWithExamples } from '../../scripts/examples.ts';
import { checkedConfig } from '../../src/config/index.ts';
import { check, type Finding } from '../../src/policy/index.ts';

const ids = policies.map(({ id }) => id);

async function findingsOf(example: Example): Promise<readonly Finding[]> {
  return check(await example.plan, policies, example.options, await example.sources).findings;
}

/** The policies that fail with an error. */
const errors = (findings: readonly Finding[]): ReadonlySet<string> =>
  new Set(
    findings
      .filter(({ verdict, severity }) => verdict === 'fail' && severity === 'error')
      .map(({ policy }) => policy),
  );

const verdictsOf = (findings: readonly Finding[], id: string): ReadonlySet<string> =>
  new Set(findings.filter(({ policy }) => policy === id).map(({ verdict }) => verdict));

test('every policy says how it treats unknowns, and has examples and a page', () => {
  expect(policies.filter(({ unknowns = '' }) => unknowns === '')).toEqual([]);
  expect(policiesWithExamples().toSorted()).toEqual(ids.toSorted());
  expect(Object.keys(examples)).toEqual(ids);
  expect(readdirSync('docs/policies').toSorted()).toEqual(
    [...ids.map((id) => `${id}.md`), 'README.md'].toSorted(),
  );
});

describe.each(ids)('%s', (id) => {
  test.each<Kind>(['bad', 'good'])('the plan of the %s example was made of what is shown', async (kind) => {
    const example = new Example(id, kind);
    const files = (await example.sources).modules.get('')?.files ?? [];
    const named = new Map(files.map(({ name, text }) => [name.replace(/^.*\//, ''), text]));
    expect(named).toEqual(example.files);
    expect(examples[id]?.[kind]).toBe(example.shown);
  });

  test('fails on the bad example, and no other policy finds an error there', async () => {
    const findings = await findingsOf(new Example(id, 'bad'));
    expect(verdictsOf(findings, id)).toContain('fail');
    expect([...errors(findings)].filter((other) => other !== id)).toEqual([]);
  });

  test('passes on the good example, and no policy finds an error there', async () => {
    const findings = await findingsOf(new Example(id, 'good'));
    expect([...verdictsOf(findings, id)]).toEqual(['pass']);
    expect([...errors(findings)]).toEqual([]);
  });

  test.each<Kind>(['bad', 'good'])(
    'of the %s example the JSON alone tells the same, or less',
    async (kind) => {
      const example = new Example(id, kind);
      const { findings } = check(await example.plan, policies, example.options);
      const exact = (await findingsOf(example)).map(({ verdict }) => verdict);
      const found = findings.map(({ verdict }, index) =>
        verdict === 'undetermined' ? exact[index] : verdict,
      );
      expect(found).toEqual(exact);
    },
  );

  test('has a page whose configurations are ones', () => {
    const page = readFileSync(`docs/policies/${id}.md`, 'utf8');
    const configs = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) => json);
    expect(configs.length).toBeGreaterThanOrEqual(3);
    for (const json of configs) expect(() => checkedConfig(JSON.parse(json), id)).not.toThrow();
  });
});
