import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { generatedFiles } from '../../scripts/generated-files.ts';
import schema from '../../schemas/report.schema.json' with { type: 'json' };
import { formatOf, type Report } from '../../src/report/index.ts';
import { fact, options, reportOf, reportWith, root } from './reports.ts';

const json = formatOf('json');
const parsed = (report: Report): unknown => JSON.parse(json(report, options));

/** The schema with every object closed, so that a member that it does not describe is found. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.entries(part).map(([key, value]) => [key, closed(value)]);
  return { ...Object.fromEntries(members), ...('properties' in part && { additionalProperties: false }) };
}

const ajv = new Ajv({ strict: true, allErrors: true });
const validate = ajv.compile(schema);
const validateClosed = new Ajv({ strict: true }).compile(Object(closed(schema)));

test.each([
  'studio/flatCount/no-endpoints',
  'studio/flatCount/profiles-shared',
  'studio/locals/private-dns-off',
  'applied/modules/clean-isolated--mode-public',
  'format/state1target',
  'format/err',
  'report/untrusted',
])('the schema describes the report of %s', async (name) => {
  const report = parsed(await reportOf(name));
  validateClosed(report);
  expect(validateClosed.errors).toBeNull();
  expect(validate(report)).toBe(true);
});

test('the schema describes facts with their places', () => {
  const evidence = [{ ...fact('aws_subnet.a', 'is public'), attribute: 'id', file: 'main.tf', line: 3 }];
  expect(validateClosed(parsed(reportWith({ evidence })))).toBe(true);
});

test('a report without results is none', () => {
  expect(validate({ version: 1, plans: [], policies: [], summary: {} })).toBe(false);
});

test.each(['studio/flatCount/no-endpoints', 'studio/locals/tgw-no-endpoints', 'format/err'])(
  '%s',
  async (name) => {
    const shown = json(await reportOf(name), options);
    await expect(shown).toMatchFileSnapshot(`expected/${name.replaceAll('/', '-')}.json`);
  },
);

describe('order', () => {
  test('the plans, then the catalogue, then the subjects', async () => {
    const names = ['studio/flatCount/profiles-shared', 'format/state1target'];
    const report = await reportOf(...names);
    expect(report.plans.map(({ path }) => path)).toEqual(names.map((name) => `${name}/plan.json`));
    const ids = report.policies.map(({ id }) => id);
    const places = report.results.map(
      ({ plan, policy }) => report.plans.findIndex(({ path }) => path === plan) * 1000 + ids.indexOf(policy),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('equal checks give equal bytes', async () => {
    const [first, second] = [await reportOf('format/mods1'), await reportOf('format/mods1')];
    expect(json(first, options)).toBe(json(second, options));
  });
});

test('the evidence is a list, depth first', () => {
  const evidence = [fact('a.a', '1', fact('b.b', '2', fact('c.c', '3')), fact('d.d', '4')), fact('e.e', '5')];
  const [result] = reportWith({ evidence }).results;
  expect(result?.evidence.map(({ address, depth }) => `${address} ${depth}`)).toEqual([
    'a.a 0',
    'b.b 1',
    'c.c 2',
    'd.d 1',
    'e.e 0',
  ]);
});

test('the summary counts the results', async () => {
  const { results, summary } = await reportOf('format/state1target');
  const { pass, fail, undetermined, notApplicable } = summary;
  expect(pass + fail + undetermined + notApplicable).toBe(results.length);
  expect(fail).toBe(results.filter(({ verdict }) => verdict === 'fail').length);
});

test('nothing in a plan acts on the terminal, and nothing is lost', () => {
  const message = '\u001b[2J\u009b\u007f\u202e\u2028\u200b"\\\n広い';
  const shown = json(reportWith({ message }), options);
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  expect(JSON.parse(shown)).toMatchObject({ results: [{ message }] });
});

test('the types are those of the schema', async () => {
  const path = 'src/report/report.generated.ts';
  expect((await generatedFiles()).get(path)).toBe(await readFile(`${root}${path}`, 'utf8'));
});
