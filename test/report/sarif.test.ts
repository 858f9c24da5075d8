import { gzipSync } from 'node:zlib';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { formatOf, type Report } from '../../src/report/index.ts';
import { ACTIVE, HOSTILE, hostileReport, largeReport } from './hostile.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const sarif = formatOf('sarif');

const logOf = (report: Report): Log => JSON.parse(sarif(report, options));

function runOf(report: Report): Run {
  const [run, ...others] = logOf(report).runs;
  if (run === undefined || others.length > 0) throw new Error('There is not one run');
  return run;
}

const resultsOf = (report: Report): readonly Result[] => runOf(report).results ?? [];
const firstOf = (report: Report): Result | undefined => resultsOf(report)[0];

/** Every text of a log. */
function* textsIn(part: unknown): Generator<string> {
  if (typeof part === 'string') yield part;
  else if (typeof part === 'object' && part !== null)
    for (const member of Object.values(part)) yield* textsIn(member);
}

/** Every member of that name in a log. */
function* membersIn(part: unknown, name: string): Generator {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, member] of Object.entries(part)) {
    if (key === name) yield member;
    yield* membersIn(member, name);
  }
}

/** The rules of SARIF 2.1.0 and of GitHub that types cannot express. */
function expectSound(report: Report): void {
  const { tool, results = [] } = runOf(report);
  const rules = tool.driver.rules ?? [];
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { ruleId, ruleIndex, kind, level, message, locations, suppressions = [] } of results) {
    expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
    expect(kind === 'fail' ? ['error', 'warning', 'note'] : ['none']).toContain(level);
    expect(message.text).not.toBe('');
    expect(locations).toHaveLength(1);
    expect(locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBeDefined();
    for (const { kind: way, status } of suppressions) expect([way, status]).toEqual(['external', 'accepted']);
  }
  for (const uri of membersIn(logOf(report), 'uri')) {
    expect(uri).toMatch(/^(?!\/)(?:[\w.~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$/);
    expect(URL.canParse(String(uri), 'file:///repository/')).toBe(true);
  }
  for (const line of membersIn(logOf(report), 'startLine')) expect(line).toBeGreaterThanOrEqual(1);
  const prints = results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']);
  expect(new Set(prints).size).toBe(results.length);
}

/** The log, laid out, without the rules and the version, which change with other things. */
function golden(report: Report): string {
  const log = logOf(report);
  const [run] = log.runs;
  if (run !== undefined) run.tool.driver = { name: run.tool.driver.name };
  return `${JSON.stringify(log, null, 2)}\n`;
}

test('by the JSON alone', async () => {
  const shown = golden(await reportOf('studio/modules/mode-omitted'));
  await expect(shown).toMatchFileSnapshot('expected/studio-modules-mode-omitted.sarif');
});

test('with the sources, places are lines of files', async () => {
  const shown = golden(await reportFromSources('studio/modules/public-subnets-main'));
  await expect(shown).toMatchFileSnapshot('expected/studio-modules-public-subnets-main.sarif');
});

test('the tool and its rules', () => {
  const { driver } = runOf(reportWith()).tool;
  expect([driver.name, driver.semanticVersion]).toEqual([packageJson.name, packageJson.version]);
  expect(driver.rules?.find(({ id }) => id === 'private-subnets')).toEqual({
    id: 'private-subnets',
    shortDescription: { text: 'A VpcOnly domain uses private subnets only' },
    fullDescription: { text: expect.stringMatching(/^The network interfaces/) },
    help: {
      text: expect.stringMatching(/^The network interfaces.* See https:\S+$/),
      markdown: expect.stringMatching(/^The network interfaces.* \[Documentation\]\(https:\S+\)$/),
    },
    helpUri: expect.stringMatching(/^https:/),
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['aws', 'network', 'sagemaker', 'terraform'], 'problem.severity': 'error' },
  });
});

test.each([
  'studio/flatCount/profiles-shared',
  'applied/flatCount/clean-isolated--clean-isolated',
  'studio/locals/private-dns-off',
  'format/state1target',
  'format/noch',
  'report/untrusted',
])('%s is sound', async (name) => expectSound(await reportOf(name)));

test('several plans are in one run, told apart by their fingerprints', async () => {
  const report = await reportOf('studio/flatCount/no-endpoints', 'studio/locals/no-endpoints');
  expectSound(report);
  const plans = report.results.map((result) => ({ ...result, fingerprint: 'the same' }));
  expect(
    runOf({ ...report, results: plans.filter(({ policy }) => policy === 'limits') }).results,
  ).toHaveLength(2);
  expectSound({ ...report, results: plans.filter(({ policy }) => policy === 'limits') });
  expect(runOf(report)).not.toHaveProperty('automationDetails');
});

describe('results', () => {
  test('are what failed or is undetermined, the worst first', () => {
    const results = resultsOf(
      reportWith(
        { policy: 'vpc-dns', verdict: 'pass' },
        { policy: 'limits', verdict: 'undetermined' },
        { policy: 'custom-efs', verdict: 'not-applicable' },
        { policy: 'efs-traffic', severity: 'warning' },
        { policy: 'private-subnets' },
      ),
    );
    expect(results.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
      ['private-subnets', 'fail', 'error'],
      ['efs-traffic', 'fail', 'warning'],
      ['limits', 'open', 'none'],
    ]);
  });

  test('that are suppressed say why, and fail no check of a host that takes no notice', () => {
    const results = resultsOf(
      reportWith(
        { suppression: { kind: 'waiver', reason: 'A test domain', expires: '2027-03-31' } },
        { policy: 'limits', verdict: 'undetermined', suppression: { kind: 'baseline' } },
      ),
    );
    expect(results.map(({ level }) => level)).toEqual(['note', 'none']);
    expect(results.map(({ suppressions }) => suppressions?.[0]?.justification)).toEqual([
      'A test domain (until 2027-03-31)',
      'In the baseline',
    ]);
  });

  test('hold the code of the remedy', () => {
    const result = firstOf(reportWith({ code: 'resource "aws_subnet" "a" {\n}' }));
    expect(result?.properties?.['code']).toEqual(['resource "aws_subnet" "a" {', '}']);
  });
});

describe('code flows', () => {
  const chain = fact('a.a', '1', fact('b.b', '2', fact('c.c', '3')), fact('d.d', '4'));

  test('are the chains of the evidence, from root to leaf', () => {
    const flows = firstOf(reportWith({ evidence: [chain, fact('e.e', '5')] }))?.codeFlows;
    const texts = flows?.map(({ threadFlows: [flow] }) =>
      flow?.locations.map(({ location }) => location?.message?.text),
    );
    expect(texts).toEqual([['a.a 1', 'b.b 2', 'c.c 3'], ['a.a 1', 'd.d 4'], ['e.e 5']]);
  });

  test('are cut at 1,000 steps, which the message says', () => {
    const result = firstOf(reportWith({ evidence: Array.from({ length: 300 }, () => chain) }));
    const steps = result?.codeFlows?.flatMap(({ threadFlows }) => threadFlows[0]?.locations ?? []);
    expect(steps?.length).toBeLessThanOrEqual(1000);
    expect(result?.message.text).toMatch(/\(\d+ chains of the evidence left out\.\)$/);
  });
});

test.each([
  ['plan.json', 'plan.json'],
  ['./envs//prod/plan.json', 'envs/prod/plan.json'],
  ['../plan.json', '../plan.json'],
  ['a plan#1?.json', 'a%20plan%231%3F.json'],
  [String.raw`envs\prod\plan.json`, 'envs/prod/plan.json'],
  ['/ci/a b/a plan.json', 'a%20plan.json'],
  [String.raw`C:\ci\plan.json`, 'plan.json'],
  ['<stdin>', '%3Cstdin%3E'],
  ['a\ud800b', 'a%EF%BF%BDb'],
  ['a:b', 'a%3Ab'],
])('the URI of %j is %s', (plan, uri) => {
  const physical = firstOf(reportWith({ plan }))?.locations?.[0]?.physicalLocation;
  expect(physical).toEqual({ artifactLocation: { uri }, region: { startLine: 1 } });
});

test('caveats, and waivers that do nothing, are notifications', () => {
  const report = reportWith({});
  const waiver = { policy: 'limits', address: 'a.b', reason: 'None', expires: '2026-01-01', results: 2 };
  const [invocation] =
    runOf({
      ...report,
      plans: report.plans.map((plan) => ({ ...plan, caveats: ['The plan is partial.'] })),
      waivers: [{ ...waiver, state: 'expired' }],
    }).invocations ?? [];
  expect(invocation?.executionSuccessful).toBe(true);
  expect(invocation?.toolExecutionNotifications?.map(({ message }) => message.text)).toEqual([
    'The plan is partial.',
  ]);
  expect(invocation?.toolConfigurationNotifications?.map(({ message }) => message.text)).toEqual([
    'the waiver of limits for a.b expired on 2026-01-01, so 2 findings count again (None)',
  ]);
});

describe('limits of GitHub', () => {
  test('25,000 results', () => {
    const run = runOf(largeReport(25_002));
    expect(run.results).toHaveLength(25_000);
    expect(run.results?.slice(0, 12_501).every(({ level }) => level === 'error')).toBe(true);
    const [notification] = run.invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(notification?.message.text).toBe('GitHub takes no more: 2 results are left out');
  });

  test('10 MB when compressed', () => {
    const evidence = Array.from({ length: 400 }, (_, index) => ({
      address: `aws_subnet.a[${index}]`,
      text: 'is public',
      depth: 0,
    }));
    const log = sarif(largeReport(2000, { evidence }), options);
    expect(gzipSync(log).length).toBeLessThan(10_000_000);
    expect(log).toMatch(/GitHub takes no more: \d+ results are left out/);
  });
});

describe('hostile text', () => {
  const report = hostileReport();

  test('is sound', () => expectSound(report));

  test('has nothing that acts on a terminal, neither in the file nor in what it says', () => {
    expect(sarif(report, options)).not.toMatch(ACTIVE);
    for (const text of textsIn(logOf(report))) expect(text).not.toMatch(ACTIVE);
  });

  test('makes no link and no placeholder of a message', () => {
    for (const text of textsIn([...membersIn(logOf(report), 'message')])) {
      expect(text).not.toContain('](');
      expect(text.replaceAll('{{', '').replaceAll('}}', '')).not.toMatch(/[{}]/);
    }
  });

  test('keeps what shows', () => {
    expect(firstOf(report)?.message.text).toContain('広い🙂');
    expect(HOSTILE).toContain('広い🙂');
  });
});
