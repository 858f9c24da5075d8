import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from './run.ts';

const root = process.cwd();
const plan = join(root, 'testdata/examples/require-tags/plan.json');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(root);
  rmSync(folder, { recursive: true });
});

const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const STARTERS = ['policies/require-tags.test.ts', 'policies/require-tags.ts', 'tfplan-studio.config.ts'];

test('what is written works at once', async () => {
  const { code, stdout, stderr } = await run(['init']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`tfplan-studio.config.ts: written
policies/require-tags.ts: written
policies/require-tags.test.ts: written

No host of a pipeline is to be seen here: --host names one of github, gitlab, atlantis, spacelift, pre-commit.

Next:
  npm install --save-dev tfplan-studio vitest
  npx tfplan-studio policies test
  npx tfplan-studio check plan.json
`);
  expect(files()).toEqual(STARTERS);
  const checked = await run(['check', plan, '--fail-on', 'warning']);
  expect([checked.code, checked.stderr]).toEqual([1, '']);
  expect(checked.stdout).toContain('! require-tags  warning  aws_s3_bucket.untagged');
});

test.each(['json', 'js', 'mjs', 'mts'])('no second configuration is written beside .%s', async (suffix) => {
  const config = `tfplan-studio.config.${suffix}`;
  writeFileSync(config, suffix === 'json' ? '{}' : 'export default {};\n');
  expect((await run(['init'])).stdout).toMatch(`${config}: is there already, and stays\npolicies/`);
  expect(files()).not.toContain('tfplan-studio.config.ts');
  expect((await run(['check', plan])).stderr).toBe('');
});

test('what a host needs is pointed to where its file is there', async () => {
  mkdirSync('.spacelift');
  writeFileSync('.spacelift/config.yml', '');
  expect((await run(['init'])).stdout).toContain(
    '.spacelift/config.yml: is there already, and stays; what it takes is in docs/hosts.md of tfplan-studio\n',
  );
  expect(readFileSync('.spacelift/config.yml', 'utf8')).toBe('');
});

test('nothing is written over', async () => {
  writeFileSync('tfplan-studio.config.ts', 'export default {};\n');
  const { code, stdout } = await run(['init']);
  expect(code).toBe(0);
  expect(stdout).toContain('tfplan-studio.config.ts: is there already, and stays\n');
  expect(readFileSync('tfplan-studio.config.ts', 'utf8')).toBe('export default {};\n');
  expect((await run(['init'])).stdout.match(/stays$/gm)).toHaveLength(3);
});

test.each([
  ['github', '.github/', '.github/workflows/tfplan-studio.yml'],
  ['gitlab', '.gitlab-ci.yml', '.gitlab/tfplan-studio.gitlab-ci.yml'],
  ['atlantis', 'atlantis.yaml', 'tfplan-studio.atlantis-repos.yaml'],
  ['spacelift', '.spacelift/', '.spacelift/config.yml'],
])('the host %s is detected, and named', async (host, sign, written) => {
  if (sign.endsWith('/')) mkdirSync(sign);
  else writeFileSync(sign, '');
  expect((await run(['init'])).stdout).toContain(`${written}: written\n`);
  expect(parse(readFileSync(written, 'utf8'))).toBeTypeOf('object');
  rmSync(written);
  rmSync(sign, { recursive: true });
  expect((await run(['init', '--host', host])).stdout).toContain(`${written}: written\n`);
});

test('no host is wanted', async () => {
  mkdirSync('.github');
  expect((await run(['init', '--host', 'none'])).code).toBe(0);
  expect(files()).toEqual(STARTERS);
});

test.each([
  [['--host', 'githup'], /^error: --host takes .*, not githup\. Did you mean github\?\n$/],
  [['here'], /^error: init takes no arguments: it writes into the working folder\.\n$/],
])('%j is refused', async (argv, sentence) => {
  const { code, stderr } = await run(['init', ...argv]);
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
  expect(files()).toEqual([]);
});

test('a folder that cannot be written to is told', async () => {
  writeFileSync('policies', '');
  const { code, stderr } = await run(['init']);
  expect([code, stderr]).toEqual([2, 'error: policies/require-tags.ts cannot be written (EEXIST).\n']);
});
