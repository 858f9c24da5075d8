import { describe, expect, test } from 'vitest';
import { formatNames, formatOf, problemTextIn, type Report } from '../../src/report/index.ts';
import { ATTACKS, reportOfAttack } from './attacks.ts';
import { ACTIVE, largeReport } from './hostile.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const atlantis = formatOf('atlantis');
const problemText = problemTextIn('atlantis');
const shown = (report: Report): string => atlantis(report, options);

/** How Atlantis judges an output: since 0.39, and before. Rules: server/events/project_command_runner.go. */
const HOSTS: Readonly<Record<string, (output: string) => boolean>> = {
  '0.39': (output) =>
    /([1-9][0-9]* failure|failures": \[)/.test(output) || output.trim().startsWith('FAIL') || output === '',
  '0.38': (output) => output.toLowerCase().includes('fail') || output === '',
};

/** What `policy_item_regex: (?m)^FAIL.*` finds: an approval holds as long as these stay. */
const itemsOf = (output: string): readonly string[] => output.match(/^FAIL.*/gm) ?? [];

const summaryOf = (output: string): string | undefined => output.trimEnd().split('\n').at(-1);

test('shows what is wrong, why, and what to do', async () => {
  const output = shown(await reportFromSources('studio/locals/public-subnets-main'));
  await expect(output).toMatchFileSnapshot('expected/atlantis-public-subnets-main.txt');
});

test('warns of what is undetermined, in words of which none needs to be broken up', async () => {
  const output = shown(await reportOf('format/err', 'format/noch'));
  await expect(output).toMatchFileSnapshot('expected/atlantis-err.txt');
  expect(output).not.toContain(String.raw`\u00`);
});

describe.each(Object.entries(HOSTS))('Atlantis %s', (_, isFailed) => {
  test.each([
    ['studio/locals/public-subnets-main', true],
    ['studio/locals/no-endpoints', true],
    ['studio/locals/clean-nat', false],
    ['studio/locals/clean-isolated', false],
  ])('%s: failed is %s', async (name, failed) => {
    expect(isFailed(shown(await reportFromSources(name)))).toBe(failed);
  });

  test('passes what is undetermined, and a plan with nothing to check', async () => {
    expect(isFailed(shown(await reportOf('format/noch')))).toBe(false);
    expect(isFailed(shown(reportWith({ verdict: 'undetermined', message: 'Apps fail if' })))).toBe(false);
  });

  test('passes what is waived or known', () => {
    const waived = { kind: 'waiver', reason: 'Failover', expires: '2027-03-31' } as const;
    const report = reportWith({ suppression: waived }, { suppression: { kind: 'baseline' } });
    expect(isFailed(shown(report))).toBe(false);
    expect(summaryOf(shown(report))).toBe('2 tests, 0 passed, 0 warnings, 2 exceptions');
  });

  test.each(ATTACKS)('is not misled by %j', (text) => {
    const report = reportOfAttack(text);
    expect(isFailed(shown(report))).toBe(true);
    expect(isFailed(atlantis(report, { ...options, isViolation: () => false }))).toBe(false);
  });

  test('goes by the threshold of the check', () => {
    const report = reportWith({ severity: 'warning' });
    expect(isFailed(shown(report))).toBe(false);
    expect(isFailed(atlantis(report, { ...options, isViolation: () => true }))).toBe(true);
  });

  test('fails what could not be checked, whatever else is said', () => {
    const problem = problemText?.('prod.json is empty.') ?? '';
    expect(isFailed(problem)).toBe(true);
    expect(isFailed(shown(reportWith({ verdict: 'pass' })) + problem)).toBe(true);
  });
});

test('only Atlantis does not go by the exit code', async () => {
  const texts = formatNames.map(problemTextIn);
  expect(formatNames.filter((_, index) => texts[index] !== undefined)).toEqual(['atlantis']);
});

test('a name with the word in it can still be told', () => {
  const output = shown(reportWith({ severity: 'warning', subject: 'aws_sagemaker_domain.failover' }));
  expect(output).toContain(String.raw`aws_sagemaker_domain.fa\u0069lover`);
  expect(output).toContain(String.raw`\u0069 stands for i`);
});

describe('policy items', () => {
  const evidence = [fact('aws_subnet.s', 'is public')];
  const findings = ['a', 'b'].map((subject) => ({ subject, evidence }));

  test('are the findings, a line each', () => {
    expect(itemsOf(shown(reportWith(...findings)))).toHaveLength(2);
  });

  test.each(ATTACKS)('are not made by %j', (text) => {
    expect(itemsOf(shown(reportOfAttack(text)))).toHaveLength(1);
  });

  test('stay the same from one run to the next, in whatever folder', () => {
    const paths = ['/home/atlantis/repos/a/1/prod.json', '/home/atlantis/repos/a/2/prod.json'];
    const items = paths.map((path) => {
      const report = reportWith(...findings.map((finding) => ({ ...finding, plan: path })));
      const [plan] = report.plans;
      const plans =
        plan === undefined
          ? []
          : [
              { ...plan, path },
              { ...plan, path: `${path}.other` },
            ];
      return itemsOf(shown({ ...report, plans }));
    });
    expect(items[0]).toHaveLength(2);
    expect(items[0]).toEqual(items[1]);
    expect(items[0]?.join()).not.toContain('/home');
  });

  test('change with what is wrong', () => {
    const [first, second] = ['0', '1'].map((digit) =>
      itemsOf(shown(reportWith({ fingerprint: digit.repeat(32) }))),
    );
    expect(first).not.toEqual(second);
  });
});

describe('the comment', () => {
  test.each(ATTACKS)('keeps its fence around %j', (text) => {
    const lines = shown(reportOfAttack(text)).trimEnd().split('\n');
    expect(lines.filter((line) => /^ {0,3}[`~]/.test(line))).toEqual([]);
    expect(lines.filter((line) => ACTIVE.test(line))).toEqual([]);
  });

  test('has the summary at its end, which is what is left of one too long', () => {
    const report = largeReport(2000);
    const output = shown(report);
    expect(output.length).toBeGreaterThan(65_536);
    expect(summaryOf(output.slice(-65_536))).toBe(
      '2000 tests, 0 passed, 1000 warnings, 1000 failures, 0 exceptions',
    );
  });
});
