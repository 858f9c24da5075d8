import { cutShort } from './command-error.ts';
import { complain } from './complain.ts';
import { type Io, processIo } from './io.ts';
import { main } from './main.ts';

export { main, work } from './main.ts';

/**
 * Runs the command as the process. The exit code is what the command says, and 2 as long as it has said nothing:
 * configurations and policies are code, which may end the process, keep the check waiting, or fail when nobody waits for it.
 * @param worker what threads run to check plans
 */
export async function runAsProcess(argv: readonly string[], worker: URL): Promise<void> {
  const io: Io = processIo(worker, (error) => end(error));
  let code: number | undefined;
  process.on('exit', () => {
    process.exitCode = code ?? 2;
    if (code === undefined) complain(cutShort(), {}, io);
  });
  const end = (error: unknown): void => {
    code = 2;
    complain(error, { debug: argv.includes('--debug') }, io);
    process.exit();
  };
  const endLate = async (error: unknown): Promise<void> => {
    const { lateError } = await import('../policy/index.ts');
    end(lateError(error));
  };
  process.on('uncaughtException', endLate).on('unhandledRejection', endLate);
  code = await main(argv, io);
}
