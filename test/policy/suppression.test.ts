import { describe, expect, test } from 'vitest';
import { addressPattern, type CheckResult, type Finding, suppress } from '../../src/policy/index.ts';

describe('the addresses that a pattern matches', () => {
  test.each([
    ['aws_sagemaker_domain.this', 'aws_sagemaker_domain.this', true],
    ['aws_sagemaker_domain.this', 'aws_sagemaker_domain.thisX', false],
    ['aws_sagemaker_domain.this', 'module.a.aws_sagemaker_domain.this', false],
    ['aws_sagemaker_domain.*', 'aws_sagemaker_domain.this', true],
    ['aws_sagemaker_domain.*', 'aws_sagemaker_domain.this[0]', false],
    ['*', 'aws_sagemaker_domain.this', false],
    ['**', 'module.a["x.y"].aws_sagemaker_domain.this[0]', true],
    ['module.*.aws_sagemaker_domain.this', 'module.a.aws_sagemaker_domain.this', true],
    ['module.*.aws_sagemaker_domain.this', 'module.a.module.b.aws_sagemaker_domain.this', false],
    ['module.**.aws_sagemaker_domain.this', 'module.a.module.b.aws_sagemaker_domain.this', true],
    ['module.team[*].**', 'module.team["a.b"].aws_sagemaker_domain.this', true],
    ['module.team[*].**', 'module.team[0].aws_sagemaker_domain.this', true],
    ['module.team[*].**', 'module.team.aws_sagemaker_domain.this', false],
    ['aws_x.y[0]', 'aws_x.y[0]', true],
    ['aws_x.y[0]', 'aws_x.y[00]', false],
    ['aws_x.y["dev-*"]', 'aws_x.y["dev-1"]', true],
    ['aws_x.y["dev-*"]', 'aws_x.y["prod-1"]', false],
    ['aws_x.y["dev-*"]', 'aws_x.y["dev-1"].z["a"]', false],
    ['aws_x.y["*"]', String.raw`aws_x.y["a\"b"]`, true],
    ['aws_x.y["a+b(c)"]', 'aws_x.y["a+b(c)"]', true],
    ['aws_x.y["a.b"]', 'aws_x.y["aXb"]', false],
  ])('%s: %s: %s', (pattern, address, isMatch) => {
    expect(addressPattern(pattern).test(address)).toBe(isMatch);
  });

  test.each([
    ['**', '*'.repeat(1000)],
    ['**["*"]**', `**["${'*'.repeat(1000)}"]${'*'.repeat(1000)}`],
  ])('are those of %s, however many asterisks stand there', (pattern, longer) => {
    const address = `module.a["${'x'.repeat(1000)}"].aws_sagemaker_domain.this`;
    for (const end of ['', '!'])
      expect(addressPattern(`${longer}${end}`).test(address)).toBe(
        addressPattern(`${pattern}${end}`).test(address),
      );
  });
});

const finding = (facts: Partial<Finding>): Finding => ({
  plan: 'plan.json',
  policy: 'vpc-dns',
  subject: 'aws_sagemaker_domain.this',
  verdict: 'fail',
  severity: 'error',
  message: '',
  evidence: [],
  remedy: '',
  fingerprint: 'f1',
  ...facts,
});

const plan = {
  path: 'plan.json',
  terraformVersion: undefined,
  formatVersion: '1.2',
  links: 'json',
  caveats: [],
  domains: 1,
} as const;
const checked = (...findings: readonly Finding[]): readonly CheckResult[] => [{ plan, findings }];
const today = '2026-11-23';
const waiver = { policy: 'vpc-dns', address: '**', reason: 'known', expires: today };
const waived = { kind: 'waiver', reason: 'known', expires: today };

const suppressions = (
  findings: readonly Finding[],
  waivers = [waiver],
  baseline: readonly string[] = [],
): readonly unknown[] => {
  const { checks, waivers: judged } = suppress(checked(...findings), {
    waivers,
    baseline: new Set(baseline),
    today,
  });
  return [
    ...checks.flatMap((result) => result.findings.map(({ suppression }) => suppression)),
    ...judged.map(({ state, results }) => `${state} ${results}`),
  ];
};

describe('a waiver', () => {
  test('counts up to its day', () => {
    expect(suppressions([finding({})])).toEqual([waived, 'used 1']);
  });

  test('counts no longer after its day', () => {
    expect(suppressions([finding({})], [{ ...waiver, expires: '2026-11-22' }])).toEqual([
      undefined,
      'expired 1',
    ]);
  });

  test('is for one policy, and for what failed or is undetermined', () => {
    const findings = [
      finding({ policy: 'limits' }),
      finding({ verdict: 'undetermined' }),
      finding({ verdict: 'pass' }),
      finding({ verdict: 'not-applicable' }),
    ];
    expect(suppressions(findings)).toEqual([undefined, waived, undefined, undefined, 'used 1']);
  });

  test('that matches nothing is unused', () => {
    expect(suppressions([finding({})], [{ ...waiver, address: 'module.a.*' }])).toEqual([
      undefined,
      'unused 0',
    ]);
  });
});

test('a baseline holds findings by their fingerprints', () => {
  const findings = [finding({}), finding({ fingerprint: 'f2' })];
  expect(suppressions(findings, [], ['f2', 'f3'])).toEqual([undefined, { kind: 'baseline' }]);
});
