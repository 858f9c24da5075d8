import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import fastGlob from 'fast-glob';
import { describe, expect, it } from 'vitest';
import { Evaluator, Mapping, Sequence, type Value, isKnown } from '../../src/hcl/index.ts';
import { type Json, PlanFolder, ignoresChanges, isObject, type PlannedResource } from './planned.ts';

const folders = fastGlob
  .sync('testdata/**/plan.json')
  .map(dirname)
  .filter((folder) => existsSync(`${folder}/main.tf`))
  .sort();

/** Every argument that the sources set, with what the plan says of it. */
function* configured(
  plan: PlanFolder,
): Iterable<{ name: string; value: Value; planned: Json; unknown: Json }> {
  const evaluator = new Evaluator(plan);
  for (const resource of plan.resources) {
    const block = evaluator.resource(resource);
    if (block !== undefined && ignoresChanges(block)) continue;
    for (const [name, planned, unknown] of attributes(resource)) {
      const argument = block?.argument([name]);
      if (argument?.isConfigured)
        yield { name: `${resource.address}.${name}`, value: argument.value, planned, unknown };
    }
  }
}

function attributes({ after, unknown }: PlannedResource): (readonly [string, Json, Json])[] {
  const [values, marks] = [members(after), members(unknown)];
  return [...new Set([...Object.keys(values), ...Object.keys(marks)])].map((name) => [
    name,
    values[name] ?? null,
    marks[name] ?? false,
  ]);
}

function members(value: Json): { [key: string]: Json } {
  return isObject(value) ? value : {};
}

/** Equal but for what providers normalise: defaults, order of sets and of JSON keys, spellings, write-only arguments. */
function agrees(value: Value, planned: Json): boolean {
  if (value === null) return true;
  if (value instanceof Sequence) {
    return (
      Array.isArray(planned) &&
      planned.length === value.items.length &&
      value.items.every((item) => planned.some((other) => agrees(item, other)))
    );
  }
  if (value instanceof Mapping) {
    return [...value.entries].every(([name, item]) => agrees(item, members(planned)[name] ?? null));
  }
  if (value === 'all' && planned === '-1') return true;
  return isKnown(value) && normalized(value) === normalized(planned);
}

function normalized(value: Value | Json): string {
  if (value === '{}') return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return text;
  }
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

function isWhollyKnown({ unknown }: { unknown: Json }): boolean {
  return !JSON.stringify(unknown).includes('true');
}

describe.each(folders)('%s', (folder) => {
  it('evaluates what the plan knows to what the plan says', () => {
    const wrong = [...configured(new PlanFolder(folder))]
      .filter(isWhollyKnown)
      .filter(({ name, value, planned }) => !name.endsWith('_wo') && !agrees(value, planned))
      .map(
        ({ name, value, planned }) => `${name}: ${JSON.stringify(value)} is not ${JSON.stringify(planned)}`,
      );
    expect(wrong).toEqual([]);
  });

  it('does not claim to know what the plan leaves unknown', () => {
    const wrong = [...configured(new PlanFolder(folder, false))]
      .filter(({ unknown, value }) => unknown === true && value !== null && isKnown(value))
      .map(({ name, value }) => `${name}: ${JSON.stringify(value)}`);
    expect(wrong).toEqual([]);
  });
});
