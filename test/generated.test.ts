import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { generatedFiles } from '../scripts/generated-files.ts';
import { findPlans } from '../src/plan/index.ts';

const generated = await generatedFiles();

test.each([...generated])('%s is what `npm run generate` makes', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('the schema describes every plan of testdata', async () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(readFileSync('schemas/plan.schema.json', 'utf8')));
  for (const path of await findPlans(['testdata'])) {
    validate(JSON.parse(readFileSync(path, 'utf8')));
    expect(validate.errors, path).toBeNull();
  }
});

test('reading a plan loads neither ajv nor what only some inputs need', async () => {
  const { metafile } = await build({
    entryPoints: ['src/plan/index.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: 'unused',
    write: false,
    metafile: true,
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const packages = imports.filter(({ external, path }) => external === true && !path.startsWith('node:fs'));
  const loaded = packages.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path);
  expect(new Set(loaded)).toEqual(new Set(['node:buffer', 'node:path', 'node:util']));
  expect(packages.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path)).toEqual(
    expect.arrayContaining(['fast-glob', 'node:zlib']),
  );
});
