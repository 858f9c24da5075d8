import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let installed: string;

/** Runs a program in the user's folder and returns what it writes to standard output. */
async function run(program: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(program, args, { cwd: folder })).stdout.trim();
}

/** Installs the built package as a user gets it, its dependency from a tarball too: there is no registry at hand. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfplan-studio-'));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const packages = [
    root,
    ...Object.keys(manifest.dependencies).map((name) => join(root, 'node_modules', name)),
  ];
  const packed = await run('npm', 'pack', ...packages, '--ignore-scripts', '--silent');
  const tarballs = packed.split('\n').map((name) => `./${name}`);
  await run('npm', 'install', '--offline', '--no-audit', '--no-fund', ...tarballs);
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

/** Checks the types of a file strictly, those of the package too, with no types of Node at hand. */
async function typecheck(file: string): Promise<void> {
  const compilerOptions = { module: 'nodenext', lib: ['es2023'], types: [], strict: true, noEmit: true };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  await run(join(root, 'node_modules/.bin/tsc'));
}

test('the reference of the policies comes along', async () => {
  const text = await run(join(folder, 'node_modules/.bin/tfplan-studio'), 'policies', 'show', 'vpc-dns');
  expect(text).toContain('\nGood example\n    resource "aws_vpc" "this" {\n');
});

test('the library is imported by name, with types', async () => {
  const modules = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');
  const names = modules.map(([path]) => path.replace('.', manifest.name));
  expect(names).toContain('tfplan-studio');
  const source = names.map((name, index) => `export * as module${index} from '${name}';`).join('\n');
  await writeFile(join(folder, 'index.ts'), source);
  await writeFile(join(folder, 'index.js'), source);
  await typecheck('index.ts');
  await run(process.execPath, 'index.js');
});

const OWN_POLICY = `
import { definePolicy } from 'tfplan-studio';

declare module 'tfplan-studio' {
  interface ResourceTypes {
    google_storage_bucket: { readonly location: string; readonly rule: readonly { readonly age: number }[] };
  }
}
const common = { title: 'T', severity: 'error', source: 's', why: 'w', remedy: () => 'r' } as const;

export const subnets = definePolicy({
  ...common, id: 'subnets', subject: 'aws_subnet',
  require: (subnet) => subnet.get('cidr_block').matches(/^10\\./),
});
export const buckets = definePolicy({
  ...common, id: 'buckets', subject: 'google_storage_bucket',
  require: (bucket) => bucket.get('rule', 0, 'age').isAtLeast(30),
});
export const others = definePolicy({
  ...common, id: 'others', subject: 'acme_thing',
  require: (thing) => thing.get('anything').isSet(),
});
`;

describe("policies of one's own", () => {
  test('are typed by the attributes of their resources', async () => {
    await writeFile(join(folder, 'own.ts'), OWN_POLICY);
    await typecheck('own.ts');
  });

  test.each([
    ["get('cidr_block')", "get('cidr_blok')"],
    ['matches(/^10\\./)', 'is(10)'],
    ["get('rule', 0, 'age')", "get('rules', 0, 'age')"],
    ["'age').isAtLeast(30)", "'year').is(30)"],
    ["subject: 'acme_thing'", "subject: 'thing'"],
  ])('%s is not %s', async (right, wrong) => {
    expect(OWN_POLICY).toContain(right);
    await writeFile(join(folder, 'wrong.ts'), OWN_POLICY.replace(right, wrong));
    await expect(typecheck('wrong.ts')).rejects.toMatchObject({
      stdout: expect.stringMatching(/^wrong\.ts\(\d+,\d+\): error/),
    });
  });

  test.each([
    { args: [], loads: false },
    { args: ['--policy', 'own.ts'], loads: true },
  ])('are compiled only if there are any: %j', async ({ args, loads }) => {
    await writeFile(join(folder, 'own.ts'), OWN_POLICY);
    await writeFile(
      join(folder, 'loaded.js'),
      `import { createRequire } from 'node:module';
      import { main } from './node_modules/tfplan-studio/dist/cli.cjs';
      const { argv, stderr } = process;
      await main(argv.slice(2), { ...process, stdout: { write: () => {} }, stderr, env: {} });
      const { cache } = createRequire(import.meta.url);
      console.log(Object.keys(cache).some((file) => file.includes('/jiti/')));`,
    );
    const plan = join(root, 'testdata/studio/flatCount/clean-isolated/plan.json');
    expect(await run(process.execPath, 'loaded.js', 'check', plan, ...args)).toBe(String(loads));
  });

  test('judge plans, and are tested by the vitest of the project', async () => {
    const command = join(folder, 'node_modules/.bin/tfplan-studio');
    await writeFile(join(folder, 'own.ts'), OWN_POLICY);
    await writeFile(join(folder, 'own.test.ts'), OWN_TEST);
    const plan = join(root, 'testdata/studio/flatCount/clean-isolated/plan.json');
    expect(
      await run(command, 'check', plan, '--policy', 'own.ts', '--only', 'subnets', '--verbose'),
    ).toContain('subnets  pass  aws_subnet.studio[0]');
    await expect(run(command, 'policies', 'test')).rejects.toThrow('npm install --save-dev vitest');
    await symlink(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
    expect(await run(command, 'policies', 'test', 'own')).toContain('1 passed');
    await writeFile(join(folder, 'own.test.ts'), OWN_TEST.replace("'pass'", "'fail'"));
    await expect(run(command, 'policies', 'test', 'own')).rejects.toMatchObject({ code: 1 });
  });
});

const OWN_TEST = `
import { planOf, verdictsOf } from 'tfplan-studio/testing';
import { expect, test } from 'vitest';
import { subnets } from './own.ts';

test('subnets are private', async () => {
  const verdicts = await verdictsOf(subnets, planOf({ 'aws_subnet.a': { cidr_block: '10.0.0.0/24' } }));
  expect(verdicts['aws_subnet.a']?.verdict).toBe('pass');
});
`;

test('every bundled package comes with its licence', async () => {
  const licences = join(installed, 'dist/THIRD-PARTY-LICENSES.txt');
  expect(await readFile(licences, 'utf8')).toMatch(/^yargs [\d.]+ \(MIT\)$/m);
});
