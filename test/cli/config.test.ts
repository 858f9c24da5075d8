import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Config } from '../../src/config/index.ts';
import type { Report } from '../../src/report/index.ts';
import { planOf, run } from './run.ts';

/** Has one error, of private-subnets, one warning, of profile-isolation, and three verdicts that are undetermined. */
const failing = resolve(planOf('studio/flatCount/public-subnets-main'));
const domain = 'aws_sagemaker_domain.this';
const root = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'configured-')));

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.chdir(root);
  vi.useRealTimers();
});

function file(path: string, content: unknown): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, path);
}

async function check(config: Config, ...argv: readonly string[]) {
  const path = file('config.json', config);
  return await run(['check', failing, '--config', path, ...argv]);
}

async function reportOf(config: Config, ...argv: readonly string[]): Promise<Report> {
  const report: Report = JSON.parse((await check(config, ...argv, '--format', 'json')).stdout);
  return report;
}

const endpointVerdict = async (config: Config): Promise<string> => {
  const path = file('features.json', config);
  const plan = planOf('policies/service-endpoints/fail-tied');
  const argv = ['check', plan, '--only', 'service-endpoints', '--format', 'json', '--config', path];
  const report: Report = JSON.parse((await run(argv)).stdout);
  return report.results.map(({ verdict, severity }) => `${verdict} ${severity}`).join();
};

const judgedBy = async (...argv: readonly string[]): Promise<number> => {
  const report: Report = JSON.parse((await run(['check', failing, '--format', 'json', ...argv])).stdout);
  return report.policies.length;
};

const ownPolicy = (id: string): string => `import { definePolicy, known } from 'tfplan-studio';
export default definePolicy({
  id: '${id}', title: 'Fails', severity: 'error', source: 'https://example.com', why: 'To see it.',
  subject: 'domain', require: (domain) => known(false, domain.fact('is there')), remedy: () => 'Nothing.',
});
`;

describe('the configuration', () => {
  test('gives defaults, and flags win', async () => {
    const config: Config = { only: ['profile-isolation'], failOn: 'warning' };
    expect((await check(config)).code).toBe(1);
    expect((await check(config, '--fail-on', 'error')).code).toBe(0);
    expect((await reportOf(config)).policies.map(({ id }) => id)).toEqual(['profile-isolation']);
    expect((await reportOf(config, '--only', 'vpc-dns')).policies.map(({ id }) => id)).toEqual(['vpc-dns']);
    expect((await check({ strict: true, only: ['limits'] })).code).toBe(3);
    expect((await check({ strict: true, only: ['limits'] }, '--no-strict')).code).toBe(0);
  });

  test('sets severities', async () => {
    const { results } = await reportOf({
      severities: { 'private-subnets': 'warning', 'profile-isolation': 'error' },
    });
    const severities = results.filter(({ verdict }) => verdict === 'fail').map((r) => [r.policy, r.severity]);
    expect(severities).toEqual([
      ['private-subnets', 'warning'],
      ['profile-isolation', 'error'],
    ]);
  });

  test('declares features', async () => {
    expect(await endpointVerdict({})).toBe('fail warning');
    expect(await endpointVerdict({ features: { 'remote-jobs': true } })).toBe('fail error');
    expect(
      await endpointVerdict({ features: { 'private-ui': false, projects: false, 'remote-jobs': false } }),
    ).toBe('pass error');
  });

  test.each<[Config, string]>([
    [{ skip: ['x'] }, 'names x, and there is no such policy.'],
    [
      { severities: { 'vpc-dsn': 'error' } },
      'names vpc-dsn, and there is no such policy. Did you mean vpc-dns?',
    ],
    [
      { waivers: [{ policy: 'limit', address: '**', reason: 'x', expires: '2030-01-01' }] },
      'names limit, and there is no such policy. Did you mean limits?',
    ],
    [{ baseline: 'none.json' }, 'none.json does not exist.'],
    [{ policies: ['none.ts'] }, 'none.ts does not exist.'],
  ])('%j is wrong', async (config, sentence) => {
    const { code, stdout, stderr } = await check(config);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  test('is found upward, and not asked for with --no-config', async () => {
    file('found/.git/HEAD', '');
    file('found/tfplan-studio.config.ts', "export default { only: ['vpc-dns'] };\n");
    mkdirSync(join(folder, 'found/stack'));
    process.chdir(join(folder, 'found/stack'));
    expect(await judgedBy()).toBe(1);
    expect(await judgedBy('--no-config')).toBeGreaterThan(20);
  });

  test('names files from the root as well', async () => {
    const path = file('rooted/tfplan-studio.config.json', {
      policies: [file('elsewhere/a.ts', ownPolicy('own-a'))],
      baseline: file('elsewhere/base.json', { version: 1, findings: [] }),
      only: ['own-a'],
    });
    const { code, stderr } = await run(['check', failing, '--config', path]);
    expect([code, stderr]).toEqual([1, '']);
  });

  test('names policies beside it, and those of the command line join them', async () => {
    file('own/policies/a.ts', ownPolicy('own-a'));
    const path = file('own/tfplan-studio.config.json', {
      policies: ['policies/*.ts'],
      only: ['own-a', 'own-b'],
    });
    const argv = ['check', failing, '--config', path, '--policy', file('own/b.mjs', ownPolicy('own-b'))];
    const { code, stdout, stderr } = await run([...argv, '--format', 'json']);
    expect([code, stderr]).toEqual([1, '']);
    const report: Report = JSON.parse(stdout);
    expect(report.results.map((result) => [result.policy, result.verdict])).toEqual([
      ['own-a', 'fail'],
      ['own-b', 'fail'],
    ]);
  });
});

test('a configuration of another kind is refused with all kinds that there are', async () => {
  const path = file('a.yaml', '');
  expect((await run(['check', failing, '--config', path])).stderr).toBe(
    `error: ${path} is not read: it has to end in .ts, .mts, .cts, .js, .mjs, .cjs, .json.\n`,
  );
});

describe('a policy that found no subject in any plan', () => {
  test.each(["'aws_s3_buckett'", '() => []'])('is told of: %s', async (subject) => {
    const argv = [
      '--policy',
      file('typo.ts', ownPolicy('typo').replace("'domain'", subject)),
      '--only',
      'typo',
    ];
    const { code, stdout } = await run(['check', failing, ...argv], { columns: 120 });
    expect(code).toBe(0);
    expect(stdout).toContain('\nnote: the policy typo found no subject in any plan\n');
    const { policies } = await reportOf({}, ...argv);
    expect(policies).toMatchObject([{ id: 'typo', idle: true }]);
  });

  test('is not told of where some plan could not be checked', async () => {
    const argv = ['--policy', file('typo.ts', ownPolicy('typo').replace("'domain'", '() => []'))];
    expect((await run(['check', failing, 'missing.json', ...argv])).stdout).not.toContain('found no subject');
  });

  test('is none of Studio, of which a plan may have nothing', async () => {
    const { stdout } = await run([
      'check',
      planOf('format/noch'),
      '--policy',
      file('own.ts', ownPolicy('own')),
    ]);
    expect(stdout).not.toContain('found no subject');
  });
});

describe('waivers', () => {
  const waiver = {
    policy: 'private-subnets',
    address: 'aws_sagemaker_domain.*',
    reason: 'moves to private subnets in March (NET-12)',
    expires: '2027-03-31',
  };

  test('findings are shown as waived, and do not count', async () => {
    vi.setSystemTime('2027-03-31T23:59:59Z');
    const { code, stdout } = await check({ waivers: [waiver] });
    expect(code).toBe(0);
    expect(stdout).toContain(`~ private-subnets  waived until 2027-03-31  ${domain}
  moves to private subnets in March (NET-12)
`);
    expect(stdout).toContain('1 warning, 21 passed, 1 waived; not judged: 3 undetermined');
    const { summary, results, waivers } = await reportOf({ waivers: [waiver] });
    expect(summary).toMatchObject({ fail: 1, waived: 1, baseline: 0 });
    expect(results.find(({ policy }) => policy === 'private-subnets')).toMatchObject({
      verdict: 'fail',
      suppression: { kind: 'waiver', reason: waiver.reason, expires: waiver.expires },
    });
    expect(waivers).toEqual([{ ...waiver, state: 'used', results: 1 }]);
  });

  test('one that has expired no longer counts, and says so', async () => {
    vi.setSystemTime('2027-04-01T00:00:00Z');
    const { code, stdout } = await check({ waivers: [waiver] });
    expect(code).toBe(1);
    expect(stdout).toContain(
      `note: the waiver of private-subnets for aws_sagemaker_domain.* expired on
      2027-03-31, so 1 finding counts again (moves to private subnets in March
      (NET-12))
`,
    );
  });

  test('one that matches nothing is reported', async () => {
    vi.setSystemTime('2026-11-23T00:00:00Z');
    const { code, stdout } = await check({
      waivers: [{ ...waiver, address: 'module.*.aws_sagemaker_domain.this' }],
    });
    expect(code).toBe(1);
    expect(stdout).toContain('waives nothing');
  });
});

describe('a baseline', () => {
  test('holds what is known, and only what is new counts', async () => {
    const path = join(folder, 'baseline.json');
    const written = await run([
      'check',
      failing,
      '--no-config',
      '--skip',
      'profile-isolation',
      '--write-baseline',
      path,
    ]);
    expect([written.code, written.stderr]).toEqual([
      0,
      `${path} holds 4 findings: --baseline ${path} accepts what is in it.\n`,
    ]);
    const baseline: unknown = JSON.parse(readFileSync(path, 'utf8'));
    expect(baseline).toMatchObject({ version: 1, findings: [{}, {}, {}, { subject: domain }] });

    const argv = ['check', failing, '--no-config', '--baseline', path, '--fail-on', 'warning'];
    const { code, stdout } = await run(argv);
    expect(code).toBe(1);
    expect(stdout).not.toContain('private-subnets');
    expect(stdout).toContain('1 warning, 21 passed, 4 in the baseline');
    expect((await run([...argv, '--skip', 'profile-isolation', '--strict'])).code).toBe(0);
    expect((await run([...argv, '--verbose'])).stdout).toContain(
      `~ private-subnets  in the baseline  ${domain}`,
    );
  });

  test('of the configuration is relative to it, and is written anew with all that is known', async () => {
    const config = file('based/tfplan-studio.config.json', { baseline: 'base.json' });
    const path = join(folder, 'based/base.json');
    await run(['check', failing, '--no-config', '--write-baseline', path]);
    const first = readFileSync(path, 'utf8');
    expect((await run(['check', failing, '--config', config, '--strict'])).code).toBe(0);
    await run(['check', failing, '--config', config, '--write-baseline', path]);
    expect(readFileSync(path, 'utf8')).toBe(first);
  });

  test('is not written over a plan, nor when a plan cannot be read', async () => {
    const over = await run(['check', failing, '--write-baseline', failing]);
    expect([over.code, over.stderr]).toEqual([
      2,
      `error: ${failing} would be written over: name another file.\n`,
    ]);
    const path = join(folder, 'partial.json');
    expect((await run(['check', failing, 'missing.json', '--write-baseline', path])).code).toBe(2);
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });
});
