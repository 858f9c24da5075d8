import { assert, describe, expect, it } from 'vitest';
import {
  Alt,
  Evaluator,
  type Host,
  type InstanceKey,
  Mapping,
  type PlannedInstance,
  type ResourceMode,
  Sequence,
  Sym,
  Unknown,
  type Value,
  dependencies,
  readModule,
} from '../../src/hcl/index.ts';

/** A plan with `count` instances of every resource, or a single one, of which only `name` is known. */
function hostOf(
  modules: Record<string, string>,
  instances: Record<string, readonly InstanceKey[]> = {},
): Host {
  const sources = new Map(
    Object.entries(modules).map(([path, text]) => [path, readModule([{ name: `${path}/main.tf`, text }])]),
  );
  return {
    workspace: undefined,
    module: (callPath) => sources.get(callPath),
    variable: () => undefined,
    moduleInstances: () => ['shown'],
    resource: (module, mode, type, name) =>
      new Map(
        (instances[`${type}.${name}`] ?? [undefined]).map((key) => [
          key,
          planned(module, mode, type, name, key),
        ]),
      ),
  };
}

function planned(
  module: string,
  mode: ResourceMode,
  type: string,
  name: string,
  key: InstanceKey,
): PlannedInstance {
  const prefix = module === '' ? '' : `${module}.`;
  const suffix = key === undefined ? '' : `[${JSON.stringify(key)}]`;
  const instance = {
    address: `${prefix}${mode === 'data' ? 'data.' : ''}${type}.${name}${suffix}`,
    mode,
    type,
  };
  const leaf = (attribute: string): [string, Value] => [attribute, new Sym(instance, [attribute])];
  return { instance, value: new Mapping('object', [leaf('id'), leaf('arn'), leaf('list'), ['name', name]]) };
}

/** The value of an output as text: symbols by address, alternatives with `|`, unknowns with what they depend on. */
function show(value: Value): string {
  if (value instanceof Sym) return [value.instance.address, ...value.path].join('.');
  if (value instanceof Unknown) return `?(${dependencies([value]).map(show).join(' ')})`;
  if (value instanceof Alt) return `(${value.options.map(show).join(' | ')})`;
  if (value instanceof Sequence) return `${value.fixed ? '' : '~'}[${value.items.map(show).join(' ')}]`;
  if (value instanceof Mapping)
    return `{${[...value.entries].map(([key, item]) => `${key}=${show(item)}`).join(' ')}}`;
  return JSON.stringify(value);
}

const resources = `
  resource "v" "a" {}
  resource "v" "b" {}
  resource "s" "many" { count = 2 }
  data "v" "d" {}
`;

function evaluated(expression: string): string {
  const host = hostOf({ '': `${resources}output "o" { value = ${expression} }` }, { 's.many': [0, 1] });
  return show(new Evaluator(host).output('', 'o'));
}

describe('unknown values', () => {
  it.each([
    ['v.a.arn == null', '?(v.a.arn)'],
    ['v.a.id == null', 'false'],
    ['v.a.id == v.b.id', 'false'],
    ['v.a.id == data.v.d.id', '?(v.a.id data.v.d.id)'],
    ['v.a.arn == "x" ? v.a.id : v.b.id', '(v.a.id | v.b.id)'],
    ['s.many[v.a.arn].id', '(s.many[0].id | s.many[1].id)'],
    ['[for s in s.many : s.id][length(v.a.arn)]', '(s.many[0].id | s.many[1].id)'],
    ['v.a.list[0].x', 'v.a.list.0.x'],
    ['v.a.list[*].x', '?(v.a.list.x v.a.list)'],
    ['[for x in v.a.list : { x = x, b = v.b.id }]', '?(v.a.list v.b.id)'],
    ['try(v.a.list[0], v.b.id)', '(v.a.list.0 | v.b.id)'],
    ['try(s.many[1].id, v.b.id)', 's.many[1].id'],
    ['try(s.many[2].id, v.b.id)', 'v.b.id'],
    ['can(v.a.list[0])', '?(v.a.list.0)'],
    ['"${v.a.arn}/x"', '?(v.a.arn)'],
    ['"${v.a.arn}/x" == null', 'false'],
    ['upper(v.a.arn)', '?(v.a.arn)'],
    ['concat([v.a.id], v.a.list)', '?(v.a.id v.a.list)'],
    ['concat([v.a.id], v.a.arn == "x" ? [v.b.id] : [])', '([v.a.id v.b.id] | [v.a.id])'],
    ['toset([v.a.id, v.b.id, v.a.id])', '~[v.a.id v.b.id]'],
    ['tolist(toset([v.a.id, v.b.id]))[0]', '(v.a.id | v.b.id)'],
    ['length(toset([v.a.id, v.b.id]))', '2'],
    ['length(toset([v.a.id, v.a.arn]))', '?(v.a.id v.a.arn)'],
    ['sort([v.a.id, "x"])', '~[v.a.id "x"]'],
    ['coalesce(v.a.arn, v.b.id)', '(v.a.arn | v.b.id)'],
    ['coalesce(v.a.id, v.b.id)', 'v.a.id'],
    ['compact([v.a.arn, v.a.id])', '~[v.a.arn v.a.id]'],
    ['setsubtract([v.a.id, v.b.id], [v.a.arn])', '?(v.a.id v.b.id v.a.arn)'],
    ['{ (v.a.id) = v.b.id }', '?(v.a.id v.b.id)'],
    ['file("x")', '?()'],
    ['templatefile(v.a.arn, { x = v.b.id })', '?(v.a.arn v.b.id)'],
    ['provider::p::f(v.a.id)', '?(v.a.id)'],
    ['ephemeral.e.x.id', '?()'],
    ['terraform.workspace', '?()'],
    ['v.missing.id', '?()'],
    ['v.a.missing', '?(v.a.arn v.a.id v.a.list)'],
    ['[v.a.id, v.b.id + 1, tonumber("x")]', '[v.a.id ?(v.b.id) ?()]'],
    ['true || v.a.arn == "x"', 'true'],
    ['v.a.arn == "x" || true', 'true'],
    ['v.a.arn == "x" && false', 'false'],
  ])('%s', (expression, value) => expect(evaluated(expression)).toBe(value));
});

/** The output `o` of the root module. */
function outputOf(modules: Record<string, string>, instances = {}): string {
  return show(new Evaluator(hostOf(modules, instances)).output('', 'o'));
}

function counted(count: string): Record<string, string> {
  return { '': `resource "v" "x" { count = ${count} }\noutput "o" { value = v.x[*].id }` };
}

describe('modules', () => {
  it('whose sources are missing yield what they were given', () => {
    expect(
      outputOf({
        '': `${resources}module "m" {\n source = "x"\n a = v.a.id\n}\noutput "o" { value = module.m.any }`,
      }),
    ).toBe('?(v.a.id)');
  });

  it('with unknown keys are those that the plan shows', () => {
    const root = `${resources}module "m" {\n source = "x"\n for_each = toset([v.a.arn])\n}\noutput "o" { value = module.m }`;
    expect(outputOf({ '': root, m: `resource "v" "x" {}\noutput "id" { value = v.x.id }` })).toBe(
      '{shown={id=module.m["shown"].v.x.id}}',
    );
  });

  it('may refer to each other as long as their outputs do not', () => {
    const root = `
      module "a" {\n source = "x"\n in = module.b.first\n}
      module "b" {\n source = "x"\n in = module.a.first\n}
      output "o" { value = [module.a.second, module.b.second] }`;
    const child = `variable "in" {}\nresource "v" "x" {}\noutput "first" { value = v.x.id }\noutput "second" { value = var.in }`;
    expect(outputOf({ '': root, a: child, b: child })).toBe('[module.b.v.x.id module.a.v.x.id]');
  });

  it('that refer to themselves are unknown', () => {
    expect(
      outputOf({ '': 'locals {\n a = local.b\n b = [local.a]\n}\noutput "o" { value = local.a }' }),
    ).toBe('[?()]');
  });

  it('without instances in the plan are empty only if the sources want none', () => {
    expect(outputOf(counted('0'), { 'v.x': [] })).toBe('[]');
    expect(outputOf(counted('2'), { 'v.x': [] })).toBe('?()');
  });
});

describe('blocks', () => {
  const text = `${resources}
resource "t" "r" {
  for_each = { one = v.a.id, two = v.b.id }
  plain    = each.value
  same     = self.name
  set { n = 1 }
  dynamic "set" {
    for_each = { x = v.a.id }
    iterator = it
    content {
      n   = it.value
      key = it.key
      dynamic "inner" {
        for_each = [it.key, each.key]
        content { both = "\${inner.key}\${inner.value}" }
      }
    }
  }
  dynamic "many" {
    for_each = v.a.list
    content { value = many.value }
  }
  dynamic "chosen" {
    for_each = v.a.arn == "x" ? [v.b.id] : []
    content { value = chosen.value }
  }
  list = [{ a = v.a.id }]
}`;
  const block = new Evaluator(hostOf({ '': text }, { 't.r': ['one', 'two'] })).resource({
    module: '',
    mode: 'managed',
    type: 't',
    name: 'r',
    key: 'two',
  });
  assert(block !== undefined);

  it.each([
    [['plain'], 'v.b.id'],
    [['same'], '"r"'],
    [['set', 0, 'n'], '1'],
    [['set', 1, 'n'], 'v.a.id'],
    [['set', 1, 'key'], '"x"'],
    [['set', 1, 'inner', 1, 'both'], '"1two"'],
    [['set'], '[{n=1} {inner=[{both="0x"} {both="1two"}] key="x" n=v.a.id}]'],
    [['many', 0, 'value'], '?(v.a.list)'],
    [['many', 7, 'value'], '?(v.a.list)'],
    [['many'], '?(v.a.list)'],
    [['chosen', 0, 'value'], 'v.b.id'],
    [['list', 0, 'a'], 'v.a.id'],
    [['list', 1, 'a'], '?(v.a.id)'],
  ])('argument %j', (path, value) => {
    const argument = block.argument(path);
    expect(argument.isConfigured).toBe(true);
    expect(show(argument.value)).toBe(value);
  });

  it('says what is not configured', () => {
    for (const path of [['none'], ['set', 5, 'n'], ['set', 0, 'none']]) {
      expect(block.argument(path)).toEqual({ value: null, isConfigured: false, position: undefined });
    }
  });

  it('says which blocks may come any number of times', () => {
    expect(block.blocks('set').map(({ isRepeated }) => isRepeated)).toEqual([false, false]);
    expect(block.blocks('many').map(({ isRepeated }) => isRepeated)).toEqual([true]);
    expect(block.blocks('chosen').map(({ isRepeated }) => isRepeated)).toEqual([true]);
  });

  it('knows file, line and column', () => {
    expect(block.position).toEqual({ file: '/main.tf', line: 7, column: 1 });
    expect(block.argument(['set', 1, 'n']).position).toEqual({ file: '/main.tf', line: 16, column: 7 });
  });
});
