import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { policies } from '../../policies/index.ts';
import { formatNames } from '../../src/report/index.ts';
import { planOf, run } from './run.ts';

const plan = planOf('studio/flatCount/clean-isolated');
const formats = formatNames.join(', ');

describe('misuse is told in a sentence, with exit code 2', () => {
  test.each([
    ['', 'There is no command: name one of check, explain, graph, policies, init, completion, or --help.'],
    ['--debug=1', '--debug takes no value.'],
    ['chekc', 'There is no command chekc. Did you mean check? `tfplan-studio --help` lists the commands.'],
    ['wizard', 'There is no command wizard. `tfplan-studio --help` lists the commands.'],
    [
      'plan.json',
      'There is no command plan.json. To check a plan: `tfplan-studio check plan.json`. `tfplan-studio --help` lists the commands.',
    ],
    ['--colour check', 'There is no option --colour. Did you mean --color?'],
    [
      'check',
      'There is no plan to check: name one, as in `tfplan-studio check plan.json`, or pipe it in, as in `terraform show -json tfplan | tfplan-studio check`.',
    ],
    [`check ${plan} --foramt json`, 'There is no option --foramt. Did you mean --format?'],
    [`check ${plan} --quite`, 'There is no option --quite.'],
    [`check ${plan} -x`, 'There is no option -x.'],
    [`graph ${plan} --no-config`, 'There is no option --no-config.'],
    [`check ${plan} --strict=yes`, '--strict takes no value.'],
    [`check ${plan} --format`, '--format takes a value.'],
    [`check ${plan} --format=`, '--format takes a value.'],
    [`check ${plan} --no-format`, '--format takes a value.'],
    [`check ${plan} --format jsno`, `There is no format jsno, only ${formats}. Did you mean json?`],
    [`check ${plan} --format pdf`, `There is no format pdf, only ${formats}.`],
    [`check ${plan} --format json=`, '--format json= names no file.'],
    [
      `check ${plan} --format text --format json`,
      'Only one --format can go to standard output: name a file for the others, as in json=report.json.',
    ],
    [`check ${plan} --format json=no/where.json`, 'The folder of no/where.json does not exist.'],
    [`check ${plan} --format json=${plan}`, `${plan} would be written over: name another file.`],
    [`check ${plan} --format text=a --format json=./a`, './a would be written over: name another file.'],
    [
      `check ${plan} --fail-on eror`,
      '--fail-on takes error, warning or never, not eror. Did you mean error?',
    ],
    [`check ${plan} --fail-on error --fail-on never`, '--fail-on is given more than once.'],
    [`check ${plan} --users none`, '--users takes a whole number from 1, not none.'],
    [`check ${plan} --users 0`, '--users takes a whole number from 1, not 0.'],
    [`check ${plan} --users 1e3`, '--users takes a whole number from 1, not 1e3.'],
    [`check ${plan} --ips-per-user=-2`, '--ips-per-user takes a whole number from 1, not -2.'],
    [
      `check ${plan} --only private-subnet`,
      'There is no policy private-subnet. Did you mean private-subnets? `tfplan-studio policies` lists them.',
    ],
    [`check ${plan} --skip x`, 'There is no policy x. `tfplan-studio policies` lists them.'],
    [`check ${plan} --only vpc-dns --skip vpc-dns`, '--only and --skip leave no policy.'],
    ['policies shwo', 'There is no command policies shwo, only list, show, test. Did you mean show?'],
    ['policies list all', 'policies list takes no arguments.'],
    ['policies show', 'policies show takes the id of a policy.'],
    ['policies show dns', 'There is no policy dns. `tfplan-studio policies` lists them.'],
  ])('%s', async (line, sentence) => {
    const argv = line.split(' ').filter((word) => word !== '');
    expect(await run(argv)).toEqual({ code: 2, stdout: '', stderr: `error: ${sentence}\n` });
  });

  test('what the user wrote does not act on the terminal', async () => {
    const { stderr } = await run(['check', plan, '--format', '\u001b[31m\u202e']);
    expect(stderr).toBe(`error: There is no format \\u001b[31m\\u202e, only ${formats}.\n`);
  });

  test('--debug shows where in the program it happened', async () => {
    expect((await run(['chekc', '--debug'])).stderr).toMatch(/^error: .*\nCommandError: .*\n +at /);
  });
});

test('a fault of the program is called one', async () => {
  const broken = { write: () => expect.unreachable(), isTTY: false };
  const { main } = await import('../../src/cli/main.ts');
  let told = '';
  const stderr = { write: (text: string) => (told += text) };
  const code = await main(['--version'], { stdin: process.stdin, stdout: broken, stderr, env: {} });
  expect(code).toBe(2);
  expect(told).toMatch(
    /^error: .* \(a fault of tfplan-studio: please report it with what --debug shows\)\n$/,
  );
});

describe('--help', () => {
  test.each([
    ['general', ['--help']],
    ['check', ['check', '--help']],
    ['explain', ['explain', '--help']],
    ['graph', ['graph', '--help']],
    ['policies', ['policies', '-h']],
  ])('%s', async (name, argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(`expected/help-${name}.txt`);
  });

  test('is what the command help prints', async () => {
    expect(await run(['help'])).toEqual(await run(['--help']));
    expect(await run(['help', 'check'])).toEqual(await run(['check', '--help']));
  });

  test('does not depend on the language of the system', async () => {
    const { env } = process;
    try {
      process.env = { ...env, LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' };
      expect((await run(['--help'])).stdout).toContain('Commands:');
    } finally {
      process.env = env;
    }
  });

  test('fits into 80 columns', async () => {
    for (const command of [[], ['check'], ['policies']]) {
      const { stdout } = await run([...command, '--help']);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });
});

test('--version prints the bare number', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  expect((await run(['check', '--version'])).stdout).toBe(`${manifest.version}\n`);
});

describe('policies', () => {
  test('lists every policy on a line', async () => {
    const { code, stdout } = await run(['policies']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual(
      policies.map(({ id, severity, title }) => [id, severity, title]),
    );
    expect((await run(['policies', 'list'])).stdout).toBe(stdout);
  });

  test.each(['private-subnets', 'endpoint-ingress'])('shows all that there is to know of %s', async (id) => {
    const { code, stdout } = await run(['policies', 'show', id]);
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot(`expected/show-${id}.txt`);
  });

  test('shows several policies, and fits the terminal', async () => {
    const { stdout } = await run(['policies', 'show', 'vpc-dns', 'network-mode'], {
      isTTY: true,
      columns: 60,
    });
    const shown = stripVTControlCharacters(stdout).match(/^[\w-]+ \(\w+\)$/gm);
    expect(shown).toHaveLength(2);
    const prose = stdout.split('\n').filter((line) => /^ {2}\w/.test(line));
    expect(prose.filter((line) => line.length > 60 && !line.includes('https://'))).toEqual([]);
  });

  test("shows a policy of one's own by what it says itself", async () => {
    const file = 'policies/examples/require-tags.ts';
    const { stdout } = await run(['policies', 'show', 'require-tags', '--policy', file]);
    expect(stdout).toMatch(/^require-tags \(warning\)\n {2}Every resource has the tags .*\n\nWhy\n {2}Costs/);
    expect(stdout).not.toContain('example');
  });
});
