import { describe, expect, it } from 'vitest';
import {
  Evaluator,
  type Host,
  type ModuleSource,
  type SourceText,
  Sym,
  type Value,
  readModule,
} from '../../src/hcl/index.ts';

/** The value of an output of a module that refers to no resource. */
function output(source: ModuleSource, name: string): Value {
  const host: Host = {
    workspace: undefined,
    module: () => source,
    variable: () => undefined,
    moduleInstances: () => [],
    resource: () => new Map(),
  };
  return new Evaluator(host).output('', name);
}

const file = (name: string, text: string): SourceText => ({ name, text });

describe('the files of a module', () => {
  const files = [
    file('main.tf', 'output "a" { value = "tf" }'),
    file('main.tofu', 'output "a" { value = "tofu" }'),
    file('only.tofu', 'output "b" { value = 1 }'),
    file('.hidden.tf', 'output "c" { value = 1 }'),
    file('main.tftest.hcl', 'output "d" { value = 1 }'),
    file('notes.md', '# no source'),
  ];

  it('are *.tf for Terraform', () => {
    const module = readModule(files);
    expect([...module.outputs.keys()]).toEqual(['a']);
    expect(output(module, 'a')).toBe('tf');
  });

  it('are *.tofu too for OpenTofu, in place of the .tf file of the same name', () => {
    const module = readModule(files, { dialect: 'opentofu' });
    expect([...module.outputs.keys()]).toEqual(['a', 'b']);
    expect(output(module, 'a')).toBe('tofu');
  });

  it('that are broken leave the others alone, with a diagnostic', () => {
    const module = readModule([
      file('a.tf', 'output "a" { value = 1 }'),
      file('b.tf', 'output "b" {\n  value = [\n'),
    ]);
    expect(output(module, 'a')).toBe(1);
    expect(module.diagnostics).toMatchObject([{ position: { file: 'b.tf', line: 3 } }]);
  });
});

describe('override files', () => {
  const module = readModule([
    file('z_override.tf', 'locals {\n  x = "last"\n}\nresource "t" "r" {\n  b = 3\n}\n'),
    file(
      'main.tf',
      'locals {\n  x = "main"\n  y = 1\n}\nresource "t" "r" {\n  a = 1\n  b = 1\n  set { n = 1 }\n  set { n = 2 }\n  keep {}\n  lifecycle {\n    ignore_changes = []\n    prevent_destroy = true\n  }\n}\noutput "x" { value = "${local.x}${local.y}" }',
    ),
    file(
      'override.tf',
      'resource "t" "r" {\n  b = 2\n  dynamic "set" {\n    for_each = [3]\n    content { n = set.value }\n  }\n  lifecycle {\n    prevent_destroy = false\n  }\n}\noutput "new" { value = 1 }',
    ),
  ]);
  const body = module.resources.get('managed.t.r')?.body;

  it('replace arguments, in the order of their names', () => {
    expect(body?.attributes.get('a')?.expression).toMatchObject({ value: 1 });
    expect(body?.attributes.get('b')?.expression).toMatchObject({ value: 3 });
    expect(output(module, 'x')).toBe('last1');
  });

  it('replace all nested blocks of a type, and merge lifecycle', () => {
    expect(body?.blocks.map(({ type, labels }) => [type, ...labels])).toEqual([
      ['keep'],
      ['dynamic', 'set'],
      ['lifecycle'],
    ]);
    const lifecycle = body?.blocks.find(({ type }) => type === 'lifecycle');
    expect([...(lifecycle?.body.attributes.keys() ?? [])]).toEqual(['ignore_changes', 'prevent_destroy']);
  });

  it('add nothing of their own', () => expect(module.outputs.has('new')).toBe(false));
});

describe('JSON syntax', () => {
  const text = JSON.stringify(
    {
      '//': 'comment',
      variable: {
        v: { type: 'object({ a = string, b = optional(number, 2) })', default: { a: '${literal}' } },
      },
      locals: [
        { l: ['x', '${var.v.b + 1}'] },
        { k: { '${var.v.b}': '$${escaped} %{ if true }yes%{ endif }' } },
      ],
      resource: {
        t: {
          r: {
            count: 2,
            block: { nested: '${count.index}' },
            list: [{ n: 1 }],
            dynamic: { set: { for_each: '${local.l}', content: { n: '${set.value}' } } },
          },
        },
      },
      output: { v: { value: '${var.v}' }, l: { value: '${local.l}' }, k: { value: '${local.k}' } },
    },
    null,
    2,
  );
  const module = readModule([file('main.tf.json', text)]);
  const json = (name: string): unknown =>
    JSON.parse(
      JSON.stringify(output(module, name), (_, value: unknown) =>
        value instanceof Map ? Object.fromEntries(value) : value,
      ),
    );

  it('has templates in its strings, but in variables', () => {
    expect(module.diagnostics).toEqual([]);
    expect(json('v')).toMatchObject({ entries: { a: '${literal}', b: 2 } });
    expect(json('l')).toMatchObject({ items: ['x', 3] });
    expect(json('k')).toMatchObject({ entries: { '2': '${escaped} yes' } });
  });

  it('has arguments where the other syntax has blocks, and dynamic blocks', () => {
    const instance = { address: 't.r[1]', mode: 'managed', type: 't' } as const;
    const host: Host = {
      workspace: undefined,
      module: () => module,
      variable: () => undefined,
      moduleInstances: () => [],
      resource: () => new Map([[1, { instance, value: new Sym(instance, []) }]]),
    };
    const block = new Evaluator(host).resource({ module: '', mode: 'managed', type: 't', name: 'r', key: 1 });
    expect(block?.argument(['block', 0, 'nested'])).toMatchObject({ value: 1, isConfigured: true });
    expect(block?.argument(['list', 0, 'n']).value).toBe(1);
    expect(block?.argument(['set', 1, 'n']).value).toBe(3);
    const line = text.split('\n').findIndex((each) => each.includes('"block"')) + 1;
    expect(block?.argument(['block', 0, 'nested']).position).toEqual({
      file: 'main.tf.json',
      line,
      column: 9,
    });
  });

  it.each([
    '{',
    '[]',
    '{"resource": 1}',
    '{"output": {"o": {"value": "${"}}}',
    '{"a": 01}',
    '{"a": "\\q"}',
    '['.repeat(1e5),
  ])('reports the fault of %j', (broken) => {
    expect(
      readModule([file('main.tf.json', broken.slice(0, 50) + broken.slice(50))]).diagnostics,
    ).toHaveLength(1);
  });
});
