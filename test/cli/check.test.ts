import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/index.ts';
import { planOf, run } from './run.ts';

const failing = planOf('studio/flatCount/public-subnets-main');
const passing = planOf('applied/flatCount/clean-isolated--clean-isolated');
const targeted = planOf('format/state1target');
const empty = planOf('format/noch');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfplan-studio-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function reportOf(...argv: readonly string[]): Promise<Report> {
  const { stdout } = await run(['check', ...argv, '--format', 'json']);
  const report: Report = JSON.parse(stdout);
  return report;
}

/** The ids of the policies that a plan is judged by. */
async function judged(...argv: readonly string[]): Promise<readonly string[]> {
  return (await reportOf(failing, ...argv)).policies.map(({ id }) => id);
}

/** What subnet-capacity says. */
async function capacity(...argv: readonly string[]): Promise<readonly string[]> {
  const { results } = await reportOf(passing, '--only', 'subnet-capacity', ...argv);
  return results.map(({ verdict }) => verdict);
}

/** How wide the text is on a terminal of that many columns, links aside. */
async function widest(columns?: number): Promise<number> {
  const { stdout } = await run(['check', failing], columns === undefined ? {} : { columns });
  const lines = stdout.split('\n').filter((line) => !line.includes('https:'));
  return Math.max(...lines.map((line) => line.length));
}

/** Where the links come from, and the files that the evidence of private-subnets names. */
const named = async (...argv: readonly string[]): Promise<readonly unknown[]> => {
  const { plans, results } = await reportOf(...argv, '--only', 'private-subnets');
  const files = results.flatMap(({ evidence }) => evidence.flatMap(({ file = [] }) => file));
  return [plans[0]?.links, ...new Set(files)];
};

describe('exit codes', () => {
  test.each([
    [1, 'an error', [failing]],
    [0, 'a warning', [passing]],
    [1, 'a warning, when warnings count', [passing, '--fail-on', 'warning']],
    [0, 'an error, when nothing counts', [failing, '--fail-on', 'never']],
    [0, 'something undetermined', [targeted, '--only', 'vpc-dns']],
    [3, 'something undetermined, when that matters', [targeted, '--only', 'vpc-dns', '--strict']],
    [1, 'an error and something undetermined', [failing, '--strict']],
    [3, 'undetermined and violations that do not count', [failing, '--strict', '--fail-on', 'never']],
    [0, 'nothing to check', [empty]],
    [0, 'nothing to check, strictly', [empty, '--strict']],
    [0, 'no domain in a plan that broke off', [planOf('format/err')]],
    [3, 'no domain in a plan that broke off, when that matters', [planOf('format/err'), '--strict']],
    [0, 'passes only', [passing, '--only', 'private-subnets', '--strict', '--fail-on', 'warning']],
    [2, 'a missing plan', ['missing.json']],
    [2, 'a missing plan beside violations', [failing, 'missing.json']],
  ])('%d: %s', async (code, _what, argv) => {
    expect((await run(['check', ...argv])).code).toBe(code);
  });
});

describe('plans', () => {
  test('come from standard input when none is named, and for -', async () => {
    const stdin = await readFile(failing);
    for (const argv of [['check'], ['check', '-']]) {
      const { code, stdout } = await run(argv, { stdin });
      expect(code).toBe(1);
      expect(stdout).toMatch(/^✗ <stdin>: 1 error/);
    }
  });

  test('are named by files, folders and globs, each once, in that order', async () => {
    const { plans } = await reportOf(
      failing,
      'testdata/applied/modules',
      'testdata/applied/mod*/*/plan.json',
      failing,
    );
    expect(plans.map(({ path }) => path)).toEqual([
      failing,
      planOf('applied/modules/clean-isolated--clean-nat'),
      planOf('applied/modules/clean-isolated--mode-public'),
      planOf('applied/modules/clean-isolated--no-endpoint-api'),
    ]);
  });

  test('whose names begin with a dash follow --', async () => {
    expect((await run(['check', '--', '-plan.json'])).stderr).toBe('error: -plan.json does not exist.\n');
  });

  test('that cannot be read do not lose the others', async () => {
    const { code, stdout, stderr } = await run([
      'check',
      'testdata/inputs/state.json',
      'missing.json',
      failing,
    ]);
    expect(code).toBe(2);
    expect(stdout).toBe((await run(['check', failing])).stdout);
    expect(stderr).toMatch(
      /^error: missing\.json does not exist\.\nerror: testdata\/inputs\/state\.json is .*\n$/,
    );
  });

  test('that cannot be read are told of in the report', async () => {
    const { problems } = await reportOf(failing, 'missing.json');
    expect(problems).toEqual(['missing.json does not exist.']);
    expect(await reportOf(failing)).not.toHaveProperty('problems');
  });

  test('of which none can be read give no report', async () => {
    const { code, stdout, stderr } = await run(['check', '--format', 'json'], { stdin: '' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: <stdin> is empty; .*\n$/);
  });
});

describe('sources', () => {
  const stack = 'testdata/studio/locals/public-subnets-main';
  const plan = `${stack}/plan.json`;

  test('are those of the plan file', async () => {
    expect(await named(plan)).toEqual(['json']);
    expect(await named(plan, '--plan-file', `${stack}/tfplan`)).toEqual(['source', 'main.tf']);
  });

  test('are those of a folder', async () => {
    expect(await named(plan, '--source', stack)).toEqual(['source', `${stack}/main.tf`]);
  });

  test('are named as the user says', async () => {
    const files = ['source', 'infra/main.tf'];
    expect(await named(plan, '--plan-file', `${stack}/tfplan`, '--source-root', 'infra')).toEqual(files);
    expect(await named(plan, '--source', stack, '--source-root', 'infra/')).toEqual(files);
  });

  test('come with a plan file, which Terraform prints', async () => {
    const terraform = join(folder, 'bin/terraform');
    await mkdir(join(folder, 'bin'), { recursive: true });
    await writeFile(terraform, `#!/bin/sh\ncat "${resolve(plan)}"\n`, { mode: 0o755 });
    expect(await named(`${stack}/tfplan`, '--terraform-bin', terraform)).toEqual(['source', 'main.tf']);
  });

  test.each([
    ['Give --plan-file or --source, not both.', [plan, '--plan-file', `${stack}/tfplan`, '--source', stack]],
    ['--plan-file and --source go with one plan.', [plan, failing, '--source', stack]],
    [`${plan} is no plan file: \`terraform plan -out=tfplan\` writes one.`, [plan, '--plan-file', plan]],
    ['src holds no Terraform files: name the folder in which the plan was made.', [plan, '--source', 'src']],
  ])('%s', async (sentence, argv) => {
    const { code, stderr } = await run(['check', ...argv]);
    expect([code, stderr]).toEqual([2, `error: ${sentence}\n`]);
  });
});

describe('policies', () => {
  test('are all, or those of --only, in the order of the catalogue', async () => {
    expect(await judged('--only', 'vpc-dns', '--only', 'same-vpc')).toEqual(['same-vpc', 'vpc-dns']);
  });

  test('without those of --skip', async () => {
    const all = await judged();
    expect(await judged('--skip', 'same-vpc')).toEqual(all.filter((id) => id !== 'same-vpc'));
  });

  test('take what the user says of a domain', async () => {
    expect(await capacity()).toEqual(['pass']);
    expect(await capacity('--users', '200')).toEqual(['fail']);
    expect(await capacity('--users', '200', '--ips-per-user', '1')).toEqual(['pass']);
  });
});

describe('formats', () => {
  test('text is the default', async () => {
    const { stdout } = await run(['check', failing]);
    expect((await run(['check', failing, '--format', 'text'])).stdout).toBe(stdout);
  });

  test('go to files, whole and without colour', async () => {
    const [json, text] = [join(folder, 'report.json'), join(folder, 'report.txt')];
    const argv = ['check', failing, '--color', '--format', `json=${json}`, '--format', `text=${text}`];
    expect(await run(argv)).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(await readFile(json, 'utf8')).toBe((await run(['check', failing, '--format', 'json'])).stdout);
    expect(await readFile(text, 'utf8')).toBe((await run(['check', failing])).stdout);
    expect((await readdir(folder)).filter((name) => /report|tmp/.test(name)).sort()).toEqual([
      'report.json',
      'report.txt',
    ]);
  });

  test('one goes to standard output beside files', async () => {
    const file = join(folder, 'beside.json');
    const { stdout } = await run(['check', failing, '--format', 'text', '--format', `json=${file}`]);
    expect(stdout).toBe((await run(['check', failing])).stdout);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1 });
  });

  test('write through a link', async () => {
    const [file, link] = [join(folder, 'target.json'), join(folder, 'link.json')];
    await writeFile(file, 'old');
    await symlink(file, link);
    await run(['check', failing, '--format', `json=${link}`]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1 });
  });

  test('may have names as long as the system allows', async () => {
    const file = join(folder, 'x'.repeat(255));
    const { code, stderr } = await run(['check', failing, '--format', `json=${file}`]);
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1 });
  });

  test('that cannot be written are told', async () => {
    const { code, stderr } = await run(['check', failing, '--format', `json=${folder}`]);
    expect([code, stderr]).toEqual([2, `error: ${folder} cannot be written (EISDIR).\n`]);
  });
});

describe('equal input gives equal bytes', () => {
  test.each(['text', 'json'])('%s', async (format) => {
    const argv = ['check', 'testdata/applied', failing, '--format', format];
    expect(await run(argv)).toEqual(await run(argv));
  });
});

describe('text', () => {
  test('is as wide as the terminal, within reason', async () => {
    const [narrow, usual, wide, huge] = [
      await widest(60),
      await widest(),
      await widest(110),
      await widest(500),
    ];
    expect(narrow).toBeLessThanOrEqual(60);
    expect(await widest(0)).toBe(usual);
    expect(usual).toBeLessThanOrEqual(80);
    expect(wide).toBeGreaterThan(80);
    expect(huge).toBeLessThanOrEqual(120);
  });
});
