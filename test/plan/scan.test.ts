import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScanError, Scanner } from '../../src/plan/scan.ts';
import { select, type Part, type Selection } from '../../src/plan/selection.ts';

/** What a selection with every kind of part takes from a document. */
class Taken {
  readonly whole: Record<string, unknown> = {};
  elements: unknown[] = [];
  inner: unknown[] = [];
  readonly selection: Selection = {
    members: new Map<string, Selection>([
      ['whole', (part) => (this.whole['whole'] = part.parse())],
      ['$é"', (part) => (this.whole['$é"'] = part.parse())],
      [
        'elements',
        { begin: () => (this.elements = []), elements: (part) => this.elements.push(part.parse()) },
      ],
      ['members', { begin: () => (this.inner = []), members: this.#inner() }],
    ]),
  };

  #inner(): Map<string, Selection> {
    const take = (part: Part): void => void this.inner.push(part.parse());
    const members = new Map<string, Selection>([['resources', { elements: take }]]);
    return members.set('child_modules', { elements: { members } });
  }
}

function scanned(chunks: readonly Buffer[]): Taken {
  const taken = new Taken();
  const scanner = new Scanner(taken.selection);
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return taken;
}

function selected(text: string): Taken | undefined {
  const taken = new Taken();
  return select(JSON.parse(text), taken.selection) ? taken : undefined;
}

function resultOf(taken: Taken): unknown {
  return [taken.whole, taken.elements, new Set(taken.inner.map((value) => JSON.stringify(value)))];
}

/** Cuts bytes at the places, which are read as fractions. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [
    ...places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const module = fc.letrec<{ module: unknown }>((tie) => ({
  module: fc.record(
    {
      resources: fc.option(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 })),
      child_modules: fc.array(tie('module'), { maxLength: 2, depthIdentifier: 'module' }),
      address: fc.string({ unit: 'binary' }),
    },
    { requiredKeys: [] },
  ),
})).module;

const text = fc
  .tuple(
    fc.array(
      fc.oneof(
        fc.tuple(
          fc.constantFrom('whole', '$é"', 'skipped', '__proto__'),
          fc.jsonValue({ stringUnit: 'binary' }),
        ),
        fc.tuple(fc.constant('elements'), fc.option(fc.array(fc.jsonValue({ stringUnit: 'binary' })))),
        fc.tuple(fc.constant('members'), fc.option(module)),
        fc.tuple(fc.string({ unit: 'binary' }), fc.jsonValue()),
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom(undefined, 1, '\t\r\n'),
  )
  // Members may come twice.
  .map(([members, indent]) => {
    const texts = members.map(
      ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value, null, indent)}`,
    );
    return indent === undefined ? `{${texts.join(',')}}` : ` {\n${texts.join(' ,\n')} } \n`;
  });

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

test('takes from bytes in pieces what is taken from the parsed document', () => {
  fc.assert(
    fc.property(text, places, (json, cuts) => {
      const expected = selected(json);
      expect(expected && resultOf(expected)).toEqual(resultOf(scanned(cut(Buffer.from(json), cuts))));
    }),
    { numRuns: 500 },
  );
});

test('takes the same from single bytes', () => {
  fc.assert(
    fc.property(text, (json) => {
      const bytes = Buffer.from(json);
      const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
      expect(resultOf(scanned(single))).toEqual(resultOf(scanned([bytes])));
    }),
  );
});

describe('of a damaged document', () => {
  const damage = fc.tuple(
    fc.nat(),
    fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', 'x', ' ', '1', '\u0000', ''),
    fc.nat({ max: 2 }),
  );

  test('takes the same or finds the fault', () => {
    fc.assert(
      fc.property(text, damage, places, (json, [where, inserted, removed], cuts) => {
        const at = where % (json.length + 1);
        const damaged = json.slice(0, at) + inserted + json.slice(at + removed);
        const bytes = Buffer.from(damaged);
        let taken: Taken | undefined;
        try {
          taken = scanned(cut(bytes, cuts));
        } catch (error) {
          expect(error).toBeInstanceOf(ScanError);
          if (error instanceof ScanError) expect(error.offset).toBeLessThanOrEqual(bytes.length);
        }
        const expected = parses(bytes.toString()) ? selected(bytes.toString()) : undefined;
        if (expected !== undefined) expect(taken && resultOf(taken)).toEqual(resultOf(expected));
      }),
      { numRuns: 1000 },
    );
  });

  test('never takes a document that is cut off for a whole one', () => {
    fc.assert(
      fc.property(text, fc.nat(), (json, where) => {
        const whole = json.trimEnd();
        const part = whole.slice(0, where % whole.length);
        expect(() => scanned([Buffer.from(part)])).toThrow(ScanError);
      }),
    );
  });
});

function parses(json: string): boolean {
  try {
    return JSON.parse(json) !== undefined;
  } catch {
    return false;
  }
}

test('text in strings and in nested objects misleads it nowhere', () => {
  const decoys = { inner: { elements: [1], whole: 2 }, text: '"elements":[3],"whole":4}', 'ends\\"whole': 5 };
  const taken = scanned([
    Buffer.from(JSON.stringify({ ...decoys, elements: ['"]},{"whole":6'], whole: '\\' })),
  ]);
  expect(taken.elements).toEqual(['"]},{"whole":6']);
  expect(taken.whole).toEqual({ whole: '\\' });
});

test('keeps what JSON.parse keeps: lone surrogates, __proto__ members, the last of two members', () => {
  const json = '{"whole":{"__proto__":{"a":1},"b":"\\ud800"},"elements":[1,2],"elements":[3]}';
  const taken = scanned([Buffer.from(json)]);
  expect(Object.keys(Object(taken.whole['whole']))).toEqual(['__proto__', 'b']);
  expect(taken.whole['whole']).toHaveProperty('b', '\ud800');
  expect(Object(taken.whole['whole']).a).toBeUndefined();
  expect(taken.elements).toEqual([3]);
});

test.each([
  ['{"a":1}x', 'trailing', 7],
  ['{"a":1} {', 'trailing', 8],
  ['{"a":1', 'cut off', 6],
  ['', 'cut off', 0],
  ['[1]', 'type', 0],
  ['{"elements":{}}', 'type', 12],
  ['{"a" 1}', 'syntax', 5],
  ['{"a":1 "b":2}', 'syntax', 7],
  ['{a:1}', 'syntax', 1],
  ['{"whole":01}', 'syntax', 9],
  ['{"whole":[1}}', 'syntax', 9],
  ['{"elements":nil}', 'syntax', 12],
  [`{"a":${'['.repeat(600)}`, 'depth', 5],
])('%s: %s at byte %i', (json, fault, offset) => {
  expect(() => scanned([Buffer.from(json)])).toThrow(`${fault} at byte ${offset}`);
});

function timeOf(json: string): number {
  const start = performance.now();
  try {
    scanned(
      cut(
        Buffer.from(json),
        Array.from({ length: 50 }, (_, index) => index / 50),
      ),
    );
  } catch (error) {
    expect(error).toBeInstanceOf(ScanError);
  }
  return performance.now() - start;
}

// Each takes milliseconds, and would take minutes if any part were gone over again and again.
test.each([
  ['backslashes', `{"a":"${'\\'.repeat(4e6)}`],
  ['escaped quotes', `{"a":"${'\\"'.repeat(2e6)}`],
  ['a long string', `{"whole":"${'\\\\'.repeat(2e6)}"}`],
  ['many elements', `{"elements":[${'1,'.repeat(3e5)}1]}`],
  ['many members', `{${'"a":1,'.repeat(3e5)}"b":1}`],
  ['brackets', `{"a":[${'[],'.repeat(1e6)}`],
])('needs no more than a look at each byte: %s', (_name, json) => {
  expect(timeOf(json)).toBeLessThan(5000);
});
