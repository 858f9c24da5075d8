import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupReferences, parseReference } from '../../src/graph/references.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/).filter((text) => !RESERVED.has(text));
const RESERVED = new Set([
  'var',
  'local',
  'module',
  'data',
  'each',
  'count',
  'path',
  'terraform',
  'self',
  'resource',
  'ephemeral',
]);
const key = fc.oneof(
  fc.constant(''),
  fc.nat(20).map((index) => `[${index}]`),
  fc.string({ maxLength: 5 }).map((text) => `[${JSON.stringify(text)}]`),
);
const rest = fc.array(name, { maxLength: 3 }).map((names) => names.map((part) => `.${part}`).join(''));
const traversal = fc.oneof(
  fc.tuple(name, name, key, rest).map(([type, label, index, path]) => `${type}.${label}${index}${path}`),
  fc.tuple(name, name, key, rest).map(([type, label, index, path]) => `data.${type}.${label}${index}${path}`),
  fc
    .tuple(fc.constantFrom('var', 'local'), name, rest)
    .map(([root, label, path]) => `${root}.${label}${path}`),
  fc.tuple(name, key, rest).map(([label, index, path]) => `module.${label}${index}${path}`),
);

test('a list of references is read back as the traversals that made it', () => {
  fc.assert(
    fc.property(fc.array(traversal, { maxLength: 6 }), (traversals) => {
      const printed = traversals.flatMap((text) => parseReference(text).printed);
      expect(groupReferences(printed)).toEqual(traversals.map((text) => parseReference(text).reference));
    }),
  );
});

test.each([
  [['aws_subnet.cnt[0].id', 'aws_subnet.cnt[0]', 'aws_subnet.cnt'], 1],
  [['module.netf["a"].all.sgs', 'module.netf["a"].all', 'module.netf["a"]'], 1],
  [['module.net.private_subnets[0]', 'module.net.private_subnets', 'module.net', 'var.x'], 2],
  [['module.a["k"].o', 'module.a["k"]', 'module.a'], 2],
])('%j holds %i references', (references, count) => {
  expect(groupReferences(references)).toHaveLength(count);
});
