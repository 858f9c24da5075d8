import { execFile, spawn, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { planOf } from './run.ts';

const bin = fileURLToPath(new URL('../../bin/tfplan-studio.js', import.meta.url));
const failing = planOf('studio/flatCount/public-subnets-main');

test('the exit code is that of the check', async () => {
  const failure = promisify(execFile)(process.execPath, [bin, 'check', failing]);
  await expect(failure).rejects.toMatchObject({ code: 1, stderr: '' });
});

test('a plan can be piped in', async () => {
  const child = spawn(process.execPath, [bin, 'check', '--fail-on', 'never'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  createReadStream(failing).pipe(child.stdin);
  let stdout = '';
  for await (const chunk of child.stdout) stdout += String(chunk);
  expect(stdout).toMatch(/^✗ <stdin>: 1 error/);
});

const inShell = (script: string, ...args: readonly string[]) =>
  spawnSync('bash', ['-c', script, 'bash', process.execPath, bin, ...args], { encoding: 'utf8' });

describe.skipIf(process.platform === 'win32')('a plan can be a pipe', () => {
  test.each(['"$1" "$2" check <(cat "$3")', 'cat "$3" | "$1" "$2" check /dev/stdin'])('%s', (script) => {
    const { status, stdout, stderr } = inShell(script, failing);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^✗ \/dev\/\S+: 1 error/);
  });

  test('but a plan file cannot, which Terraform would have to read again', () => {
    const { status, stderr } = inShell('"$1" "$2" check <(cat "$3")', 'testdata/format/refs1/tfplan');
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^error: \/dev\/fd\/\d+ is a binary plan file: run `terraform show -json` on it, /,
    );
  });
});

test('a reader that goes away is no error', async () => {
  const child = spawn(process.execPath, [bin, 'check', 'testdata/studio', '--format', 'json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let stderr = '';
  for await (const chunk of child.stderr) stderr += String(chunk);
  expect(stderr).toBe('');
});

test.skipIf(process.platform !== 'linux')('output that gets nowhere is told, and no verdict', () => {
  const { status, stderr } = inShell(
    '"$1" "$2" check "$3" > /dev/full',
    planOf('studio/flatCount/clean-isolated'),
  );
  expect([status, stderr]).toEqual([2, 'error: The output cannot be written (ENOSPC).\n']);
});

const policy = (before: string, judging = ''): string => `${before}
  import { definePolicy } from 'tfplan-studio';
  export default definePolicy({
    id: 'own', title: 'T', severity: 'error', source: 'https://example.com', why: 'W', subject: 'domain',
    require: (domain) => { ${judging}; return domain.isVpcOnly; }, remedy: () => 'R',
  });`;

describe("code of the user's decides nothing about the exit code", () => {
  const folder = mkdtempSync(join(tmpdir(), 'process-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const clean = resolve(planOf('studio/flatCount/clean-isolated'));
  const checkedWith = (kind: 'config' | 'policy', code: string) => {
    writeFileSync(join(folder, 'own.ts'), code);
    return spawnSync(process.execPath, [bin, 'check', clean, `--${kind}`, 'own.ts'], {
      cwd: folder,
      encoding: 'utf8',
    });
  };
  const ENDED =
    'The check came to no end: code of a configuration or policy ended the process, or waits for what never happens.';

  test.each([
    ['config', 'await new Promise(() => {}); export default {};'],
    ['config', 'process.exit(0);'],
    ['policy', policy('await new Promise(() => {});')],
    ['policy', policy('', 'process.exit(0)')],
  ] as const)('a check that comes to no end: %s %s', (kind, code) => {
    const { status, stdout, stderr } = checkedWith(kind, code);
    expect([status, stdout, stderr]).toEqual([2, '', `error: ${ENDED}\n`]);
  });

  test.each([
    ['config', 'export default {};\nprocess.once("beforeExit", () => process.exit(0));'],
    ['config', 'export default {};\nprocess.exitCode = 1;'],
  ] as const)('an end after the end: %s %s', (kind, code) => {
    expect(checkedWith(kind, code).status).toBe(0);
    writeFileSync(join(folder, 'own.ts'), code);
    const { status } = spawnSync(process.execPath, [bin, 'check', resolve(failing), '--config', 'own.ts'], {
      cwd: folder,
    });
    expect(status).toBe(1);
  });

  test.each([
    ['config', 'export default {};\nvoid Promise.reject(new Error("late"));', '2:21'],
    ['policy', policy('', 'setTimeout(() => { throw new Error("late") })'), '5:49'],
    ['policy', policy('', 'void Promise.reject(new Error("late"))'), '5:45'],
  ] as const)('a failure that nobody waits for: %s %s', (kind, code, place) => {
    const { status, stderr } = checkedWith(kind, code);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `error: Code of a configuration or policy failed on its own: late at own.ts:${place}.\n`,
    );
  });
});

test.skipIf(process.platform === 'win32')('a working folder that is gone is told', () => {
  const { status, stderr } = inShell('cd "$(mktemp -d)" && rmdir "$PWD" && "$1" "$2" check plan.json');
  expect([status, stderr]).toEqual([2, 'error: The working folder does not exist any more.\n']);
});
