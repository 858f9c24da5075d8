import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError } from './input-error.ts';
import { unreadable } from './read.ts';

/** File names under which plans are kept: `plan.json`, `tfplan.json`, `prod.tfplan.json`, `network-plan.json` … */
const PLAN_NAME = /^(?:.*[._-])?(?:tf)?plan\.json$/i;
/** Folders that hold other people's plans, or none. */
const SKIPPED = new Set(['.git', '.terraform', 'node_modules']);
/** How much of a pattern a message repeats. */
const MAX_SHOWN = 80;
const GLOB = /[*?[\]{}!]|[@+]\(/;

/**
 * The plans that operands of the command line name.
 * @param operands files, folders (searched for plans by their names), glob patterns, and `-` for standard input
 * @returns paths as `readPlan` takes them, each once: in the order of the operands, sorted within one
 * @throws InputError for an operand that names nothing
 */
export async function findPlans(operands: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const operand of operands) {
    for (const path of await plansOf(operand)) {
      const key = path === '-' ? path : resolve(path);
      if (!found.has(key)) found.set(key, path);
    }
  }
  return [...found.values()];
}

async function plansOf(operand: string): Promise<string[]> {
  if (operand === '-') return [operand];
  if (operand === '') throw new InputError('An operand is empty: name a plan, or `-` for standard input.');
  try {
    const stats = await stat(operand);
    return stats.isDirectory() ? await plansIn(operand) : [operand];
  } catch (error) {
    if (!(error instanceof InputError) && GLOB.test(operand)) return await matchesOf(operand);
    throw unreadable(operand, error);
  }
}

async function matchesOf(pattern: string): Promise<string[]> {
  const { default: glob } = await import('fast-glob');
  const options = {
    ignore: [...SKIPPED].map((name) => `**/${name}/**`),
    followSymbolicLinks: false,
    // That would leave out links to files.
    onlyFiles: false,
  };
  const matches = await glob(pattern, options).catch(() => {
    throw new InputError(
      `${pattern.slice(0, MAX_SHOWN)} is a pattern that cannot be searched for: name fewer files.`,
    );
  });
  const files = await onlyFiles(matches);
  if (files.length === 0) throw new InputError(`${pattern} matches no file.`);
  return files.sort();
}

async function plansIn(root: string): Promise<string[]> {
  const plans: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(path);
      else if (!entry.isDirectory() && PLAN_NAME.test(entry.name)) plans.push(path);
    }
  }
  const files = await onlyFiles(plans);
  if (files.length > 0) return files.sort();
  throw new InputError(
    `${root} is a folder without plans: a plan is searched by a name such as plan.json, tfplan.json or prod.tfplan.json.`,
  );
}

/** Pipes and devices are left out, as folders are; links that lead nowhere stay, so that the user hears of them. */
async function onlyFiles(paths: readonly string[]): Promise<string[]> {
  const isFile = await Promise.all(
    paths.map(
      async (path) =>
        await stat(path).then(
          (stats) => stats.isFile(),
          () => true,
        ),
    ),
  );
  return paths.filter((_, index) => isFile[index]);
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}
