import { parentPort, workerData } from 'node:worker_threads';
import { outcomeOf, type Outcome } from './plan-checks.ts';
import { type Settings, settingsOf } from './settings.ts';

/** An outcome as it can be sent: errors lose their names on the way. */
export interface Answer extends Pick<Outcome, 'result'> {
  readonly problems: readonly { readonly name: string; readonly message: string; readonly stack: string }[];
}

/** What a thread does that checks plans: it is sent paths, and answers each. */
export async function work(): Promise<void> {
  const settings = await settingsOf(workerData, new Date());
  parentPort?.on('message', (path: string) => {
    void answer(path, settings);
  });
}

async function answer(path: string, settings: Settings): Promise<void> {
  const { result, problems } = await outcomeOf(path, workerData, settings, process).catch(faulty);
  const sent: Answer = {
    result,
    problems: problems.map(({ name, message, stack = '' }) => ({ name, message, stack })),
  };
  parentPort?.postMessage(sent);
}

const faulty = (error: unknown): Outcome => ({
  result: undefined,
  problems: [error instanceof Error ? error : new Error(String(error))],
});
