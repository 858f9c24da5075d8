import { execFile, spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
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

test('a reader that goes away is no error', async () => {
  const child = spawn(process.execPath, [bin, 'check', 'testdata/studio', '--format', 'json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let stderr = '';
  for await (const chunk of child.stderr) stderr += String(chunk);
  expect(stderr).toBe('');
});
