import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { options } from '../../src/cli/check.ts';
import { formatNames, type Report } from '../../src/report/index.ts';
import { Domain, Endpoint, RouteTable, SecurityGroup, Subnet } from '../../src/network/index.ts';
import { run } from './run.ts';

/** The objects that docs/network.md tells of, but for routes, whose members are fields. */
const CLASSES: Readonly<Record<string, { readonly prototype: object }>> = {
  domain: Domain,
  subnet: Subnet,
  routeTable: RouteTable,
  securityGroup: SecurityGroup,
  endpoint: Endpoint,
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

/** The code blocks of a language. */
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);

const [example = ''] = blocks('sh');

test('the output of the example is real, with a gap where it says so', async () => {
  const argv = /npx tfplan-studio (.*)/.exec(example)?.[1]?.split(' ') ?? [];
  const { code, stdout } = await run(argv);
  expect(code).toBe(1);
  const [beginning = '', end = ''] = blocks('text')[0]?.split('⋮\n') ?? [];
  expect(stdout.slice(0, beginning.length)).toBe(beginning);
  expect(stdout.slice(-end.length)).toBe(end);
});

test('the table of policies is that of the registry', () => {
  const rows = [...readme.matchAll(/^\| \[`([\w-]+)`\]\((\S+)\) +\| (\w+) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    policies.map(({ id, severity, title }) => [id, `docs/policies/${id}.md`, severity, title]),
  );
});

test('every option and format that it names exists, and every format is named', () => {
  const table = readme.slice(readme.indexOf('| option |'), readme.indexOf('| exit code |'));
  const named = [...table.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !Object.hasOwn(options, name))).toEqual([]);
  expect([...readme.matchAll(/^- `(\w+)`: /gm)].map(([, name]) => name)).toEqual(formatNames);
});

describe('the files that it shows', () => {
  const [config = '', policy = '', , policyTest = ''] = blocks('ts');
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readme-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'policies'));
    writeFileSync(join(folder, 'tfplan-studio.config.ts'), config);
    writeFileSync(join(folder, 'policies/database-encryption.ts'), policy);
    writeFileSync(join(folder, 'policies/database-encryption.test.ts'), policyTest);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are a configuration and a policy that a check takes', async () => {
    const plan = 'testdata/studio/flatCount/public-subnets-main/plan.json';
    const argv = ['--config', join(folder, 'tfplan-studio.config.ts'), '--policy', `${folder}/policies/*.ts`];
    const { stderr, stdout } = await run(['check', plan, ...argv, '--format', 'json']);
    expect(stderr).toBe('');
    const { policies: judged, waivers }: Report = JSON.parse(stdout);
    expect(judged.map(({ id }) => id)).toContain('database-encryption');
    expect(judged.map(({ id }) => id)).not.toContain('home-efs-retention');
    expect(waivers).toMatchObject([{ policy: 'private-subnets', state: 'unused' }]);
  });

  test('are a test that passes', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'bin/tfplan-studio.js'), 'policies', 'test'],
      { cwd: folder, env: { ...process.env, NO_COLOR: '1' } },
    );
    expect(stdout).toMatch(/Tests +1 passed/);
  });
});

test('what the network is said to offer is there', () => {
  const documented = readFileSync(`${root}docs/network.md`, 'utf8');
  for (const [name, { prototype }] of Object.entries(CLASSES)) {
    const [, members = ''] = new RegExp(`^\\| \`${name}\` +\\| (.*?) +\\|$`, 'm').exec(documented) ?? [];
    const names = [...members.matchAll(/`(\w+)/g)].map(([, member = '']) => member);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((member) => !(member in prototype))).toEqual([]);
  }
});

test('what it links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the library is used as it says', async () => {
  const [code = ''] = blocks('js');
  const plan = 'testdata/studio/flatCount/public-subnets-main/plan.json';
  const script = code.replace("'plan.json'", `'${plan}'`);
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout).toMatch(/^private-subnets: aws_sagemaker_domain\.this: A VpcOnly domain /m);
});
