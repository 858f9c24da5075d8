import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from '../cli/run.ts';
import { drawing, isObject, type Json, type JsonObject, jsonOf, planFiles } from './plans.ts';

const plans = fc.constantFrom(...planFiles);
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Checks bytes as the command does: there is a verdict, or one sentence that says what is wrong with them. */
async function expectAnswer(bytes: string | Uint8Array, what: string): Promise<void> {
  const { code, stderr } = await run(['check', '-'], { stdin: bytes });
  if (code === 2) expect(stderr, what).toMatch(/^error: [^\n]+\.\n$/);
  else expect(stderr, what).toBe('');
  expect(stderr, what).not.toContain('a fault of tfplan-studio');
  expect(Object.keys(Object.prototype), what).toEqual([]);
}

const deep = (levels: number): Json => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** Values that stand where others are expected. */
const HOSTILE: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.1,
  '',
  '0',
  '0.0.0.0/99',
  '\ud800',
  '\u0000\u001b[31m',
  '${each.value}',
  'x'.repeat(100_000),
  '['.repeat(10_000),
  '(a+)+$',
  '{"Statement":{"__proto__":{"Effect":1}}}',
  [],
  [null],
  [[[]]],
  Array.from({ length: 5000 }, (_, index) => index),
  {},
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  {
    toString: null,
    length: -1,
    references: ['', '.', '[', 'a[', 'module', 'module.', 'aws_vpc.this[', 'aws_vpc.this["'],
  },
  deep(400),
  deep(600),
];

/** A real plan of which values are swapped for others, of the plan or hostile, and names for hostile names. */
function mutate(plan: JsonObject, picks: readonly (readonly [at: number, to: number, kind: string])[]): void {
  for (const [at, to, kind] of picks) {
    const places: [JsonObject | Json[], string | number][] = [];
    const open: Json[] = [plan];
    for (const value of open) {
      const keys = Array.isArray(value) ? value.keys() : isObject(value) ? Object.keys(value) : [];
      for (const key of keys) {
        if (typeof value !== 'object' || value === null) continue;
        places.push([value, key]);
        const member = Reflect.get(value, key);
        if (typeof member === 'object') open.push(member);
      }
    }
    const [holder, key] = places[Math.floor(at * places.length)] ?? [];
    const [other, place] = places[Math.floor(to * places.length)] ?? [];
    if (holder === undefined || other === undefined || key === undefined || place === undefined) continue;
    if (kind === 'hostile')
      Reflect.set(holder, key, structuredClone(HOSTILE[Math.floor(to * HOSTILE.length)]));
    else if (kind === 'swap') Reflect.set(holder, key, structuredClone(Reflect.get(other, place)));
    else if (kind === 'delete') Reflect.deleteProperty(holder, key);
    else
      Object.defineProperty(holder, to < 0.5 ? '__proto__' : 'constructor', {
        value: Reflect.get(holder, key),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
}

test('a plan with other values than Terraform writes gives verdicts or one sentence', async () => {
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.array(fc.tuple(share, share, fc.constantFrom('hostile', 'swap', 'delete', 'name')), {
        minLength: 1,
        maxLength: 5,
      }),
      async (file, picks) => {
        const { planned_values: _, ...plan } = jsonOf(file);
        mutate(plan, picks);
        await expectAnswer(JSON.stringify(plan), file);
      },
    ),
    drawing(60),
  );
});

test('damaged bytes give verdicts or one sentence', async () => {
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.array(fc.tuple(share, fc.nat(255)), { maxLength: 4 }),
      fc.option(share),
      async (file, flips, end) => {
        const bytes = readFileSync(file);
        for (const [at, mask] of flips) bytes[Math.floor(at * bytes.length)]! ^= mask;
        await expectAnswer(end === null ? bytes : bytes.subarray(0, Math.floor(end * bytes.length)), file);
      },
    ),
    drawing(60),
  );
});
