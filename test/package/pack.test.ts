import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let installed: string;

/** Runs a program in the user's folder and returns what it writes to standard output. */
async function run(program: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(program, args, { cwd: folder })).stdout.trim();
}

/** Installs the built package as a user gets it: from the tarball alone, with no registry at hand. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfplan-studio-'));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const tarball = await run('npm', 'pack', root, '--ignore-scripts', '--silent');
  await run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
  installed = join(folder, 'node_modules/tfplan-studio');
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package holds what runs, and neither sources nor tests', async () => {
  const entries = await readdir(installed);
  expect(entries).toEqual(expect.arrayContaining(['LICENSE', 'bin', 'dist', 'schemas']));
  expect(
    entries.filter((entry) => ['policies', 'scripts', 'src', 'test', 'testdata'].includes(entry)),
  ).toEqual([]);
});

test('the command runs', async () => {
  expect(await run(join(folder, 'node_modules/.bin/tfplan-studio'), '--version')).toBe(manifest.version);
});

test('the library is imported by name, with types', async () => {
  const modules = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');
  const names = modules.map(([path]) => path.replace('.', manifest.name));
  expect(names).toContain('tfplan-studio');
  const source = names.map((name, index) => `export * as module${index} from '${name}';`).join('\n');
  await writeFile(join(folder, 'index.ts'), source);
  await writeFile(join(folder, 'index.js'), source);
  const compilerOptions = {
    module: 'nodenext',
    lib: ['es2023'],
    types: [],
    skipLibCheck: true,
    strict: true,
    noEmit: true,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['index.ts'] }));
  await run(join(root, 'node_modules/.bin/tsc'));
  await run(process.execPath, 'index.js');
});

test('every bundled package comes with its licence', async () => {
  const licences = join(installed, 'dist/THIRD-PARTY-LICENSES.txt');
  expect(await readFile(licences, 'utf8')).toMatch(/^yargs [\d.]+ \(MIT\)$/m);
});
