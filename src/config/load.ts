import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { textOf } from '../plan/index.ts';
import { loadModule } from '../policy/index.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { checkedConfig } from './checked-config.ts';

const NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map((suffix) => `tfplan-studio.config.${suffix}`);

/** The configurations that a folder has: more than one cannot be used. */
export const configsIn = (folder: string): readonly string[] =>
  NAMES.map((name) => join(folder, name)).filter((path) => existsSync(path));

/**
 * The configuration that counts in a folder: the nearest upward, and not beyond the repository. Outside of one it is in the
 * folder itself: a configuration may be code, and who writes it above, as in /tmp, is not known.
 * @returns its path; undefined where there is none
 * @throws ConfigError where there are two
 */
export function findConfig(folder: string): string | undefined {
  for (const searched of foldersFrom(folder)) {
    const [found, second] = configsIn(searched);
    if (second !== undefined) throw new ConfigError(`There are both ${found} and ${second}: keep one.`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The folders upward to the root of the repository; the folder alone outside of one. */
function foldersFrom(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; !existsSync(join(at, '.git')); folders.push(at)) {
    const above = dirname(resolve(at));
    if (above === resolve(at)) return [folder];
    at = above;
  }
  return folders;
}

/**
 * Reads a configuration and checks it.
 * @throws ConfigError when it cannot be read or used, and LoadError when it is code that cannot be loaded
 */
export async function loadConfig(path: string): Promise<Config> {
  if (extname(path) === '.json') return checkedConfig(await readJson(path), path);
  const module = await loadModule(path, ['.json']);
  if (!Object.hasOwn(module, 'default'))
    throw new ConfigError(
      `${path} exports no configuration: it takes \`export default defineConfig({ … })\`.`,
    );
  try {
    return checkedConfig(module['default'], path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    // What looks like a value may be code.
    throw new ConfigError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * The value of a JSON file, in whichever encoding a plan may be.
 * @throws ConfigError when the file cannot be read or is no JSON
 */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = textOf(await readFile(path));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new ConfigError(`${path} ${isMissing ? 'does not exist' : 'cannot be read'}.`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${path} is no JSON: ${reason}.`, { cause: error });
  }
}
