import { expect, test } from 'vitest';
import { formatNames, loadFormat } from '../../src/report/index.ts';
import { options, reportOf } from './reports.ts';

/** Values of `var.secret` in the plan. */
const SECRETS = /5ec2e7|203\.0\.113\.0\/29|198\.51\.100|eu-west-1c|47801/g;

test.each(formatNames)('%s shows no value that the plan marks sensitive', async (name) => {
  const format = await loadFormat(name);
  const shown = format(await reportOf('report/sensitive'), { ...options, verbose: true });
  expect(shown.match(SECRETS) ?? []).toEqual([]);
});
