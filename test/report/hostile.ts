import type { Report, Result } from '../../src/report/index.ts';
import { reportWith } from './reports.ts';

/** What a plan may hold in names and values to get out of a format. */
export const HOSTILE = [
  ']]>',
  '&amp;',
  '</failure><script>alert(1)</script>',
  '"\'',
  '\u001b[31m',
  '\u009b2J',
  '\u0000\u0007\u007f',
  '\n::error::x\r\n',
  '`',
  '[a](http://evil.example)',
  '{0}',
  '\\](1)',
  '\u202e\u2066\u200b\u2028',
  '\ud800',
  '\ufffe\uffff',
  '広い🙂',
].join(' ');

/** A report that has such text wherever text comes from outside. */
export function hostileReport(): Report {
  const fact = { address: HOSTILE, attribute: HOSTILE, text: HOSTILE, file: HOSTILE, line: 3 };
  const finding = {
    plan: HOSTILE,
    subject: HOSTILE,
    message: HOSTILE,
    evidence: [{ ...fact, because: [fact] }],
    remedy: HOSTILE,
    code: HOSTILE,
  };
  const waived = { kind: 'waiver', reason: HOSTILE, expires: '2027-03-31' } as const;
  const report = reportWith(
    finding,
    { ...finding, policy: 'limits', verdict: 'undetermined', fingerprint: '1' },
    { ...finding, policy: 'app-egress', suppression: waived, fingerprint: '2' },
    { ...finding, policy: 'vpc-dns', verdict: 'pass' },
    { ...finding, policy: 'custom-efs', verdict: 'not-applicable' },
  );
  const waiver = { policy: 'limits', address: HOSTILE, reason: HOSTILE, expires: '2026-01-01', results: 0 };
  return {
    ...report,
    plans: report.plans.map((plan) => ({ ...plan, path: HOSTILE, caveats: [HOSTILE] })),
    waivers: [{ ...waiver, state: 'unused' }],
    problems: [HOSTILE],
  };
}

/** What acts on a terminal or shows a text as another. */
export const ACTIVE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** A report with as many results as asked for. */
export function largeReport(count: number, { evidence = [] }: Partial<Result> = {}): Report {
  const report = reportWith({});
  const [result] = report.results;
  if (result === undefined) return report;
  const results = Array.from({ length: count }, (_, index) => ({
    ...result,
    subject: `aws_sagemaker_domain.this[${index}]`,
    fingerprint: index.toString(16).padStart(32, '0'),
    severity: index % 2 === 0 ? ('warning' as const) : ('error' as const),
    evidence,
  }));
  return { ...report, results };
}
