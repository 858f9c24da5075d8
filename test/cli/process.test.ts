import { execFile, spawn, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
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
