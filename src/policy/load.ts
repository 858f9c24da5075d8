import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, relative, resolve } from 'node:path';
import type { Jiti } from 'jiti';
import { library } from './library.ts';
import { placesOf } from './place.ts';
import type { AnyPolicy } from './policy.ts';

/** A file of the user's cannot be used. The message is one sentence for the user. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

const SUFFIXES = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
/** How much of a pattern a message repeats. */
const MAX_SHOWN = 80;
/** What a glob does not mean: packages, tests, declarations. */
const NOT_MEANT = /(?:^|\/)node_modules\/|\.(?:test|spec|d)\.\w+$/;

/**
 * Runs a JavaScript or TypeScript file. What it imports as `tfplan-studio` is the running library, so that it needs no
 * `node_modules`. Types are taken away, not checked.
 * @param file its path; the suffix says how it is read
 * @param others suffixes that the caller reads otherwise, for the message
 * @returns its exports by name; `default` is also there for a CommonJS file
 * @throws LoadError with file and line when it is missing, cannot be read as code, or throws
 */
export async function loadModule(
  file: string,
  others: readonly string[] = [],
): Promise<Readonly<Record<string, unknown>>> {
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined) throw new LoadError(`${file} does not exist.`);
  if (!stats.isFile()) throw new LoadError(`${file} is not a file.`);
  if (!SUFFIXES.includes(extname(file)))
    throw new LoadError(`${file} is not read: it has to end in ${[...SUFFIXES, ...others].join(', ')}.`);
  try {
    loader ??= createLoader();
    return await (await loader).import(await realpath(file));
  } catch (error) {
    throw new LoadError(`${file} cannot be loaded: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * What was thrown when nobody waited for it any more, in a timer for example: by code of the user's, if there is any, and
 * otherwise as it is.
 */
export const lateError = (error: unknown): unknown =>
  loader === undefined
    ? error
    : new LoadError(`Code of a configuration or policy failed on its own: ${reasonOf(error)}.`, {
        cause: error,
      });

let loader: Promise<Jiti> | undefined;

/** Compiled files are kept in the project's own folder only: in a shared one, others could plant code. */
async function createLoader(): Promise<Jiti> {
  const [{ createJiti }, virtualModules] = await Promise.all([import('jiti'), library()]);
  const modules = resolve('node_modules');
  return createJiti(import.meta.url, {
    virtualModules,
    fsCache: existsSync(modules) && `${modules}/.cache/tfplan-studio`,
  });
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const syntax = /^ParseError: ([^]*?)\s*\n\s*(.*):(\d+):(\d+)$/.exec(message);
  if (syntax !== null) {
    const [, fault, source = '', line, column] = syntax;
    return `${fault} at ${relative('', source)}:${line}:${Number(column) + 1}`;
  }
  const first = message.split('\n', 1)[0] ?? '';
  const place = placesOf(error).find(({ file }) => !/[\\/]jiti[\\/]dist[\\/]/.test(file));
  return isMissingImport(error) || place === undefined ? first : `${first} at ${place.text}`;
}

/** The stack then names the loader only. */
const isMissingImport = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';

/**
 * Loads every policy that files export, by whatever name, alone or in arrays.
 * @param patterns paths and globs
 * @returns each policy once, in the order of the patterns, of the paths that one matches, and of the names
 * of the exports, `default` first
 * @throws LoadError when a file is missing, cannot be loaded or exports no policy, and when an id is wrong or taken
 */
export async function loadPolicies(patterns: readonly string[]): Promise<readonly AnyPolicy[]> {
  const files = new Map<string, string>();
  for (const pattern of patterns) {
    for (const file of await filesOf(pattern)) files.set(resolve(file), file);
  }
  if (files.size === 0) return [];
  const { policies: builtIn } = (await library())['tfplan-studio/policies'];
  const seen = new Set(builtIn);
  const origins = new Map(builtIn.map(({ id }) => [id, 'the built-in policy of that name']));
  const loaded: AnyPolicy[] = [];
  for (const file of files.values()) {
    for (const policy of policiesIn(await loadModule(file), file)) {
      if (seen.has(policy)) continue;
      const origin = origins.get(policy.id);
      if (origin !== undefined)
        throw new LoadError(`${file} defines the policy ${policy.id}, but so does ${origin}.`);
      seen.add(policy);
      origins.set(policy.id, file);
      loaded.push({ ...policy, file });
    }
  }
  return loaded;
}

async function filesOf(pattern: string): Promise<readonly string[]> {
  if (existsSync(pattern)) return [pattern];
  const { default: glob } = await import('fast-glob');
  if (!glob.isDynamicPattern(pattern)) return [pattern];
  const found = await glob(pattern).catch(() => {
    throw new LoadError(
      `${pattern.slice(0, MAX_SHOWN)} is a pattern that cannot be searched for: name fewer files.`,
    );
  });
  const matches = found.filter((path) => !NOT_MEANT.test(path));
  if (matches.length === 0) throw new LoadError(`${pattern} matches no file.`);
  return matches.sort();
}

function policiesIn(module: Readonly<Record<string, unknown>>, file: string): readonly AnyPolicy[] {
  const names = Object.keys(module).sort();
  const exported = ['default', ...names].map((name) => module[name]);
  const policies = exported.flat().filter(isPolicy);
  if (policies.length === 0) throw new LoadError(`${file} exports no policy${insteadIn(module)}.`);
  return policies;
}

function insteadIn(module: Readonly<Record<string, unknown>>): string {
  const functions = Object.keys(module).filter((name) => typeof module[name] === 'function');
  if (functions.length > 0)
    return `, but the function ${functions[0]}: if that makes one, call it with its options and export the result`;
  const names = Object.keys(module);
  return names.length === 0 ? ', and nothing else' : `, only ${names.join(', ')}; definePolicy makes one`;
}

const isPolicy = (value: unknown): value is AnyPolicy =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'judge' in value &&
  typeof value.judge === 'function';
