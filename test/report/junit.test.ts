import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/policy/index.ts';
import { formatOf, type Report } from '../../src/report/index.ts';
import { ACTIVE, hostileReport } from './hostile.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const junit = formatOf('junit');

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The root of a document, by a parser that throws where a document is not well-formed. */
function parsed(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    for (const element of open.slice(-1)) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [document] = root.children;
  if (document === undefined) throw new Error('The document is empty');
  return document;
}

const documentOf = (report: Report): Element => parsed(junit(report, options));

const casesOf = (report: Report): readonly Element[] =>
  documentOf(report).children.flatMap(({ children }) => children);

const having = (name: string, cases: readonly Element[]): readonly Element[] =>
  cases.filter(({ children }) => children.some((child) => child.name === name));

type Counts = Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', string>>;

const countsOf = (cases: readonly Element[]): Counts => ({
  tests: `${cases.length}`,
  failures: `${having('failure', cases).length}`,
  errors: `${having('error', cases).length}`,
  skipped: `${having('skipped', cases).length}`,
});

/** The rules of JUnit XML that its readers share. */
function expectSound(report: Report): void {
  const document = documentOf(report);
  const suites = document.children;
  const cases = suites.flatMap(({ children }) => children);
  expect(document.name).toBe('testsuites');
  const { skipped: _, ...counts } = countsOf(cases);
  expect(document.attributes).toEqual({ name: 'tfplan-studio', ...counts });
  for (const { name, attributes, children } of suites) {
    expect(name).toBe('testsuite');
    expect(attributes).toMatchObject(countsOf(children));
  }
  expect(new Set(suites.map(({ attributes }) => attributes['name'])).size).toBe(suites.length);
  const keys = cases.map(({ attributes: { name, classname } }) => JSON.stringify([classname, name]));
  expect(new Set(keys).size).toBe(cases.length);
  for (const { name, children } of cases) {
    expect(name).toBe('testcase');
    expect(children.length).toBeLessThanOrEqual(1);
  }
}

test.each([
  'studio/flatCount/profiles-shared',
  'studio/locals/private-dns-off',
  'format/state1target',
  'format/noch',
  'report/untrusted',
])('%s is sound', async (name) => {
  const report = await reportOf(name);
  expectSound(report);
  const ofPlans = report.plans.filter(({ caveats }) => caveats.length > 0 || report.results.length === 0);
  expect(casesOf(report)).toHaveLength(ofPlans.length + report.results.length);
});

test('several plans have suites of their own', async () => {
  expectSound(await reportOf('studio/flatCount/no-endpoints', 'studio/locals/no-endpoints', 'format/noch'));
});

test('with the sources', async () => {
  const shown = junit(await reportFromSources('studio/modules/public-subnets-main'), options);
  await expect(shown).toMatchFileSnapshot('expected/studio-modules-public-subnets-main.xml');
});

test('by the JSON alone', async () => {
  const shown = junit(await reportOf('studio/locals/private-dns-off'), options);
  await expect(shown).toMatchFileSnapshot('expected/studio-locals-private-dns-off.xml');
});

/** What the cases of a report say that were skipped or failed. */
const saying = (report: Report): unknown =>
  casesOf(report).map(({ children }) => children[0]?.attributes['message']);

test('a plan with nothing to check says so', async () => {
  expect(saying(await reportOf('format/noch'))).toEqual([
    'nothing to check: no aws_sagemaker_domain in this plan',
  ]);
  expect(saying(reportWith())).toEqual(['nothing to check: no policy applies to this plan']);
});

test('what makes the verdicts weaker is said of the plan', async () => {
  const caveat = /^The plan is not complete .*: nothing passes because of what it does not list\.$/;
  const [first, ...others] = casesOf(await reportOf('format/state1target'));
  expect(first?.attributes['name']).toBe('format/state1target/plan.json');
  expect(first?.children[0]?.attributes['message']).toMatch(caveat);
  expect(others.length).toBeGreaterThan(0);
});

/** The names and attributes of what is in the only case. */
const outcomeOf = (finding: Partial<Finding>): unknown =>
  casesOf(reportWith(finding))[0]?.children.map(({ name, attributes }) => [name, attributes]);

describe('a result', () => {
  test.each(['error', 'warning'] as const)('that failed is a failure: %s', (severity) => {
    expect(outcomeOf({ severity })).toEqual([['failure', { type: severity, message: 'Something is wrong' }]]);
  });

  test('that passed is a bare case', () => {
    expect(outcomeOf({ verdict: 'pass' })).toEqual([]);
  });

  test('that is undetermined is skipped', () => {
    expect(outcomeOf({ verdict: 'undetermined' })).toEqual([
      ['skipped', { message: 'undetermined (error): Something is wrong' }],
    ]);
  });

  test('that does not apply is skipped', () => {
    expect(outcomeOf({ verdict: 'not-applicable', message: 'Does not apply' })).toEqual([
      ['skipped', { message: 'Does not apply' }],
    ]);
  });

  test('that is waived is skipped for the reason', () => {
    const suppression = { kind: 'waiver', reason: 'A test domain', expires: '2027-03-31' } as const;
    expect(outcomeOf({ suppression })).toEqual([
      ['skipped', { message: 'waived until 2027-03-31: A test domain' }],
    ]);
  });

  test('in the baseline is skipped', () => {
    expect(outcomeOf({ suppression: { kind: 'baseline' } })).toEqual([
      ['skipped', { message: 'in the baseline: Something is wrong' }],
    ]);
  });

  test('has its evidence, its remedy, code and source as text, and its place', () => {
    const evidence = [{ ...fact('a.a', 'is wrong'), file: 'main.tf', line: 7 }];
    const [only] = casesOf(reportWith({ evidence, remedy: 'Mend it.', code: 'a {\n}' }));
    expect(only?.attributes).toMatchObject({ file: 'main.tf', line: '7' });
    expect(only?.children[0]?.text).toBe(
      `\nSomething is wrong\na.a  is wrong  main.tf:7\nfix: Mend it.\na {\n}\nsee: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html\n`,
    );
  });
});

test('hostile text stays text', () => {
  const report = hostileReport();
  const shown = junit(report, options);
  expectSound(report);
  expect(shown).not.toMatch(ACTIVE);
  expect(shown).not.toMatch(/[\ufffe\uffff]|]]>|<script/);
  const [failure] = having('failure', casesOf(report));
  expect(failure?.attributes['name']).toContain(']]> &amp; </failure><script>');
  expect(failure?.children[0]?.text).toContain(']]> &amp; </failure><script>');
});
