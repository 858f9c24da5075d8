import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { readPlan, readPlanFileSources } from '../../src/plan/index.ts';
import { check, definePolicy, PolicyError } from '../../src/policy/index.ts';
import { buildReport, formatNames, formatOf, type Report } from '../../src/report/index.ts';
import { yes } from '../../src/logic/index.ts';
import { run } from '../cli/run.ts';
import { options, root } from './reports.ts';

/** Plans by Terraform, with what they mark sensitive. */
const PLANS = {
  'report/sensitive': /5ec2e7|203\.0\.113\.0\/29|198\.51\.100|eu-west-1c|47801/gi,
  'sensitive/variables':
    /5ec2e7|203\.0\.113|198\.51\.100|192\.0\.2|:db8:|me-central|4780[0-2]|4789[89]|4790/gi,
  'sensitive/existing': /5ec2e7|203\.0\.113|198\.51\.100/gi,
};

const read = (value: { read(): unknown }): string => JSON.stringify(value.read());

const words = {
  id: 'careless',
  title: 'Nothing is secret',
  severity: 'error',
  source: 'https://example.com',
  why: 'It is not.',
} as const;

/** Every value that a policy may ask for, as a careless policy would show it. */
const careless = definePolicy({
  ...words,
  subject: 'domain',
  require: (domain, { graph }) => {
    const facts = graph.resources.map(({ address, value, before }) => ({
      address,
      text: `is ${read(value)} and was ${read(before)}`,
    }));
    const region = domain.resource && graph.provider(domain.resource)?.argument('region').text;
    return yes(...facts, domain.fact(`is in ${region}`));
  },
  remedy: () => '',
});

describe.each(Object.entries(PLANS))('%s', (name, secrets) => {
  const path = `${root}testdata/${name}/plan.json`;
  const planFile = `${root}testdata/${name}/tfplan`;
  const reports: Report[] = [];

  beforeAll(async () => {
    const plan = await readPlan(path);
    for (const sources of [undefined, existsSync(planFile) ? await readPlanFileSources(planFile) : undefined])
      reports.push(
        buildReport([check({ ...plan, path: name }, [...policies, careless], undefined, sources)], policies),
      );
  });

  test.each(formatNames)('%s shows no value that the plan marks sensitive', async (format) => {
    const textOf = formatOf(format);
    for (const report of reports) {
      for (const verbose of [false, true])
        expect(textOf(report, { ...options, verbose }).match(secrets) ?? []).toEqual([]);
    }
  });

  test('the command shows none', async () => {
    for (const links of existsSync(planFile) ? [[], ['--plan-file', planFile]] : [[]]) {
      const { code, stdout, stderr } = await run(['check', path, '--verbose', '--debug', ...links]);
      expect(code).not.toBe(2);
      expect(`${stdout}${stderr}`.match(secrets) ?? []).toEqual([]);
    }
  });

  test('the error of a policy that crashes shows none', async () => {
    const crashing = definePolicy({
      ...words,
      subject: 'domain',
      require: (_, { graph }) => {
        throw new Error(graph.resources.map(({ value }) => JSON.stringify(value.read())).join('\n'));
      },
      remedy: () => '',
    });
    const plan = await readPlan(path);
    const crash = (): unknown => check(plan, [crashing]);
    expect(crash).toThrow(PolicyError);
    try {
      crash();
    } catch (error) {
      for (let at = error; at instanceof Error; at = at.cause)
        expect(`${at.message}${at.stack}`.match(secrets) ?? []).toEqual([]);
    }
  });
});
