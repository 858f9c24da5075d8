import { readFileSync } from 'node:fs';
import fastGlob from 'fast-glob';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Evaluator, Sym, readModule } from '../../src/hcl/index.ts';
import type { Host } from '../../src/hcl/index.ts';

const sources = [
  ...fastGlob.sync([
    'testdata/format/*/main.tf',
    'testdata/hcl/**/*.tf',
    'testdata/studio/locals/clean-nat/**/*.tf',
  ]),
].map((name) => readFileSync(name, 'utf8'));
const tokens = sources.map((text) => text.match(/\w+|\s+|[^\w\s]/g) ?? []);
const spare = [
  ...'{}[]()"$%~*.,:=?<>!&|-+/#\n'.split(''),
  '${',
  '%{',
  '<<EOT\n',
  '<<-X\n',
  'for',
  'in',
  'if',
  '...',
  '=>',
  'null',
  '1e99',
  '\\u',
];

/** A source file with a few of its tokens taken out, doubled, swapped or replaced. */
const mutated = fc
  .record({
    file: fc.nat(tokens.length - 1),
    changes: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        kind: fc.constantFrom('delete', 'double', 'swap', 'replace'),
        spare: fc.constantFrom(...spare),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ file, changes }) => {
    const result = [...tokens[file]!];
    for (const change of changes) {
      const index = Math.floor(change.at * result.length);
      const token = result[index] ?? '';
      if (change.kind === 'delete') result.splice(index, 1);
      else if (change.kind === 'double') result.splice(index, 0, token);
      else if (change.kind === 'replace') result[index] = change.spare;
      else [result[index], result[index + 1]] = [result[index + 1] ?? '', token];
    }
    return result.join('');
  });

/** A plan that has one instance of everything, of which nothing but the type is known. */
function hostOf(text: string): Host {
  const source = readModule([{ name: 'main.tf', text }]);
  return {
    workspace: undefined,
    module: (callPath) => (callPath.includes('.') ? undefined : source),
    variable: () => undefined,
    moduleInstances: () => [0, 'a'],
    resource: (module, mode, type, name) => {
      const instance = { address: `${module}.${type}.${name}`, mode, type };
      return new Map([[undefined, { instance, value: new Sym(instance, []) }]]);
    },
  };
}

function evaluateAll(text: string): number {
  const host = hostOf(text);
  const evaluator = new Evaluator(host);
  const source = host.module('');
  let count = 0;
  for (const address of source?.resources.keys() ?? []) {
    const [mode, type = '', name = ''] = address.split('.');
    const block = evaluator.resource({
      module: '',
      mode: mode === 'data' ? 'data' : 'managed',
      type,
      name,
      key: undefined,
    });
    for (const argument of source?.resources.get(address)?.body.attributes.keys() ?? []) {
      if (block?.argument([argument]) !== undefined) count++;
    }
    block?.value();
  }
  for (const output of source?.outputs.keys() ?? []) evaluator.output('', output);
  return count;
}

it('neither crashes nor hangs on sources with random faults', () => {
  let evaluated = 0;
  fc.assert(
    fc.property(mutated, (text) => {
      const start = performance.now();
      evaluated += evaluateAll(text);
      return performance.now() - start < 5_000;
    }),
    { numRuns: 500 },
  );
  expect(evaluated).toBeGreaterThan(1_000);
}, 120_000);

it('neither crashes nor hangs on random text', () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...spare), fc.string({ maxLength: 3 })), { maxLength: 60 });
  fc.assert(fc.property(text, (parts) => evaluateAll(`output "o" {\n value = ${parts.join('')}\n}\n`) >= 0));
});

it.each([
  ['a list doubled again and again', 'concat(local.x, local.x)', '["a"]'],
  ['a list of itself', '[local.x, local.x]', '["a"]'],
  ['a text doubled again and again', '"${local.x}${local.x}"', '"aaaaaaaa"'],
  [
    'loops in loops',
    '[for a in local.x : [for b in local.x : [for c in local.x : [for d in local.x : d]]]]',
    'range(1000)',
  ],
  ['a product of products', 'setproduct(local.x, local.x)', 'range(300)'],
  ['a slow pattern', 'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "/(a+)+$/", local.x)', '"b"'],
  ['a wide format', 'format("%999999999d", local.x)', '1'],
])('gives up on %s', (_, expression, start) => {
  const levels = Array.from(
    { length: 60 },
    (__, level) => `  l${level + 1} = ${expression.replaceAll('local.x', `local.l${level}`)}\n`,
  );
  const text = `locals {\n  l0 = ${start}\n${levels.join('')}}\noutput "o" { value = local.l60 }\n`;
  const begin = performance.now();
  new Evaluator(hostOf(text)).output('', 'o');
  expect(performance.now() - begin).toBeLessThan(20_000);
});
