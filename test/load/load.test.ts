import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as library from 'tfplan-studio';
import { policies as builtIn } from 'tfplan-studio/policies';
import { planOf } from 'tfplan-studio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadModule, loadPolicies } from '../../src/policy/index.ts';
import { run } from '../cli/run.ts';

/** A folder of the user's, without `node_modules` here or above. */
let root: string;
let folder: string;
let made = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'own-policies-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = join(root, String(made++));
  await mkdir(folder);
});

/** Writes files of the user's and gives the path of the first, as a user in the working folder would write it. */
async function files(texts: Readonly<Record<string, string>>): Promise<string> {
  await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(join(folder, name), text)));
  return named(Object.keys(texts)[0] ?? '');
}

const named = (file: string): string => relative('', join(folder, file));

/** The source of a policy. */
const policy = (id: string, require = 'yes()'): string => `definePolicy({
  id: '${id}', title: 'T', severity: 'error', source: 's', why: 'w', subject: 'aws_s3_bucket',
  require: () => ${require}, remedy: () => 'r',
})`;
const IMPORT = "import { definePolicy, yes } from 'tfplan-studio';\n";

describe('loadModule', () => {
  test('reads TypeScript with all that is not erasable, and siblings without a suffix', async () => {
    const file = await files({
      'own.ts': `
        import { Collection, type Judgement } from 'tfplan-studio';
        import type { AnyPolicy } from 'tfplan-studio';
        import { policies } from 'tfplan-studio/policies';
        import { planOf } from 'tfplan-studio/testing';
        import { level } from './sibling';
        enum Level { High = 'high' }
        class Kept { constructor(readonly level: Level) {} }
        export const kept = new Kept(Level.High).level === level;
        export const same = await Promise.resolve([Collection, policies, planOf]);`,
      'sibling.ts': "export const level: string = 'high';",
    });
    expect(await loadModule(file)).toEqual({ kept: true, same: [library.Collection, builtIn, planOf] });
  });

  test.each([
    ['own.mjs', "import { Collection } from 'tfplan-studio';\nexport const used = Collection;"],
    ['own.js', "import { Collection } from 'tfplan-studio';\nexport const used = Collection;"],
    ['own.cjs', "exports.used = require('tfplan-studio').Collection;"],
    ['own.mts', "import { Collection } from 'tfplan-studio';\nexport const used: unknown = Collection;"],
    ['own.cts', "import { Collection } from 'tfplan-studio';\nexport const used: unknown = Collection;"],
  ])('%s uses the running library', async (name, text) => {
    const module = await loadModule(await files({ [name]: text }));
    expect(module['used']).toBe(library.Collection);
  });

  test('a CommonJS file exports its default by module.exports', async () => {
    const module = await loadModule(await files({ 'own.cjs': 'module.exports = { answer: 42 };' }));
    expect(module['default']).toMatchObject({ answer: 42 });
  });
});

/** What loading a file complains about. */
const load = async (file: string): Promise<string> => {
  const failure = await loadPolicies([file]).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'LoadError' });
  return failure instanceof Error ? failure.message : '';
};

describe('what is wrong with a file is said in a sentence', () => {
  test.each<readonly [string, string, string]>([
    ['own.ts', 'const a = 1;\nconst b = = 2;', 'FILE cannot be loaded: Unexpected token at FILE:2:11.'],
    ['own.ts', 'const a = 1;\n\nthrow new Error("no luck");', 'FILE cannot be loaded: no luck at FILE:3:7.'],
    ['own.mjs', 'null.x;', "FILE cannot be loaded: Cannot read properties of null (reading 'x') at FILE:1."],
    ['own.ts', "import './absent';", "FILE cannot be loaded: Cannot find module './absent'."],
    ['own.ts', '', 'FILE exports no policy, and nothing else.'],
    ['own.ts', 'export const a = 1, b = 2;', 'FILE exports no policy, only a, b; definePolicy makes one.'],
    [
      'own.ts',
      `${IMPORT}export const tags = (key: string) => ${policy('tags')};`,
      'FILE exports no policy, but the function tags: if that makes one, call it with its options and export the result.',
    ],
    [
      'own.ts',
      `${IMPORT}export default ${policy('Own_Policy')};`,
      'FILE cannot be loaded: id has to be words in lower case with - between them, not "Own_Policy" at FILE:2:32.',
    ],
    [
      'own.mjs',
      `${IMPORT}export default ${policy('own').replace('require', 'reqiure')};`,
      'FILE cannot be loaded: reqiure is no member of a policy, but require is at FILE:2:32.',
    ],
    [
      'own.mjs',
      `${IMPORT}export default ${policy('own').replace('title:', 'owner: 1, title:')};`,
      'FILE cannot be loaded: owner is no member of a policy at FILE:2:32.',
    ],
    [
      'own.mjs',
      `${IMPORT}export default definePolicy({ id: 'own', title: 'T', severity: 'high' });`,
      `FILE cannot be loaded: severity has to be 'error' or 'warning', not "high" at FILE:2:32.`,
    ],
    [
      'own.mjs',
      `${IMPORT}export default definePolicy({\n  id: 'own', title: 'T', severity: 'error', source: 's', why: 'w', require: () => yes() });`,
      "FILE cannot be loaded: subject is missing: it has to be a resource type, 'resource', 'domain', 'user profile', 'apps' or a function at FILE:2:32.",
    ],
    [
      'own.mjs',
      `${IMPORT}export default ${policy('own').replace('aws_s3_bucket', 'domains')};`,
      "FILE cannot be loaded: subject has to be a resource type, 'resource', 'domain', 'user profile', 'apps' or a function, not \"domains\" at FILE:2:32.",
    ],
    [
      'own.ts',
      `${IMPORT}export default ${policy('private-subnets')};`,
      'FILE defines the policy private-subnets, but so does the built-in policy of that name.',
    ],
    ['own.json', '{}', 'FILE is not read: it has to end in .ts, .mts, .cts, .js, .mjs, .cjs.'],
  ])('%s: %s', async (name, text, sentence) => {
    const file = await files({ [name]: text });
    expect(await load(file)).toBe(sentence.replaceAll('FILE', file));
  });

  test('a missing file, a folder, a pattern without a match', async () => {
    expect(await load(named('absent.ts'))).toBe(`${named('absent.ts')} does not exist.`);
    expect(await load(named(''))).toBe(`${named('')} is not a file.`);
    expect(await load(named('*.ts'))).toBe(`${named('*.ts')} matches no file.`);
    expect(await load('{1..100000}.ts')).toBe(
      '{1..100000}.ts is a pattern that cannot be searched for: name fewer files.',
    );
  });

  test('one id in two files', async () => {
    await files({
      'a.ts': `${IMPORT}export default ${policy('own')};`,
      'b.ts': `${IMPORT}export default ${policy('own')};`,
    });
    expect(await load(named('*.ts'))).toBe(
      `${named('b.ts')} defines the policy own, but so does ${named('a.ts')}.`,
    );
  });
});

/** Checks a plan with buckets by the policy `own` of a file. */
const check = (file: string) =>
  run([
    'check',
    'testdata/examples/require-tags/plan.json',
    '--no-config',
    '--policy',
    file,
    '--only',
    'own',
  ]);

describe('loadPolicies', () => {
  test('takes every export once, in the order of patterns, paths and names', async () => {
    await files({
      'a.ts': `${IMPORT}const one = ${policy('one')};\nexport const both = [one, ${policy('two')}];\nexport default one;`,
      'b.mjs': `${IMPORT}export const four = ${policy('four')};`,
      'c.ts': `${IMPORT}export const three = ${policy('three')};\nexport { both } from './a';`,
      'c.test.ts': 'throw new Error("a test is no policy");',
      'types.d.ts': 'export interface Nothing {}',
    });
    const loaded = await loadPolicies([named('c.ts'), named('*.{ts,mjs}'), named('a.ts')]);
    expect(loaded.map(({ id, file }) => [id, file])).toEqual([
      ['one', named('c.ts')],
      ['two', named('c.ts')],
      ['three', named('c.ts')],
      ['four', named('b.mjs')],
    ]);
  });

  test.each([
    ['true', 'true is no judgement: GIVE at FILE'],
    ['undefined', 'undefined is no judgement: GIVE at FILE'],
    ['Promise.resolve(yes())', 'a promise is no judgement: GIVE at FILE'],
    ['({ truth: true, evidence: [] })', 'an object is no judgement: GIVE at FILE'],
    ['all(yes(), false)', 'false is no judgement: GIVE at FILE:PLACE'],
    ['not(true)', 'true is no judgement: GIVE at FILE:PLACE'],
    ['every(Collection.of([1]), () => true)', 'true is no judgement: GIVE at FILE:PLACE'],
    ['some(Collection.of([1]), async () => yes())', 'a promise is no judgement: GIVE at FILE:PLACE'],
  ])('what is no judgement is no verdict: %s', async (require, sentence) => {
    const file = await files({
      'own.mjs': `import { all, Collection, definePolicy, every, not, some, yes } from 'tfplan-studio';\nexport default ${policy('own', require)};`,
    });
    const { code, stdout, stderr } = await check(file);
    const give = 'all, any, not, every and what a value is asked by (is, isSet …) give one';
    const expected = sentence.replace('GIVE', give).replace('FILE', file);
    const shown = stderr.replace(/:\d+:\d+\n/, ':PLACE\n');
    expect([shown, stdout, code]).toEqual([
      `error: policy own crashed on aws_s3_bucket.tagged: ${expected}\n`,
      '',
      2,
    ]);
  });

  test.each([
    ['subject: () => 1', 'the plan: the function of subject has to return a list, not 1'],
    [
      'subject: () => [{}]',
      'the plan: the function of subject has to list what has an address, not an object',
    ],
    [
      'require: () => no(), remedy: () => undefined',
      'aws_s3_bucket.tagged: remedy has to return a text, not undefined',
    ],
    [
      "require: () => no(), severityOf: () => 'high'",
      `aws_s3_bucket.tagged: severityOf has to return 'error' or 'warning', not "high"`,
    ],
  ])('what the functions of a policy return is checked: %s', async (members, fault) => {
    const file = await files({
      'own.mjs': `import { definePolicy, no, yes } from 'tfplan-studio';\nexport default definePolicy({ id: 'own', title: 'T', severity: 'error',\n  source: 's', why: 'w', subject: 'aws_s3_bucket', require: () => yes(), remedy: () => 'r', ${members} });`,
    });
    const { code, stderr } = await check(file);
    expect([stderr, code]).toEqual([`error: policy own crashed on ${fault} at ${file}\n`, 2]);
  });

  test.each([
    ['5', '5'],
    ['undefined', 'undefined'],
    ['[null]', 'a list'],
    ['[{ verdict: "pass" }]', 'a list'],
    ['Promise.resolve([])', 'a promise'],
  ])('what a policy without definePolicy returns is checked: %s', async (returned, what) => {
    const file = await files({ 'own.mjs': `export default { id: 'own', judge: () => ${returned} };` });
    const { code, stdout, stderr } = await check(file);
    const fault = `judge has to return subjects as definePolicy makes it do, not ${what}`;
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      `error: policy own crashed on the plan: ${fault} at ${file}\n`,
    ]);
  });

  test('a policy that throws is an error with its file and line', async () => {
    const file = await files({
      'own.ts': `${IMPORT}export default ${policy('own', '{\n    throw new Error("no luck");\n  }')};`,
    });
    const { code, stderr } = await check(file);
    expect(stderr).toBe(`error: policy own crashed on aws_s3_bucket.tagged: no luck at ${file}:5:11\n`);
    expect(code).toBe(2);
  });
});
