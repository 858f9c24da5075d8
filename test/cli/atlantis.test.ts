import { describe, expect, test } from 'vitest';
import { planOf, run } from './run.ts';

/*
 * Atlantis loses the output of a command that fails, and then a check may count as passed: with its format on standard output
 * the exit code is 0, and whatever goes wrong is text that it reads as a failure.
 */

const failing = planOf('studio/flatCount/public-subnets-main');
const undetermined = planOf('format/state1target');
const passing = planOf('applied/flatCount/clean-isolated--clean-isolated');
const isFailed = (output: string): boolean =>
  /([1-9][0-9]* failure|failures": \[)/.test(output) || output.trim().startsWith('FAIL') || output === '';

const check = async (...argv: readonly string[]) => await run(['check', ...argv, '--format', 'atlantis']);

describe('the verdict', () => {
  test.each([
    [true, [failing]],
    [false, [failing, '--fail-on', 'never']],
    [false, [passing]],
    [true, [passing, '--fail-on', 'warning']],
    [false, [undetermined, '--only', 'vpc-dns']],
    [true, [undetermined, '--only', 'vpc-dns', '--strict']],
  ])('failed is %s for %j', async (failed, argv) => {
    const { code, stdout, stderr } = await check(...argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(isFailed(stdout)).toBe(failed);
    expect(stdout.toLowerCase().includes('fail')).toBe(failed);
  });
});

describe('what goes wrong is a failure', () => {
  test.each([
    ['missing.json does not exist.', ['missing.json']],
    ['missing.json does not exist.', [passing, 'missing.json']],
    ['There is no policy x.', [passing, '--only', 'x']],
    ['There is no option --quite.', [passing, '--quite']],
  ])('%s %j', async (sentence, argv) => {
    const { code, stdout, stderr } = await check(...argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(isFailed(stdout)).toBe(true);
    expect(stdout).toContain(`FAIL tfplan-studio: ${sentence}`);
  });

  test('in a file it is a format like any other', async () => {
    const { code, stdout, stderr } = await run(['check', 'missing.json', '--format', 'atlantis=x']);
    expect([code, stdout, stderr]).toEqual([2, '', 'error: missing.json does not exist.\n']);
  });
});
