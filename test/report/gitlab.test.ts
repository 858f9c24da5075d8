import { describe, expect, test } from 'vitest';
import { formatOf, type Report } from '../../src/report/index.ts';
import { ACTIVE, hostileReport } from './hostile.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const gitlab = formatOf('gitlab');

const issuesOf = (report: Report): readonly Record<string, unknown>[] => JSON.parse(gitlab(report, options));

/** What GitLab's documentation asks of a code quality report. */
function expectSound(report: Report): void {
  const issues = issuesOf(report);
  for (const issue of issues) {
    expect(issue).toEqual({
      description: expect.stringMatching(/./),
      check_name: expect.stringMatching(/^[a-z0-9-]+$/),
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: expect.stringMatching(/^(?:info|minor|major|critical|blocker)$/),
      location: { path: expect.stringMatching(/^(?!\.?\/)./), lines: { begin: expect.any(Number) } },
    });
  }
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
}

test.each([
  [['studio/locals/private-dns-off']],
  [['studio/flatCount/no-endpoints', 'studio/locals/no-endpoints']],
  [['report/untrusted']],
])('%s', async (names) => {
  const report = await reportOf(...names);
  expectSound(report);
  expect(issuesOf(report)).toHaveLength(report.summary.fail + report.summary.undetermined);
});

test('with the sources', async () => {
  const shown = gitlab(await reportFromSources('studio/modules/public-subnets-main'), options);
  await expect(shown).toMatchFileSnapshot('expected/studio-modules-public-subnets-main.gitlab.json');
});

test('nothing wrong is an empty list', () => {
  expect(gitlab(reportWith({ verdict: 'pass' }), options)).toBe('[]\n');
});

test('the worst comes first; what is suppressed, passes or does not apply is left out', () => {
  const issues = issuesOf(
    reportWith(
      { verdict: 'pass' },
      { verdict: 'not-applicable' },
      { suppression: { kind: 'baseline' } },
      { verdict: 'undetermined' },
      { severity: 'warning' },
      { severity: 'error' },
    ),
  );
  expect(issues.map(({ severity }) => severity)).toEqual(['critical', 'minor', 'info']);
});

test('the description says what to do', () => {
  const [issue] = issuesOf(reportWith({ message: 'A is wrong', remedy: 'Mend it.' }));
  expect(issue).toMatchObject({ description: 'A is wrong. Mend it.' });
});

test('a finding of two plans is two issues', () => {
  const report = reportWith({ plan: 'a.json' }, { plan: 'b.json' });
  expectSound(report);
  expect(issuesOf(report)).toHaveLength(2);
});

describe('the location', () => {
  test('is the line of the source', () => {
    const evidence = [{ ...fact('a.a', 'is wrong'), file: 'network/main.tf', line: 7 }];
    expect(issuesOf(reportWith({ evidence }))[0]).toMatchObject({
      location: { path: 'network/main.tf', lines: { begin: 7 } },
    });
  });

  test.each([
    ['./plan.json', 'plan.json'],
    ['/ci/plan.json', 'plan.json'],
    [String.raw`envs\plan.json`, 'envs/plan.json'],
    ['<stdin>', '<stdin>'],
  ])('of the plan %s is %s', (plan, path) => {
    expect(issuesOf(reportWith({ plan }))[0]).toMatchObject({ location: { path, lines: { begin: 1 } } });
  });
});

test('hostile text stays text', () => {
  const report = hostileReport();
  expectSound(report);
  expect(gitlab(report, options)).not.toMatch(ACTIVE);
  for (const { description } of issuesOf(report)) expect(description).not.toMatch(ACTIVE);
});
