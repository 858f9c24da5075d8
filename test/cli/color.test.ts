import { describe, expect, test } from 'vitest';
import { wantsColor } from '../../src/cli/io.ts';
import { planOf, run } from './run.ts';

describe('wantsColor', () => {
  const terminal = { isTTY: true, write: () => true };
  const file = { write: () => true };

  test.each([
    ['a terminal', undefined, {}, terminal, true],
    ['a file', undefined, {}, file, false],
    ['--color', true, { NO_COLOR: '1', TERM: 'dumb' }, file, true],
    ['--no-color', false, { FORCE_COLOR: '1' }, terminal, false],
    ['FORCE_COLOR', undefined, { FORCE_COLOR: '1', NO_COLOR: '1' }, file, true],
    ['FORCE_COLOR=0', undefined, { FORCE_COLOR: '0' }, file, false],
    ['FORCE_COLOR=false', undefined, { FORCE_COLOR: 'false' }, file, false],
    ['FORCE_COLOR=', undefined, { FORCE_COLOR: '' }, terminal, true],
    ['NO_COLOR', undefined, { NO_COLOR: '1' }, terminal, false],
    ['NO_COLOR=', undefined, { NO_COLOR: '' }, terminal, true],
    ['TERM=dumb', undefined, { TERM: 'dumb' }, terminal, false],
    ['CI', undefined, { CI: 'true' }, file, false],
  ])('%s', (_what, flag, env, output, expected) => {
    expect(wantsColor(flag, env, output)).toBe(expected);
  });
});

test('standard output and standard error are coloured', async () => {
  const argv = ['check', planOf('studio/flatCount/public-subnets-main'), 'missing.json'];
  const plain = await run(argv);
  expect(plain.stdout + plain.stderr).not.toContain('\u001b');
  for (const coloured of [await run(argv, { isTTY: true }), await run([...argv, '--color'])]) {
    expect(coloured.stdout).toContain('\u001b[31m');
    expect(coloured.stderr).toContain('\u001b[31merror:');
  }
  const json = await run([...argv, '--color', '--format', 'json']);
  expect(json.stdout).not.toContain('\u001b');
});
