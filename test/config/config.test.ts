import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkedConfig, findConfig, loadConfig, readBaseline } from '../../src/config/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(path: string, text: string): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
}

const waiver = { policy: 'vpc-dns', address: '**', reason: 'known', expires: '2027-03-31' };

describe('what is wrong is told in a sentence', () => {
  test.each<[unknown, string]>([
    [[], 'the configuration must be an object.'],
    [{ feature: {} }, 'there is no setting feature. Did you mean features?'],
    [{ features: { canvass: true } }, 'there is no feature canvass. Did you mean canvas?'],
    [{ features: { canvas: 'yes' } }, 'features.canvas must be true or false.'],
    [{ users: 0 }, 'users must be at least 1.'],
    [{ users: 2.5 }, 'users must be a whole number.'],
    [{ internet: 'forbid' }, 'internet must be allowed or forbidden.'],
    [{ failOn: 'none' }, 'failOn must be error or warning or never.'],
    [{ severities: { 'vpc-dns': 'fatal' } }, 'severities.vpc-dns must be error or warning.'],
    [{ only: 'vpc-dns' }, 'only must be a list.'],
    [{ only: [1] }, 'only[0] must be a text.'],
    [{ policies: [{}] }, 'policies[0] must be a file, a glob or what definePolicy returns.'],
    [
      { waivers: [{ ...waiver, adress: '**' }] },
      'there is no setting waivers[0].adress. Did you mean address?',
    ],
    [{ waivers: [{ policy: 'vpc-dns', address: '**', reason: 'known' }] }, 'waivers[0].expires is missing.'],
    [{ waivers: [{ ...waiver, reason: ' ' }] }, 'waivers[0].reason must not be empty.'],
    [{ waivers: [{ ...waiver, expires: 'soon' }] }, 'waivers[0].expires must be a day, as in 2027-03-31.'],
    [
      { waivers: [waiver, { ...waiver, expires: '2027-02-30' }] },
      'waivers[1].expires is no day of the calendar: 2027-02-30.',
    ],
  ])('%j', (value, sentence) => {
    expect(() => checkedConfig(value, 'x.json')).toThrow(`x.json: ${sentence}`);
  });

  test.each([
    ['cut.json', '{', /^.*cut\.json is no JSON: /],
    ['none.ts', 'export const config = {};', /none\.ts exports no configuration/],
    ['broken.ts', 'export default {', /broken\.ts cannot be loaded: .* at .*broken\.ts:1:/],
    ['throws.mjs', 'throw new Error("no luck");', /throws\.mjs cannot be loaded: no luck at /],
  ])('%s', async (name, text, sentence) => {
    await expect(loadConfig(file(name, text))).rejects.toThrow(sentence);
  });

  test('a missing file', async () => {
    await expect(loadConfig(join(folder, 'x.json'))).rejects.toThrow('x.json does not exist.');
  });

  test('code in the place of a value', async () => {
    const path = file('getter.ts', 'export default { get failOn() { throw new Error("not now"); } };');
    await expect(loadConfig(path)).rejects.toThrow(`${path} cannot be read: not now.`);
  });

  test('a baseline that is none', async () => {
    await expect(readBaseline(file('no-baseline.json', '{}'))).rejects.toThrow(
      'no-baseline.json is no baseline: `tfplan-studio check --write-baseline FILE` makes one.',
    );
  });
});

test.each(['\ufeff', ''])('JSON is read in the encodings of plans: mark %j', async (mark) => {
  const path = file('encoded.json', '');
  for (const encoding of ['utf8', 'utf16le'] as const) {
    writeFileSync(path, Buffer.from(`${mark}{"users":3}`, encoding));
    expect(await loadConfig(path)).toEqual({ users: 3 });
    writeFileSync(path, Buffer.from(`${mark}{"version":1,"findings":[]}`, encoding));
    expect(await readBaseline(path)).toEqual(new Set());
  }
});

test('every setting is taken', () => {
  const config = {
    $schema: 'node_modules/tfplan-studio/schemas/config.schema.json',
    policies: ['policies/*.ts'],
    features: { canvas: true, fips: false },
    users: 40,
    ipsPerUser: 2,
    internet: 'forbidden',
    severities: { 'vpc-dns': 'warning' },
    only: ['vpc-dns'],
    skip: [],
    failOn: 'warning',
    strict: true,
    waivers: [waiver],
    baseline: 'baseline.json',
  };
  expect(checkedConfig(config, 'x.json')).toEqual(config);
});

test('TypeScript is loaded, with the types of the library at hand', async () => {
  const path = file(
    'typed/tfplan-studio.config.ts',
    `import { type Config, defineConfig } from 'tfplan-studio';
const users: number = 3;
export default defineConfig({ users } satisfies Config);
`,
  );
  expect(await loadConfig(path)).toEqual({ users: 3 });
});

describe('a configuration is found', () => {
  test('in the folder, or upward as far as the repository', () => {
    mkdirSync(join(folder, 'above/repository/.git'), { recursive: true });
    mkdirSync(join(folder, 'above/repository/stack/deep'), { recursive: true });
    const above = file('above/tfplan-studio.config.json', '{}');
    expect(findConfig(join(folder, 'above'))).toBe(above);
    expect(findConfig(join(folder, 'above/repository/stack/deep'))).toBe(undefined);
    const own = file('above/repository/tfplan-studio.config.mjs', '');
    expect(findConfig(join(folder, 'above/repository/stack/deep'))).toBe(own);
  });

  test('outside of a repository in the folder only, for anybody may write above it', () => {
    const above = file('shared/tfplan-studio.config.ts', '');
    mkdirSync(join(folder, 'shared/stack'));
    expect(findConfig(join(folder, 'shared'))).toBe(above);
    expect(findConfig(join(folder, 'shared/stack'))).toBe(undefined);
  });

  test('once only', () => {
    file('twice/tfplan-studio.config.ts', '');
    file('twice/tfplan-studio.config.json', '{}');
    expect(() => findConfig(join(folder, 'twice'))).toThrow(
      /^There are both .*config\.ts and .*config\.json: keep one\.$/,
    );
  });
});
