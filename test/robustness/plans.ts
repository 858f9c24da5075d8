import { readFileSync } from 'node:fs';
import fastGlob from 'fast-glob';
import { policies } from '../../policies/index.ts';
import { decodePlan } from '../../src/plan/index.ts';
import { check, type Finding } from '../../src/policy/index.ts';

/*
 * The tests of this folder draw a few dozen cases each, always the same. For a longer run by hand:
 *
 *   ROBUSTNESS_RUNS=5000 ROBUSTNESS_SEED=7 npx vitest run test/robustness --testTimeout 3600000
 *
 * ROBUSTNESS_PLANS takes a folder of other plans, each a file named plan.json.
 */
const {
  ROBUSTNESS_RUNS: runs,
  ROBUSTNESS_SEED: seed = '1',
  ROBUSTNESS_PLANS: folder = 'testdata',
} = process.env;

/** How fast-check is to run a property that draws `standard` cases in the ordinary tests. */
export const drawing = (standard: number): { readonly numRuns: number; readonly seed: number } => ({
  numRuns: runs === undefined ? standard : Number(runs),
  seed: Number(seed),
});

/** JSON as it is written, to be changed. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member of that name where there is one that is an object. */
export const objectAt = (value: Json | undefined, name: string): JsonObject | undefined => {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : undefined;
};

/** The text of that name; empty where there is none. */
export const textAt = (value: Json | undefined, name: string): string => {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : '';
};

/** The objects in the list of that name. */
export const objectsAt = (value: Json | undefined, name: string): readonly JsonObject[] => {
  const member = isObject(value) ? value[name] : undefined;
  return Array.isArray(member) ? member.filter(isObject) : [];
};

/** The files of real plans. */
export const planFiles: readonly string[] = fastGlob.sync(`${folder}/**/plan.json`).sort();

/** A plan's JSON, anew each time. */
export function jsonOf(file: string): JsonObject {
  const json: JsonObject = JSON.parse(readFileSync(file, 'utf8'));
  return json;
}

/** What the policies say of a plan. */
export function findingsIn(json: Json): readonly Finding[] {
  return check(decodePlan(Buffer.from(JSON.stringify(json)), 'plan.json'), policies).findings;
}

/** The verdicts by policy and subject, the most telling where there are several. */
export function verdictsIn(json: Json): ReadonlyMap<string, Finding['verdict']> {
  return new Map(findingsIn(json).map(({ policy, subject, verdict }) => [`${policy} ${subject}`, verdict]));
}
