import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { generatedFiles } from '../../scripts/generated-files.ts';
import { findPlans } from '../../src/plan/index.ts';

const generated = await generatedFiles();

test.each([...generated])('%s is what `npm run generate` makes of the schema', (path, text) => {
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
