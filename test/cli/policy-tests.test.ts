import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { foldersOf } from '../../src/cli/policy-tests.ts';
import { run } from './run.ts';

test.each([
  [[], ['policies/']],
  [
    ['rules/**/*.ts', 'rules/a.ts', 'own/{a,b}/c.ts'],
    ['rules/', 'own/'],
  ],
  [['*.policy.ts', 'rules/a.ts'], []],
])('the tests of %j are in %j', (patterns, folders) => {
  expect(foldersOf(patterns)).toEqual(folders);
});

test('the tests beside the configured policies are run, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-tests-'));
  try {
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'tfplan-studio.config.json'), '{ "policies": ["rules/*.ts"] }');
    for (const [part, outcome] of [
      ['rules', 'true'],
      ['src', 'false'],
    ] as const) {
      mkdirSync(join(folder, part));
      const text = `import { expect, test } from 'vitest'; test('t', () => expect(${outcome}).toBe(true));`;
      writeFileSync(join(folder, part, 'a.test.ts'), text);
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(process.cwd(), 'bin/tfplan-studio.js'), 'policies', 'test'],
      { cwd: folder, env: { ...process.env, NO_COLOR: '1' } },
    );
    expect(stdout).toMatch(/Tests +1 passed \(1\)/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('--policy has no meaning for tests', async () => {
  expect(await run(['policies', 'test', '--policy', 'a.ts'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: policies test takes no --policy, but parts of the paths of test files.\n',
  });
});
