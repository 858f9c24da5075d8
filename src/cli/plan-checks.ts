import { stat } from 'node:fs/promises';
import { check, type CheckResult } from '../policy/index.ts';
import type { Io } from './io.ts';
import { attempt, planAt, type PlanArguments } from './plans.ts';
import { progressOn } from './progress.ts';
import type { Settings } from './settings.ts';

/** What became of one plan: its result, or what is wrong with it. */
export interface Outcome {
  readonly result: CheckResult | undefined;
  readonly problems: readonly Error[];
}

/**
 * Checks plans, in threads where there are processors and enough work, or a large plan.
 * @returns what became of them, in their order
 */
export async function checkPlans(
  paths: readonly string[],
  args: PlanArguments,
  settings: Settings,
  io: Io,
): Promise<readonly Outcome[]> {
  const progress = progressOn(io, paths.length);
  const threads = await threadsFor(paths);
  try {
    if (io.worker !== undefined && threads > 0) {
      const { inThreads } = await import('./threads.ts');
      return await inThreads(paths, { module: io.worker, args, threads }, progress.step);
    }
    const outcomes: Outcome[] = [];
    for (const path of paths) {
      outcomes.push(await outcomeOf(path, args, settings, io));
      progress.step();
    }
    return outcomes;
  } finally {
    progress.end();
  }
}

/** Reads a plan and judges it. */
export async function outcomeOf(
  path: string,
  args: PlanArguments,
  { keep, policies, options }: Pick<Settings, 'keep' | 'policies' | 'options'>,
  io: Pick<Io, 'stdin'>,
): Promise<Outcome> {
  const problems: Error[] = [];
  const result = await attempt(async () => {
    const { plan, sources } = await planAt(path, args, io, keep);
    return check(plan, policies, options, sources);
  }, problems);
  return { result, problems };
}

/** What a plan takes, roughly, and what makes a thread worth its start. */
const SECONDS = { perPlan: 0.015, perByte: 8e-9, perThread: 0.3 };
/** Each thread holds the library anew, some 60 MiB. */
const MOST_THREADS = 8;
/** Plans of this many bytes together may be in memory at one time. */
const MOST_BYTES = 2 ** 30;
/** Larger plans may take more memory than Node allows: a thread ends with an error then, and the process without one. */
const SAFE_BYTES = 2 ** 28;

/** How many threads to start; none where this one does as well, and for standard input, which it alone can read. */
async function threadsFor(paths: readonly string[]): Promise<number> {
  if (paths.includes('-')) return 0;
  const { availableParallelism } = await import('node:os');
  const sizes = await Promise.all(paths.map(sizeOf));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const largest = Math.max(...sizes, 1);
  const seconds = paths.length * SECONDS.perPlan + bytes * SECONDS.perByte;
  const worthIt = Math.min(
    MOST_THREADS,
    availableParallelism(),
    paths.length,
    Math.floor(seconds / SECONDS.perThread),
    Math.floor(MOST_BYTES / largest),
  );
  if (worthIt > 1) return worthIt;
  return largest > SAFE_BYTES ? 1 : 0;
}

const sizeOf = async (path: string): Promise<number> =>
  await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
