import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policies } from '../../policies/index.ts';

import { readPlan, readPlanFileSources } from '../../src/plan/index.ts';
import { check, type Finding, type Options } from '../../src/policy/index.ts';

const testdata = fileURLToPath(new URL('../../testdata', import.meta.url));

/** The folders below a part of testdata that hold a file, by their names there. */
export function foldersWith(file: string, part: string): readonly string[] {
  return readdirSync(join(testdata, part), { recursive: true, encoding: 'utf8' })
    .map((path) => join(testdata, part, path))
    .filter((path) => statSync(path).isDirectory() && existsSync(join(path, file)))
    .map((path) => relative(testdata, path))
    .sort();
}

export const pathTo = (folder: string, file: string): string => join(testdata, folder, file);

/** A JSON file of testdata; undefined where there is none. */
export function json(folder: string, file: string): unknown {
  const path = pathTo(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** What the policies say of a plan of testdata, with links by the JSON alone or by the sources in its plan file. */
export async function findingsOf(
  folder: string,
  links: 'json' | 'source',
  options: Partial<Options> = {},
): Promise<readonly Finding[]> {
  const plan = await readPlan(pathTo(folder, 'plan.json'));
  const sources = links === 'source' ? await readPlanFileSources(pathTo(folder, 'tfplan')) : undefined;
  return check(plan, policies, options, sources).findings;
}
