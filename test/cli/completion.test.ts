import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    [['check', '--format=js'], ['--format=json']],
    [['check', '--fail-on', '=', 'w'], ['warning']],
    [
      ['check', '--fail-on', '='],
      ['error', 'warning', 'never'],
    ],
    [['check', '--users=1'], []],
    [
      ['check', '--no'],
      ['--no-config', '--no-color'],
    ],
    [
      ['init', '--host', 'git'],
      ['github', 'gitlab'],
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
        `. script
        COMP_WORDS=(tfplan-studio ch); COMP_CWORD=1; _tfplan_studio; echo "\${COMPREPLY[@]}"
        COMP_WORDS=(tfplan-studio check --fail-on =); COMP_CWORD=3; _tfplan_studio; echo "\${COMPREPLY[@]}"`,
      ],
      { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}:${process.env['PATH']}` } },
    );
    expect(replies).toBe('check\npolicies check\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(!existsSync('/usr/bin/zsh'))('zsh takes its script without compinit before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'));
  try {
    writeFileSync(join(folder, 'script'), (await run(['completion', 'zsh'])).stdout);
    const completer = execFileSync('zsh', ['-f', '-c', '. ./script; echo $_comps[tfplan-studio]'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
    });
    expect(completer).toBe('_tfplan_studio\n');
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
