import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import packageJson from '../../package.json' with { type: 'json' };
import { CommandError } from './command-error.ts';

/** What no plain path has. */
const GLOB = /[*?[\]{}()!]/;

/** The folders in which the tests of policies lie: beside them, or in `policies/` where none are named. */
export function foldersOf(patterns: readonly string[]): readonly string[] {
  const folders = patterns.map((pattern) => {
    const folder = pattern.split('/').slice(0, -1);
    const wild = folder.findIndex((name) => GLOB.test(name));
    return folder.slice(0, wild === -1 ? undefined : wild).join('/');
  });
  // Those of the working folder itself may be anywhere.
  if (folders.includes('')) return [];
  return folders.length === 0 ? ['policies/'] : [...new Set(folders)].map((folder) => `${folder}/`);
}

/**
 * Runs tests of policies by the vitest of the working folder's project. A project that does not have tfplan-studio gets the
 * running one.
 * @param filters parts of the paths of test files; all if empty
 * @returns the exit code: 0 if all pass, 1 if one fails or there is none
 * @throws CommandError if there is no vitest, or if it cannot start
 */
export async function testPolicies(filters: readonly string[]): Promise<number> {
  const project = createRequire(join(process.cwd(), 'package.json'));
  if (resolved(project, 'vitest/node') === undefined)
    throw new CommandError(
      'The tests are run by vitest, which is not installed here: `npm install --save-dev vitest`.',
    );
  const own = createRequire(import.meta.url);
  const names = Object.entries(packageJson.exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([entry]) => entry.replace('.', packageJson.name));
  const alias = names
    .filter((name) => resolved(project, name) === undefined)
    .map((name) => ({ find: new RegExp(`^${name}$`), replacement: own.resolve(name) }));
  try {
    const { startVitest }: typeof import('vitest/node') = project('vitest/node');
    const vitest = await startVitest('test', [...filters], { watch: false }, { resolve: { alias } });
    await vitest.close();
  } catch (error) {
    throw new CommandError(
      `The tests cannot be run: ${error instanceof Error ? error.message : String(error)}.`,
      {
        cause: error,
      },
    );
  }
  return process.exitCode === undefined || process.exitCode === 0 ? 0 : 1;
}

function resolved(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from.resolve(name);
  } catch {
    return undefined;
  }
}
