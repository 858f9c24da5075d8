import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { writeReport } from '../../src/cli/outputs.ts';
import { buildReport } from '../../src/report/index.ts';
import { counted, write } from '../bench/grow.mjs';

const seed = (): unknown => JSON.parse(readFileSync('test/bench/seeds/applied/plan.json', 'utf8'));

test('a plan that takes more memory than Node allows is told of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'too-much-'));
  const path = join(folder, 'plan.json');
  write(path, counted(seed(), ['aws_subnet.this'], 4000));
  // Only large plans are taken for ones that may not fit.
  appendFileSync(path, Buffer.alloc(2 ** 28, ' '));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=30', 'bin/tfplan-studio.js', 'check', path, '--no-config'],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: `error: ${path} takes more memory than Node allows: NODE_OPTIONS=--max-old-space-size=8192 allows 8 GiB.\n`,
  });
});

test('so is a report that is longer than a string may be', async () => {
  const report = {
    ...buildReport([], []),
    get results(): never {
      'x'.repeat(2 ** 29);
      throw new Error('fits');
    },
  };
  const io = { stdin: process.stdin, stdout: { write: () => {} }, stderr: process.stderr, env: {} };
  await expect(writeReport(report, [{ format: 'json', file: undefined }], io, {})).rejects.toThrow(
    'The report as json is longer than Node can hold (512 MiB): check fewer plans at once, or judge by fewer policies with --only.',
  );
});
