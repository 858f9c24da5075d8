import { readFileSync } from 'node:fs';
import fastGlob from 'fast-glob';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Evaluator, type Host, readModule, Sym, Unknown, type Value } from '../../src/hcl/index.ts';
import { drawing } from './plans.ts';

/** No file of this size, and no expression, may take longer. Most take far less than a tenth of it. */
const SECONDS = 10;

const files = fastGlob.sync('testdata/**/*.tf').sort();
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** What breaks readers of a language. */
const HOSTILE: readonly string[] = [
  ...'{}[]()"$%~*.,:=?<>!&|-+/#\\\n\0\r\ufeff\ud800\udc00'.split(''),
  '${',
  '%{',
  '%{ if true }',
  '%{ for x in',
  '<<EOT\n',
  '<<-EOT\n${<<EOT\n',
  '"${"${"${',
  '/*',
  '...',
  '=>',
  '\\u{',
  '1e999999999',
  '9'.repeat(10_000),
  'a'.repeat(100_000),
  '"a" = "b"',
  'dynamic',
  'for',
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'].flatMap((name) => [
    name,
    `${name} = 1\n`,
    `local.${name}`,
    `{ ${name} = { polluted = true } }.${name}`,
    `module "${name}" {\n}\n`,
    `resource "${name}" "${name}" {\n}\n`,
  ]),
  ...['[', '(', '{', '!', '-', '"${', '%{ if x }', 'a ? ', 'f(', 'a[', '{a={', '[for x in '].map((open) =>
    open.repeat(10_000),
  ),
  ...[' + 1', '.a', '[0]', '[*]', '::a', ' ? 1 : 2', ' && a'].map((more) => `a${more.repeat(10_000)}`),
];

/** The same for JSON syntax: there, templates are in strings. */
const HOSTILE_JSON: readonly string[] = [
  ...HOSTILE.map((text) => JSON.stringify(text)),
  '[',
  '{"a":',
  '{',
  '"',
  ',',
  ':',
  '\\',
  '\0',
  '\ud800',
  '1e999999999',
  '-',
  'nul',
  ...['[', '{"a":', '{"resource":[['].map((open) => open.repeat(10_000)),
];

type Change = readonly [at: number, kind: 'delete' | 'double' | 'swap' | 'insert', spare: string];

const changes = (spare: readonly string[]): fc.Arbitrary<readonly Change[]> =>
  fc.array(
    fc.tuple(
      share,
      fc.constantFrom('delete' as const, 'double' as const, 'swap' as const, 'insert' as const),
      fc.constantFrom(...spare),
    ),
    { minLength: 1, maxLength: 6 },
  );

function mutated(text: string, made: readonly Change[]): string {
  const tokens = text.match(/\w+|\s+|[^\w\s]/gu) ?? [];
  for (const [at, kind, spare] of made) {
    const index = Math.floor(at * tokens.length);
    const token = tokens[index] ?? '';
    if (kind === 'delete') tokens.splice(index, 1);
    else if (kind === 'double') tokens.splice(index, 0, token);
    else if (kind === 'insert') tokens.splice(index, 0, spare);
    else [tokens[index], tokens[index + 1]] = [tokens[index + 1] ?? '', token];
  }
  return tokens.join('');
}

/** A plan that has one instance of everything, of which nothing is known. */
function hostOf(name: string, text: string): Host {
  const source = readModule([{ name, text }]);
  return {
    workspace: undefined,
    module: (callPath) => (callPath.includes('.') ? undefined : source),
    variable: () => undefined,
    moduleInstances: () => [0, 'a'],
    resource: (module, mode, type, called) => {
      const instance = { address: `${module}.${type}.${called}`, mode, type };
      return new Map([[undefined, { instance, value: new Sym(instance, []) }]]);
    },
  };
}

/** Reads a file, and evaluates all that is in it. */
function evaluateAll(name: string, text: string): void {
  const host = hostOf(name, text);
  const evaluator = new Evaluator(host);
  const source = host.module('');
  for (const address of source?.resources.keys() ?? []) {
    const [mode, type = '', called = ''] = address.split('.');
    const place = { module: '', type, name: called, key: undefined };
    evaluator.resource({ ...place, mode: mode === 'data' ? 'data' : 'managed' })?.value();
  }
  for (const output of source?.outputs.keys() ?? []) evaluator.output('', output);
}

function expectQuick(work: () => void, what: string): void {
  const begin = performance.now();
  work();
  expect((performance.now() - begin) / 1000, what).toBeLessThan(SECONDS);
  expect(Object.keys(Object.prototype), what).toEqual([]);
}

test('sources with other tokens than people write are read, or refused at a place', () => {
  fc.assert(
    fc.property(fc.constantFrom(...files), changes(HOSTILE), fc.boolean(), (file, made, isCrlf) => {
      const text = mutated(readFileSync(file, 'utf8'), made);
      expectQuick(() => evaluateAll('main.tf', isCrlf ? text.replaceAll('\n', '\r\n') : text), file);
    }),
    drawing(250),
  );
});

test('sources with damaged bytes are read, or refused at a place', () => {
  const flips = fc.array(fc.tuple(share, fc.nat(255)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom(...files), flips, (file, flipped) => {
      const bytes = readFileSync(file);
      for (const [at, mask] of flipped) bytes[Math.floor(at * bytes.length)]! ^= mask;
      expectQuick(() => evaluateAll('main.tf', bytes.toString()), file);
    }),
    drawing(100),
  );
});

const SOURCE_IN_JSON = JSON.stringify({
  locals: { names: ['a', 'b'], text: '${join(",", local.names)}', all: '${aws_subnet.this[*].id}' },
  variable: { cidr: { type: 'map(object({a=optional(string)}))', default: { a: null } } },
  module: { net: { source: './net', for_each: '${toset(local.names)}', id: '${each.key}' } },
  resource: {
    aws_subnet: { this: [{ count: 2, vpc_id: '${aws_vpc.this.id}', tags: { Name: 'x-${count.index}' } }] },
    aws_vpc: { this: { cidr_block: '10.0.0.0/16', dynamic: { a: { for_each: [1], content: {} } } } },
  },
  output: { id: { value: '${[for x in local.all : "%{ if true }${x}%{ endif }"]}' } },
});

test('sources in JSON with other tokens than people write are read, or refused at a place', () => {
  fc.assert(
    fc.property(changes(HOSTILE_JSON), (made) => {
      expectQuick(() => evaluateAll('main.tf.json', mutated(SOURCE_IN_JSON, made)), 'JSON');
    }),
    drawing(150),
  );
});

const block = (type: string, lines: Iterable<string>): string => `${type} {\n${[...lines].join('\n')}\n}\n`;

/** Locals `l0` to `l<length>`, each made of the one before. */
const chained = (length: number, start: string, next: (before: string) => string): readonly string[] => [
  `l0 = ${start}`,
  ...Array.from({ length }, (_, index) => `l${index + 1} = ${next(`local.l${index}`)}`),
  `o = local.l${length}`,
];

const evaluated = (locals: Iterable<string>, blocks = ''): Value => {
  const text = `${block('locals', locals)}${blocks}output "o" {\n  value = local.o\n}\n`;
  return new Evaluator(hostOf('main.tf', text)).output('', 'o');
};

const TEN_THOUSAND = 'n = flatten([for x in range(100) : [for y in range(100) : "${x * 100 + y}"]])';
const LONG = `long = "${'a'.repeat(5000)}"`;
const LONG_WORDS = `words = join("", [for i in range(1000) : "${'a '.repeat(500)}"])`;
const DEEP = 100_000;

const CASES: readonly (readonly [what: string, locals: Iterable<string>, blocks?: string])[] = [
  ['a circle', Array.from({ length: 2000 }, (_, index) => `l${index} = local.l${(index + 1) % 2000}`)],
  ['a long chain', chained(5000, '"a"', (x) => x)],
  ['a long chain of two each', chained(5000, '"a"', (x) => `${x} == ${x}`)],
  ['a long chain of lists', chained(5000, '"a"', (x) => `[${x}]`)],
  ['a text doubled again and again', chained(60, '"a"', (x) => `"\${${x}}\${${x}}"`)],
  ['a text joined again and again', chained(60, '"a"', (x) => `join(${x}, [${x}, ${x}])`)],
  ['a text quoted again and again', chained(60, '"a"', (x) => `jsonencode([${x}, ${x}])`)],
  ['a text formatted again and again', chained(60, '"a"', (x) => `format("%s%s", ${x}, ${x})`)],
  ['sets of sets', chained(60, 'toset([])', (x) => `toset([${x}, [${x}]])`)],
  ['choices of choices', chained(60, '"a"', (x) => `aws_vpc.a.b == "x" ? [${x}] : [${x}, ${x}]`)],
  ['a range without an end', ['o = range(1e9)']],
  ['a range whose steps are lost in rounding', ['o = range(1e17, 1e17 + 1000, 1)']],
  ['a wide format', ['o = format("%1000000000d", 1)']],
  ['a precise format', ['o = format("%.1000000000f", 1)']],
  ['a deep indent', ['o = indent(1000000000, "\\n\\n")']],
  ['a huge power', ['o = pow(10, pow(10, pow(10, 10)))']],
  ['a huge subnet', ['o = cidrsubnet("10.0.0.0/8", 1e999, 1e999)']],
  [
    'loops in loops in loops',
    [TEN_THOUSAND, 'o = [for a in local.n : [for b in local.n : [for c in local.n : a]]]'],
  ],
  ['a product with nothing', [TEN_THOUSAND, 'o = setproduct(local.n, local.n, [])']],
  ['a product of singles', [TEN_THOUSAND, 'o = setproduct([for x in local.n : [x]]...)']],
  ['a difference', [TEN_THOUSAND, 'o = setsubtract(local.n, [for x in local.n : "a${x}"])']],
  [
    'keys that match nothing',
    [TEN_THOUSAND, 'o = matchkeys(local.n, local.n, [for x in local.n : "a${x}"])'],
  ],
  ['a transposition', [TEN_THOUSAND, 'o = transpose({ for x in local.n : x => ["a"] })']],
  ['a merge of many', [TEN_THOUSAND, 'o = merge([for x in local.n : { (x) = x }]...)']],
  ['the greatest of many', [TEN_THOUSAND, 'o = max(flatten([for x in range(20) : local.n])...)']],
  ['a slow pattern', [LONG, 'o = regex("(a+)+$", "${local.long}!")']],
  ['alternatives in a loop', [LONG, 'o = regex("(a|a)+$", "${local.long}!")']],
  ['options in a loop', ['o = regex("(?:a?a)*$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")']],
  ['many options', [`o = regex("^${'a?'.repeat(40)}${'a'.repeat(40)}$", "${'a'.repeat(39)}")`]],
  ['many alternatives', [`o = regex("^${'(a|a)'.repeat(40)}$", "${'a'.repeat(39)}!")`]],
  ['a long pattern', [`o = regex("${'('.repeat(20_000)}a${')'.repeat(20_000)}", "a")`]],
  ['a pattern for each of many', [LONG, 'o = [for x in range(1000) : replace(local.long, "/a*$/", x)]']],
  ['many new lines', [`o = chomp("${'\\n'.repeat(DEEP)}x")`]],
  ['many slashes', [`o = basename("${'/'.repeat(DEEP)}x")`]],
  ['many marks on letters', [`o = strrev("${'e\u0301'.repeat(DEEP)}")`]],
  ...[
    'strrev(x)',
    'title(x)',
    'trim(x, "a ")',
    'length(split("", x))',
    'length(split(" ", x))',
    'format("%.1s", x)',
  ].map((call): readonly [string, readonly string[]] => [
    `${call} again and again`,
    [LONG_WORDS, `o = [for i in range(1000) : ${call.replace('x', '"${local.words}${i}"')}]`],
  ]),
  [
    'characters counted again and again',
    ['o = [for i in range(1000) : length("${i}${join("", [for i in range(1000) : "ééééééééé"])}")]'],
  ],
  ['many long texts formatted', [TEN_THOUSAND, LONG, 'o = formatlist("%s${local.long}", local.n)']],
  [
    'a long text formatted many times',
    [LONG, 'o = format("${join("", [for i in range(1000) : "%[1]s"])}", "${local.long}${local.long}")'],
  ],
  ['deep JSON', [`o = jsondecode("${'['.repeat(DEEP)}${']'.repeat(DEEP)}")`]],
  ['deep YAML', [`o = yamldecode("${'['.repeat(DEEP)}")`]],
  ['anchors in YAML', ['o = yamldecode("a: &a [x, x]\\nb: &b [*a, *a]\\nc: [*b, *b]\\n")']],
  ['many new lines in YAML', [`o = yamldecode("a: |\\n  ${'\\n'.repeat(DEEP)}  x")`]],
  ['control characters in YAML', ['o = yamldecode("\\"\\u0001\\r\\"")']],
  ['a huge count', ['o = module.m[5].x'], 'module "m" {\n  source = "./m"\n  count = 1e9\n}\n'],
  ['a huge number of instances', ['o = module.m[*].x'], 'module "m" {\n  source = "./m"\n  count = 1e9\n}\n'],
];

test.each(CASES.map(([what, locals, blocks]) => ({ what, locals, blocks })))('ends soon: $what', (given) => {
  const { what, locals, blocks } = given;
  expectQuick(() => {
    const value = evaluated(locals, blocks);
    // One clause, and not the engine's words.
    if (value instanceof Unknown) expect(value.reason).toMatch(/^(?!Maximum|Invalid)[^\n.]{1,80}$/);
  }, what);
});

test('blocks in blocks end soon', () => {
  const dynamic = (depth: number): string =>
    depth === 0
      ? 'x = 1'
      : `dynamic "b" {\n for_each = range(1000)\n content {\n${dynamic(depth - 1)}\n}\n}\n`;
  const text = block('resource "aws_vpc" "a"', [dynamic(2)]);
  expectQuick(() => evaluateAll('main.tf', text), 'dynamic blocks');
});

test('what is given up is not begun again for everyone who asks', () => {
  const product = '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : "${a}${b}${c}"]]]';
  const text = `${block('locals', [`x = ${product}`])}${Array.from({ length: 10 }, (_, index) => `output "o${index}" {\n  value = local.x[${index}]\n}\n`).join('')}`;
  const evaluator = new Evaluator(hostOf('main.tf', text));
  const timeOf = (output: string): number => {
    const begin = performance.now();
    expect(evaluator.output('', output)).toBeInstanceOf(Unknown);
    return performance.now() - begin;
  };
  const first = timeOf('o0');
  expect(timeOf('o1')).toBeLessThan(first / 10);
});

test('blocks that hold too much together are unknown', () => {
  const whole = 'x = [for i in range(1000) : [for j in range(300) : j]]';
  const text = block(
    'resource "aws_vpc" "a"',
    Array.from({ length: 2 }, () => `b {\n${whole}\n}`),
  );
  const host = hostOf('main.tf', text);
  const address = { module: '', mode: 'managed', type: 'aws_vpc', name: 'a', key: undefined } as const;
  const argument = new Evaluator(host).resource(address)?.argument(['b']);
  expect(argument?.value).toBeInstanceOf(Unknown);
});
