import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './run.ts';

/** What is offered for the last word. */
const offered = async (...words: readonly string[]): Promise<readonly string[]> =>
  (await run(['--complete-words', ...words])).stdout.split('\n').slice(0, -1);

describe('what is offered', () => {
  test.each([
    [['ch'], ['check']],
    [['--co'], ['--color']],
    [['check', ''], []],
    [['check', 'plan.json', '--fa'], ['--fail-on']],
    [
      ['check', '--fail-on', ''],
      ['error', 'warning', 'never'],
    ],
    [
      ['check', '--format', 'j'],
      ['json', 'junit'],
    ],
    [
      ['graph', '--format', ''],
      ['mermaid', 'dot', 'json'],
    ],
    [['check', '--only', 'vpc'], ['vpc-dns']],
    [['check', '--skip', 'x'], []],
    [
      ['policies', ''],
      ['list', 'show', 'test'],
    ],
    [['policies', 'show', 'private'], ['private-subnets']],
    [['explain', ''], []],
    [['explain', 'plan.json', 'private'], ['private-subnets']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['no-command', ''], expect.arrayContaining(['check'])],
  ])('%j: %j', async (words, candidates) => {
    expect(await offered(...words)).toEqual(candidates);
  });
});

test.each([['bash'], ['zsh'], ['fish']])('%s is given a script', async (shell) => {
  const { code, stdout } = await run(['completion', shell]);
  expect(code).toBe(0);
  expect(stdout).toContain('--complete-words');
});

test('bash completes with its script', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'));
  try {
    const command = join(folder, 'tfplan-studio');
    writeFileSync(command, '#!/bin/sh\necho "policies"; echo "check"\n');
    chmodSync(command, 0o755);
    writeFileSync(join(folder, 'script'), (await run(['completion', 'bash'])).stdout);
    const replies = execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        '. script; COMP_WORDS=(tfplan-studio ch); COMP_CWORD=1; _tfplan_studio; echo "${COMPREPLY[@]}"',
      ],
      { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}:${process.env['PATH']}` } },
    );
    expect(replies).toBe('check\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([[['completion']], [['completion', 'tcsh']], [['completion', 'bash', 'zsh']]])(
  '%j is refused',
  async (argv) => {
    const { code, stderr } = await run(argv);
    expect([code, stderr]).toEqual([2, 'error: completion takes bash, zsh or fish.\n']);
  },
);
