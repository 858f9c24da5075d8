import { expect, test } from 'vitest';
import { formatOf, type Report } from '../../src/report/index.ts';
import { ACTIVE, HOSTILE, hostileReport } from './hostile.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const spacelift = formatOf('spacelift');

const inputOf = (report: Report): Record<string, unknown> => JSON.parse(spacelift(report, options));

test('with the sources', async () => {
  const shown = spacelift(await reportFromSources('studio/modules/public-subnets-main'), options);
  await expect(shown).toMatchFileSnapshot('expected/studio-modules-public-subnets-main.spacelift.json');
});

test('by the JSON alone', async () => {
  const report = await reportOf('studio/flatCount/no-endpoints');
  const { summary, failures, undetermined } = inputOf(report);
  expect(summary).toEqual(report.summary);
  expect(failures).toHaveLength(report.summary.fail);
  expect(undetermined).toHaveLength(report.summary.undetermined);
});

test('results are grouped by what they mean', () => {
  const suppression = { kind: 'waiver', reason: 'A test domain', expires: '2027-03-31' } as const;
  const input = inputOf(
    reportWith(
      { policy: 'vpc-dns', verdict: 'pass' },
      { policy: 'limits', verdict: 'undetermined' },
      { policy: 'efs-traffic', severity: 'warning' },
      { policy: 'private-subnets' },
      { policy: 'app-egress', suppression },
    ),
  );
  expect(input).toMatchObject({
    version: 1,
    summary: { pass: 1, fail: 2, undetermined: 1, waived: 1 },
    plans: [{ path: 'plan.json', links: 'json', caveats: [], domains: 1 }],
    failures: [
      { policy: 'private-subnets', severity: 'error' },
      { policy: 'efs-traffic', severity: 'warning' },
    ],
    undetermined: [{ policy: 'limits' }],
    suppressed: [{ policy: 'app-egress', verdict: 'fail', suppression }],
  });
});

test('the addresses are those of the subject and the evidence, each once', () => {
  const chain = fact('a.a', '1', fact('b.b', '2'));
  expect(inputOf(reportWith({ subject: 's.s', evidence: [chain, chain] }))).toMatchObject({
    failures: [{ addresses: ['s.s', 'a.a', 'b.b'] }],
  });
});

test('hostile text stays text, and addresses can be compared', () => {
  const report = hostileReport();
  expect(spacelift(report, options)).not.toMatch(ACTIVE);
  expect(inputOf(report)).toMatchObject({
    failures: [
      {
        subject: HOSTILE,
        addresses: [HOSTILE],
        message: expect.not.stringMatching(ACTIVE),
        remedy: expect.not.stringMatching(ACTIVE),
      },
    ],
  });
});
