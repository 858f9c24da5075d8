import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  Alt,
  Evaluator,
  Mapping,
  Sequence,
  Sym,
  Text,
  Unknown,
  type Value,
  dependencies,
} from '../../src/hcl/index.ts';
import { type Json, PlanFolder, ignoresChanges, isObject, stateResources } from './planned.ts';

/** The attributes of every instance after apply, by address. */
type Applied = ReadonlyMap<string, Json>;

function readApplied(folder: string): Applied {
  const state = JSON.parse(readFileSync(join(folder, 'applied.json'), 'utf8'));
  return new Map(
    [...stateResources(state.values.root_module)].map(({ resource }) => [resource.address, resource.values]),
  );
}

function appliedValue({ instance, path }: Sym, applied: Applied): Json | undefined {
  let value: Json | undefined = applied.get(instance.address);
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Array.isArray(value) ? value[Number(step)] : value[String(step)];
  }
  return value;
}

/** Whether the value is exactly what apply stored, once its symbols stand for what they came to be. */
function isExactly(value: Value, stored: Json | undefined, applied: Applied): boolean {
  if (value instanceof Sym) return JSON.stringify(appliedValue(value, applied)) === JSON.stringify(stored);
  if (value instanceof Text) return writtenOut(value, applied) === stored;
  if (value instanceof Unknown || value instanceof Alt || stored === undefined) return false;
  if (value instanceof Sequence) {
    if (!Array.isArray(stored)) return false;
    if (value.fixed && value.kind !== 'set') {
      return (
        value.items.length === stored.length &&
        value.items.every((item, index) => isExactly(item, stored[index], applied))
      );
    }
    return (
      value.items.every((item) => stored.some((other) => isExactly(item, other, applied))) &&
      stored.every((other) => value.items.some((item) => isExactly(item, other, applied)))
    );
  }
  if (value instanceof Mapping) {
    if (!isObject(stored)) return false;
    const keys = [...value.entries.keys()];
    return (
      keys.length === Object.keys(stored).length &&
      keys.every((key) => key in stored && isExactly(value.entries.get(key) ?? null, stored[key], applied))
    );
  }
  return value === stored;
}

/** The text with what its gaps came to be; undefined if that is not certain. */
function writtenOut({ pieces }: Text, applied: Applied): string | undefined {
  const texts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const value = appliedJson(piece.value, applied);
    return piece.isJson ? JSON.stringify(value) : value;
  });
  return texts.every((text) => typeof text === 'string') ? texts.join('') : undefined;
}

function appliedJson(value: Value, applied: Applied): Json | undefined {
  if (value instanceof Sym) return appliedValue(value, applied);
  if (value instanceof Text) return writtenOut(value, applied);
  if (value instanceof Unknown || value instanceof Alt) return undefined;
  if (value instanceof Sequence) return value.items.map((item) => appliedJson(item, applied) ?? null);
  if (!(value instanceof Mapping)) return value;
  return Object.fromEntries(
    [...value.entries].map(([key, item]) => [key, appliedJson(item, applied) ?? null]),
  );
}

/** Whether the value leaves room for what apply stored: `isExactly`, or open at the places where they differ. */
function allows(value: Value, stored: Json | undefined, applied: Applied): boolean {
  if (value instanceof Alt) return value.options.some((option) => allows(option, stored, applied));
  if (value instanceof Unknown) {
    const known = new Set(
      dependencies([value]).map((symbol) => JSON.stringify(appliedValue(symbol, applied))),
    );
    return idsIn(stored, applied).every((id) => known.has(id));
  }
  if (value instanceof Sequence && Array.isArray(stored)) {
    return value.fixed && value.kind !== 'set'
      ? value.items.length === stored.length &&
          value.items.every((item, index) => allows(item, stored[index], applied))
      : stored.every((other) => value.items.some((item) => allows(item, other, applied)));
  }
  if (value instanceof Mapping && isObject(stored)) {
    return Object.keys(stored).every((key) => allows(value.entries.get(key) ?? null, stored[key], applied));
  }
  return isExactly(value, stored, applied);
}

/** The ids of applied objects that stand anywhere in the value. */
function idsIn(stored: Json | undefined, applied: Applied): string[] {
  const text = JSON.stringify(stored ?? null);
  return [...applied.values()]
    .flatMap((values) => (isObject(values) && typeof values['id'] === 'string' ? [values['id']] : []))
    .filter((id) => text.includes(id))
    .map((id) => JSON.stringify(id));
}

describe.each(['testdata/hcl/truth', 'testdata/hcl/modules', 'testdata/hcl/handed-on', 'testdata/hcl/texts'])(
  '%s',
  (folder) => {
    const plan = new PlanFolder(folder);
    const applied = readApplied(folder);
    const evaluator = new Evaluator(plan);
    const cases = plan.resources.flatMap((resource) => {
      const stored = applied.get(resource.address);
      const input = isObject(stored) ? stored['input'] : undefined;
      const block = evaluator.resource(resource);
      if (block?.argument(['input']).isConfigured !== true || ignoresChanges(block)) return [];
      const isTable = resource.module === '' && isObject(input);
      const names = isTable ? Object.keys(input) : [undefined];
      return names.map((name) => ({
        name: name === undefined ? resource.address : `${resource.address}: ${name}`,
        isOpen: resource.name === 'open',
        value: block.argument(name === undefined ? ['input'] : ['input', name]).value,
        stored: isTable && name !== undefined ? input[name] : input,
      }));
    });

    it.each(cases)('$name', ({ isOpen, value, stored }) => {
      const found = isOpen ? allows(value, stored, applied) : isExactly(value, stored, applied);
      expect(found, `${JSON.stringify(value)} is not ${JSON.stringify(stored)}`).toBe(true);
    });
  },
);
