import { Readable } from 'node:stream';
import { main } from '../../src/cli/main.ts';

interface Surroundings {
  /** What is piped in; a terminal if undefined. */
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the outputs are terminals. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** What threads run. */
  readonly worker?: URL;
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process. */
export async function run(argv: readonly string[], around: Surroundings = {}): Promise<Ran> {
  const { stdin, env = {}, isTTY = false, columns, worker } = around;
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    ...(columns !== undefined && { columns }),
    write: (text: string) => {
      written[name] += text;
    },
  });
  const code = await main(argv, {
    stdin: Object.assign(Readable.from(stdin === undefined ? [] : [Buffer.from(stdin)]), {
      isTTY: stdin === undefined,
    }),
    stdout: output('stdout'),
    stderr: output('stderr'),
    env,
    ...(worker && { worker }),
  });
  return { code, ...written };
}

/** The path of a real plan, by its folder in testdata. */
export const planOf = (name: string): string => `testdata/${name}/plan.json`;
