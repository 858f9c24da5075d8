import { constants } from 'node:buffer';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodePlan,
  findPlans,
  InputError,
  PlanDecoder,
  type DecodeOptions,
  type Plan,
  type ResourceChange,
  type StateResource,
} from '../../src/plan/index.ts';

const paths = await findPlans(['testdata']);

/** Decodes in the way that large plans are decoded. */
function decodeInPieces(bytes: Buffer, length: number, options: DecodeOptions = {}): Plan {
  const decoder = new PlanDecoder('plan.json', options);
  for (let at = 0; at < bytes.length; at += length) decoder.push(bytes.subarray(at, at + length));
  return decoder.end();
}

function read(name: string): Plan {
  return decodePlan(readFileSync(`testdata/format/${name}/plan.json`), name);
}

/** A small plan with these members in the place of its own. */
function planOf(members: Readonly<Record<string, unknown>>): Plan {
  return decodePlan(
    Buffer.from(JSON.stringify({ format_version: '1.2', configuration: {}, ...members })),
    'it',
  );
}

describe.each(paths)('%s', (path) => {
  const bytes = readFileSync(path);
  const plan = decodePlan(bytes, 'plan.json');

  test('holds what Terraform wrote', () => {
    const raw: Record<string, unknown> = JSON.parse(bytes.toString());
    expect(plan.resourceChanges).toEqual(raw['resource_changes'] ?? []);
    expect(plan.configuration).toEqual(raw['configuration']);
    expect(plan.variables).toEqual(raw['variables'] ?? {});
    expect([plan.errored, plan.complete]).toEqual([raw['errored'], raw['complete']]);
    expect(plan.warnings).toEqual([]);
  });

  test('is the same when it is scanned in pieces', () => {
    expect(decodeInPieces(bytes, bytes.length)).toEqual(plan);
    expect(decodeInPieces(bytes, 1000)).toEqual(plan);
  });

  test('is the same whichever order its members are in', () => {
    const reversed = JSON.stringify(reverse(JSON.parse(bytes.toString())), null, 2);
    expect(decodePlan(Buffer.from(reversed), 'plan.json')).toEqual(plan);
    expect(decodeInPieces(Buffer.from(reversed), 1000)).toEqual(plan);
  });
});

/** Reverses the members of every object. */
function reverse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverse);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverse(member)]),
  );
}

describe('prior resources', () => {
  test('are the data sources that have been read, with the module that they are in', () => {
    const { priorResources } = read('data1');
    expect(priorResources.length).toBeGreaterThan(0);
    expect(new Set(priorResources.map(({ mode }) => mode))).toEqual(new Set(['data']));
  });

  test('are managed ones too where a plan leaves them out: targeted and refresh-only', () => {
    expect(read('state1target').complete).toBe(false);
    expect(read('state1target').priorResources.map(({ address }) => address)).toContain('aws_route_table.rt');
    expect(read('rfo').priorResources.map(({ address }) => address)).toEqual(['terraform_data.t']);
  });

  test('are none that the plan changes, and no deposed objects', () => {
    const { priorResources, resourceChanges } = read('state1');
    const changed = new Set(resourceChanges.map(({ address }) => address));
    expect(resourceChanges.some(({ deposed }) => deposed !== undefined)).toBe(true);
    expect(priorResources.filter(({ mode, address }) => mode === 'managed' && changed.has(address))).toEqual(
      [],
    );
  });

  test('know the module that they are in, whatever stands in its key', () => {
    const resource = { mode: 'data', type: 'aws_vpc', name: 'this' };
    const address = 'module.a["x\\"].module.b"].module.c[0].data.aws_vpc.this["module.d.e"]';
    const root = {
      resources: [{ ...resource, address: 'data.aws_vpc.this' }],
      child_modules: [{ resources: [{ ...resource, address }] }],
    };
    const plan = planOf({ prior_state: { values: { root_module: root } } });
    expect(plan.priorResources.map((each) => each.module_address)).toEqual([
      undefined,
      'module.a["x\\"].module.b"].module.c[0]',
    ]);
  });
});

describe('the flags', () => {
  test('of a plan that failed', () => {
    expect(read('err')).toMatchObject({ errored: true, complete: false });
  });

  test('that old Terraform does not write', () => {
    const plan = planOf({ format_version: '0.1' });
    expect(plan).toMatchObject({
      formatVersion: '0.1',
      errored: false,
      complete: true,
      terraformVersion: undefined,
    });
  });
});

test('a plan that defers changes is not complete', () => {
  const change = { actions: ['create'], before: null, after: {}, after_unknown: {} };
  const deferred = {
    reason: 'instance_count_unknown',
    resource_change: { address: 'aws_subnet.a["*"]', mode: 'managed', type: 'aws_subnet', name: 'a', change },
  };
  expect(planOf({ deferred_changes: [] }).complete).toBe(true);
  expect(planOf({ deferred_changes: [deferred] }).complete).toBe(false);
});

test('members that are null are as good as absent', () => {
  const nulls = {
    resource_changes: null,
    prior_state: null,
    variables: null,
    deferred_changes: null,
    complete: null,
  };
  expect(planOf(nulls)).toEqual(planOf({}));
});

test.each(['0.1', '0.2', '1.0', '1.1', '1.2'])('format version %s is known', (format_version) => {
  expect(planOf({ format_version }).warnings).toEqual([]);
});

test.each(['0.9', '1.3', '1.10'])('format version %s is read with a warning', (format_version) => {
  expect(planOf({ format_version }).warnings).toEqual([
    'The format version of the plan is newer than this release knows: new parts of it are ignored.',
  ]);
});

describe('encodings', () => {
  const text = readFileSync('testdata/format/misc1/plan.json', 'utf8').replace(
    '"aws_vpc.',
    '"\u00e9\ud83d\ude00.',
  );
  const plan = decodePlan(Buffer.from(text), 'plan.json');
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE', little],
    ['UTF-16 LE with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE', big],
    ['UTF-16 BE with a byte order mark', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
  ])('%s', (_name, bytes) => {
    expect(decodePlan(bytes, 'plan.json')).toEqual(plan);
    expect(decodeInPieces(bytes, 1)).toEqual(plan);
    expect(decodeInPieces(bytes, 4097)).toEqual(plan);
  });
});

function keep(type: string): boolean {
  return type === 'aws_subnet';
}

const isKept = ({ mode, type }: ResourceChange | StateResource): boolean => mode === 'data' || keep(type);

const seen = ({ resourceChanges }: Plan): unknown =>
  resourceChanges.map(({ address, type, change }) => ({ address, type, change }));

describe('with resource types that are not needed', () => {
  test.each(paths)('%s keeps their addresses and actions', (path) => {
    const bytes = readFileSync(path);
    const whole = decodePlan(bytes, 'plan.json');
    const expected = whole.resourceChanges.map((resource) => {
      const { before_sensitive: before, after_sensitive: after, actions } = resource.change;
      const isSecret = /[:[,]true[\]},]/.test(JSON.stringify([before, after]));
      return {
        address: resource.address,
        change: isKept(resource) || isSecret ? resource.change : { actions },
      };
    });
    const plan = decodeInPieces(bytes, 5000, { keep });
    expect(plan.resourceChanges.map(({ address, change }) => ({ address, change }))).toEqual(expected);
    expect(plan.priorResources.map(({ address }) => address)).toEqual(
      whole.priorResources.map(({ address }) => address),
    );
    expect(plan.priorResources.filter(isKept)).toEqual(whole.priorResources.filter(isKept));
  });

  test('does so for JSON in another layout too', () => {
    const bytes = readFileSync('testdata/format/state1/plan.json');
    const pretty = Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, 2));
    const plan = decodeInPieces(pretty, 5000, { keep });
    const compact = decodeInPieces(bytes, 5000, { keep });
    expect(seen(plan)).toEqual(seen(compact));
  });
});

test('members named __proto__ change nothing', () => {
  const json = `{"format_version":"1.2","configuration":{"__proto__":{"root_module":1}},"__proto__":{"errored":true},
    "resource_changes":[{"__proto__":{"deposed":"x"},"address":"a.b","mode":"managed","type":"a","name":"b","change":{"actions":[]}}]}`;
  for (const plan of [decodePlan(Buffer.from(json), 'it'), decodeInPieces(Buffer.from(json), 9)]) {
    expect(plan.errored).toBe(false);
    expect(plan.resourceChanges[0]?.deposed).toBeUndefined();
    expect(plan.configuration.root_module).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('errored');
  }
});

test('of two members of one name the last counts', () => {
  const json =
    '{"format_version":"9.9","format_version":"1.2","configuration":{},"errored":true,"errored":false}';
  expect(decodePlan(Buffer.from(json), 'plan.json').errored).toBe(false);
  expect(decodeInPieces(Buffer.from(json), 7)).toEqual(decodePlan(Buffer.from(json), 'plan.json'));
});

describe('a damaged plan', () => {
  const plans = ['state1', 'misc1', 'data1', 'rfo'].map((name) =>
    readFileSync(`testdata/format/${name}/plan.json`),
  );
  const tokens = [
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    'null',
    '\\',
    '1e999',
    '{}',
    '[]',
    'true',
    '\u0000',
    '"__proto__":{},',
    '',
  ];
  const damage = fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 30 }),
    inserted: fc.constantFrom(...tokens),
  });

  test('is refused or read, and in pieces it is read no differently', () => {
    const options = { numRuns: 300 };
    const pieces = fc.integer({ min: 1, max: 5000 });
    const property = fc.property(
      fc.constantFrom(...plans),
      fc.array(damage, { maxLength: 3 }),
      pieces,
      (plan, damages, length) => {
        let bytes = plan;
        for (const { at, removed, inserted } of damages) {
          const place = at % bytes.length;
          bytes = Buffer.concat([
            bytes.subarray(0, place),
            Buffer.from(inserted),
            bytes.subarray(place + removed),
          ]);
        }
        const decoded = attempt(() => decodePlan(bytes, 'plan.json'));
        const inPieces = attempt(() => decodeInPieces(bytes, length));
        attempt(() => decodeInPieces(bytes, length, { keep }));
        if (decoded !== undefined) expect(inPieces).toEqual(decoded);
      },
    );
    fc.assert(property, options);
  });
});

/** The plan, or undefined if it was refused as it should be. */
function attempt(decode: () => Plan): Plan | undefined {
  try {
    return decode();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return undefined;
  }
}

test('a plan may be longer than any string', () => {
  const chunk = Buffer.from(`{"address":"aws_s3_bucket.b","values":{"tags":["${'x'.repeat(1 << 20)}\\""]}},`);
  const decoder = new PlanDecoder('it');
  decoder.push(Buffer.from('{"format_version":"1.2","planned_values":{"resources":['));
  for (let length = 0; length <= constants.MAX_STRING_LENGTH; length += chunk.length) decoder.push(chunk);
  decoder.push(Buffer.from('null]},"resource_changes":[],"configuration":{}}'));
  expect(decoder.end().resourceChanges).toEqual([]);
});
