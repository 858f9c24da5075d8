import { Worker } from 'node:worker_threads';
import { InputError } from '../plan/index.ts';
import { lateError } from '../policy/index.ts';
import { cutShort } from './command-error.ts';
import type { Outcome } from './plan-checks.ts';
import type { Answer } from './worker.ts';

/** How threads are started. */
export interface Crew {
  /** What a thread runs. */
  readonly module: URL;
  /** The arguments of the command. */
  readonly args: object;
  readonly threads: number;
}

/**
 * Checks plans in threads: each takes the next one when it is done.
 * @param step called after each plan
 * @returns what became of them, in their order
 */
export async function inThreads(
  paths: readonly string[],
  { module, args, threads }: Crew,
  step: () => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = paths.entries();
  const crew = new Set<Worker>();
  const start = (): Worker => {
    const worker = new Worker(module, { workerData: args });
    crew.add(worker);
    return worker;
  };
  const workOff = async (): Promise<void> => {
    let worker = start();
    for (const [index, path] of queue) {
      try {
        outcomes[index] = await ask(worker, path);
      } catch (error) {
        if (!isOutOfMemory(error)) throw error;
        outcomes[index] = { result: undefined, problems: [new InputError(TOO_LARGE(path))] };
        worker = start();
      }
      step();
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, workOff));
  } finally {
    await Promise.all([...crew].map(async (worker) => await worker.terminate()));
  }
  return outcomes;
}

const TOO_LARGE = (path: string): string =>
  `${path} takes more memory than Node allows: NODE_OPTIONS=--max-old-space-size=8192 allows 8 GiB.`;

async function ask(worker: Worker, path: string): Promise<Outcome> {
  const answer = await new Promise<Answer>((resolve, reject) => {
    worker.removeAllListeners();
    worker.once('message', resolve);
    worker.once('error', (error) => reject(isOutOfMemory(error) ? error : lateError(error)));
    worker.once('exit', () => reject(cutShort()));
    worker.postMessage(path);
  });
  return {
    result: answer.result,
    problems: answer.problems.map(({ name, ...rest }) =>
      Object.assign(new Error(rest.message), rest, { name }),
    ),
  };
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
