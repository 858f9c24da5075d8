import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

/*
 * The set-ups of docs/hosts.md and action.yml are run here as far as a machine without their hosts can: what they call stands in
 * a folder of its own, where `terraform` prints a plan of testdata and `npx` runs this command.
 */

const root = process.cwd();
const sections = new Map(
  readFileSync('docs/hosts.md', 'utf8')
    .split(/^## /m)
    .map((text) => [text.slice(0, text.indexOf('\n')), text]),
);
const snippets = (section: string, language: string): readonly string[] =>
  [...(sections.get(section) ?? '').matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
    .filter(([, of]) => of === language)
    .map(([, , text = '']) => text);

const source = join(root, 'testdata/studio/locals/public-subnets-main');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync(join(source, 'plan.json'), join(folder, 'bin/plan.json'));
  const command = (name: string, script: string): void => {
    writeFileSync(join(folder, 'bin', name), `#!/usr/bin/env bash\nset -e\n${script}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  };
  const studio = `exec "${process.execPath}" "${root}/bin/tfplan-studio.js" "$@"`;
  command('tfplan-studio', studio);
  command('npx', `[ "$1 $2" = "--yes tfplan-studio@${manifest.version}" ]\nshift 2\n${studio}`);
  command(
    'terraform',
    `case "$1" in
  plan) cp "${source}/tfplan" "\${!#/-out=/}" ;;
  show) cat "${source}/plan.json" ;;
esac`,
  );
  command(
    'terragrunt',
    `for unit in a b; do mkdir -p plans/$unit; cp "${source}/plan.json" plans/$unit/tfplan.json; done`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function shell(script: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-e', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}/bin:${process.env['PATH']}`, ...env },
  });
  return { status, stdout, stderr };
}

test.each([
  ['Any pipeline', '✗ tfplan: 1 error'],
  ['HCP Terraform and Terraform Enterprise', '✗ plan.json: 1 error'],
  ['Terragrunt', '✗ plans/b/tfplan.json: 1 error'],
])('%s', (section, verdict) => {
  for (const name of ['main.tf', 'variables.tf']) {
    if (existsSync(join(source, name))) copyFileSync(join(source, name), join(folder, name));
  }
  const [script = ''] = snippets(section, 'sh');
  const { status, stdout, stderr } = shell(script);
  expect([status, stderr]).toEqual([1, '']);
  expect(stdout).toContain(verdict);
});

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: unknown;
}

test('GitHub Actions: the steps that run', () => {
  const [workflow = ''] = snippets('GitHub Actions', 'yaml');
  const steps: readonly Step[] = parse(workflow).jobs.check.steps;
  const scripts = steps.flatMap(({ run }) => run ?? []);
  const checks = scripts.slice(0, 3).map((script) => shell(script));
  expect(checks.map(({ status }) => status)).toEqual([0, 0, 1]);
  expect(checks[2]?.stdout).toMatch(/^::error .*title=private-subnets/m);
  expect(readFileSync(join(folder, 'tfplan-studio.md'), 'utf8')).toContain('private-subnets');
  expect(JSON.parse(readFileSync(join(folder, 'tfplan-studio.sarif'), 'utf8'))).toMatchObject({
    version: '2.1.0',
  });
});

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly runs: { readonly steps: readonly (Step & { readonly env?: Readonly<Record<string, string>> })[] };
}

describe('action.yml', () => {
  const action: Action = parse(readFileSync('action.yml', 'utf8'));
  const { run = '', env = {} } = action.runs.steps[1] ?? {};
  const act = (inputs: Readonly<Record<string, string>>) =>
    shell(run, {
      ACTION: root,
      PLANS: inputs['plans'] ?? '',
      ARGUMENTS: inputs['arguments'] ?? '',
      SARIF: inputs['sarif'] ?? '',
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    });

  test('takes its inputs from the environment only', () => {
    expect(Object.keys(action.inputs)).toEqual(['plans', 'arguments', 'sarif']);
    expect(Object.keys(env)).toEqual(['ACTION', 'PLANS', 'ARGUMENTS', 'SARIF']);
    expect(run).not.toContain('${{');
  });

  test('checks, annotates, and writes the summary and SARIF', () => {
    const { status, stdout } = act({
      plans: 'bin/*.json\n',
      arguments: '--skip\nlimits\n',
      sarif: 'x.sarif',
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error /m);
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('private-subnets');
    expect(existsSync(join(folder, 'x.sarif'))).toBe(true);
  });

  test('says what is wrong with its inputs', () => {
    const { status, stderr } = act({ plans: '$(touch injected)' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: /);
    expect(existsSync(join(folder, 'injected'))).toBe(false);
  });
});

test('GitLab CI: both jobs', () => {
  const [snippet = ''] = snippets('GitLab CI', 'yaml');
  const jobs: Readonly<Record<string, { readonly script: readonly string[] }>> = parse(snippet);
  const planned = shell(jobs['tfplan-studio plan']?.script.join('\n') ?? '');
  expect(planned.status).toBe(0);
  const { status, stdout } = shell(jobs['tfplan-studio']?.script.join('\n') ?? '');
  expect(status).toBe(1);
  expect(stdout).toContain('✗ plan.json: 1 error');
  expect(JSON.parse(readFileSync(join(folder, 'gl-code-quality-report.json'), 'utf8'))).toBeInstanceOf(Array);
  expect(readFileSync(join(folder, 'tfplan-studio.xml'), 'utf8')).toContain('<testsuites');
});

test('Atlantis: the policy check, and the plain step', () => {
  const [repos = '', plain = ''] = snippets('Atlantis', 'yaml');
  const env = { SHOWFILE: join(folder, 'default.json'), PLANFILE: join(folder, 'default.tfplan') };
  copyFileSync(join(source, 'plan.json'), env.SHOWFILE);
  copyFileSync(join(source, 'tfplan'), env.PLANFILE);
  const { repos: served, policies, workflows } = parse(repos);
  expect(served[0]).toMatchObject({ custom_policy_check: true, workflow: 'tfplan-studio' });
  expect(policies.policy_sets).toHaveLength(1);
  const custom = shell(workflows['tfplan-studio'].policy_check.steps[1].run, env);
  expect(custom.status).toBe(0);
  expect(custom.stdout).toMatch(/^FAIL.*private-subnets/m);
  const step = shell(parse(plain).workflows['tfplan-studio'].plan.steps[3].run, env);
  expect(step.status).toBe(1);
});

test('Spacelift: the hook', () => {
  const [config = ''] = snippets('Spacelift', 'yaml');
  copyFileSync(join(source, 'tfplan'), join(folder, 'spacelift.plan'));
  const [hook = '']: readonly string[] = parse(config).stack_defaults.after_plan;
  expect(hook).not.toContain('\n');
  expect(shell(hook).status).toBe(1);
  const input: unknown = JSON.parse(
    readFileSync(join(folder, 'tfplan_studio.custom.spacelift.json'), 'utf8'),
  );
  expect(input).toMatchObject({
    failures: expect.arrayContaining([
      expect.objectContaining({ policy: 'private-subnets', severity: 'error' }),
    ]),
  });
});

test('every snippet can be read, and names this version', () => {
  const text = readFileSync('docs/hosts.md', 'utf8');
  expect([...new Set(text.match(/tfplan-studio@[\d.]+\d/g))]).toEqual([`tfplan-studio@${manifest.version}`]);
  for (const section of sections.keys()) {
    for (const yaml of snippets(section, 'yaml')) expect(parse(yaml)).toBeTypeOf('object');
    for (const sh of snippets(section, 'sh')) execFileSync('bash', ['--norc', '-n', '-c', sh]);
  }
});
