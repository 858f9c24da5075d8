import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { progressOn } from '../../src/cli/progress.ts';
import { inThreads } from '../../src/cli/threads.ts';
import { planOf, run } from './run.ts';

const worker = pathToFileURL('bin/worker.js');
const folder = mkdtempSync(join(tmpdir(), 'many-'));
afterAll(() => rmSync(folder, { recursive: true }));

const broken = join(folder, 'broken.json');
writeFileSync(broken, '{"format_version":"1.2",');
const told = `${broken} is cut off: it ends at byte 24, in \`format_version\`; make one with \`terraform plan -out=tfplan\` and \`terraform show -json tfplan > plan.json\`.`;
const policy = join(folder, 'policy.mjs');
writeFileSync(
  policy,
  `import { definePolicy } from 'tfplan-studio';
export default definePolicy({
  id: 'own', title: 'A policy that breaks', severity: 'error', source: 'here', why: 'It must be told.',
  subject: 'domain', remedy: () => 'None.',
  require: (domain) => { throw new Error(\`no \${domain.address}\`); },
});`,
);

describe('plans checked in threads', () => {
  test('are reported like those checked one by one, with what is wrong with some of them', async () => {
    const argv = ['check', 'testdata/studio', broken, 'testdata/applied', '--no-config', '--format', 'json'];
    const [alone, together] = [await run(argv), await run(argv, { worker })];
    expect(together).toEqual(alone);
    expect([alone.code, alone.stderr]).toEqual([2, `error: ${told}\n`]);
  });

  test('are judged by policies of one’s own, whose faults are told in the order of the plans', async () => {
    const paths = [planOf('studio/locals/clean-nat'), broken, planOf('studio/flatCount/clean-nat')];
    const args = { config: false, policy: [policy] };
    const steps = vi.fn<() => void>();
    const outcomes = await inThreads(paths, { module: worker, args, threads: 2 }, steps);
    expect(outcomes.map(({ problems }) => problems.map(String))).toEqual([
      [expect.stringMatching(/^PolicyError: policy own crashed on .*: no aws_sagemaker_domain/)],
      [`InputError: ${told}`],
      [expect.stringMatching(/^PolicyError: policy own crashed on .*: no aws_sagemaker_domain/)],
    ]);
    expect(steps).toHaveBeenCalledTimes(3);
  });

  test.each([
    ['process.exit(7)', 'CommandError: The check came to no end: '],
    ['throw new Error("no luck")', 'Error: no luck'],
  ])('end with what ends a thread: %s', async (code, sentence) => {
    const module = new URL(`data:text/javascript,${code}`);
    const checks = inThreads(['a'], { module, args: {}, threads: 1 }, () => {});
    await expect(checks.catch(String)).resolves.toContain(sentence);
  });
});

/** What is written of four steps, 300 milliseconds each. */
const bars = (isTTY: boolean, env: Io['env'] = {}): readonly string[] => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const written: string[] = [];
  const stderr = { isTTY, write: (text: string) => written.push(text) };
  const { step, end } = progressOn({ stderr, env }, 4);
  for (let at = 0; at < 4; at++) {
    vi.advanceTimersByTime(300);
    step();
  }
  end();
  vi.useRealTimers();
  return written;
};

describe('progress', () => {
  test('is shown on a terminal when the work takes long, and taken away', () => {
    const clear = '\r\u001b[2K';
    expect(bars(true)).toEqual([
      `${clear}[${'#'.repeat(15)}${'.'.repeat(15)}] 2 of 4 plans`,
      `${clear}[${'#'.repeat(22)}${'.'.repeat(8)}] 3 of 4 plans`,
      clear,
    ]);
  });

  test('is not shown elsewhere', () => {
    expect(bars(false)).toEqual([]);
    expect(bars(true, { TERM: 'dumb' })).toEqual([]);
  });
});
