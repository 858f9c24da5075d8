import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { options } from '../../src/cli/check.ts';
import { formatNames } from '../../src/report/index.ts';
import { run } from './run.ts';

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

test('the library is used as it says', async () => {
  const [code = ''] = blocks('js');
  const plan = 'testdata/studio/flatCount/public-subnets-main/plan.json';
  const script = code.replace("'plan.json'", `'${plan}'`);
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout).toMatch(/^private-subnets: aws_sagemaker_domain\.this: A VpcOnly domain /m);
});
