import { describe, expect, it } from 'vitest';
import { parseExpression, parseFile } from '../../src/hcl/parser.ts';
import type { Expression } from '../../src/hcl/syntax.ts';

/** An expression as an unambiguous text, to compare trees by. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'name':
      return expression.name;
    case 'element':
      return '@';
    case 'access':
      return `${show(expression.of)}.${expression.name}`;
    case 'index':
      return `${show(expression.of)}[${show(expression.key)}]`;
    case 'splat':
      return `${show(expression.of)}[*](${show(expression.each)})`;
    case 'template':
      return `<${expression.parts.map(show).join(' ')}>`;
    case 'tuple':
      return `[${expression.items.map(show).join(' ')}]`;
    case 'object':
      return `{${expression.entries.map(({ key, value }) => `${show(key)}:${show(value)}`).join(' ')}}`;
    case 'call':
      return `${expression.name}(${expression.args.map(show).join(' ')}${expression.expand ? '...' : ''})`;
    case 'conditional':
      return `(${show(expression.condition)} ? ${show(expression.whenTrue)} : ${show(expression.whenFalse)})`;
    case 'binary':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'unary':
      return `(${expression.operator}${show(expression.operand)})`;
    case 'for': {
      const names = [expression.keyName, expression.valueName].filter((name) => name !== undefined).join(',');
      const key = expression.key === undefined ? '' : `${show(expression.key)}=>`;
      const condition = expression.condition === undefined ? '' : ` if ${show(expression.condition)}`;
      return `for(${names} in ${show(expression.in)}: ${key}${show(expression.value)}${expression.group ? '...' : ''}${condition})`;
    }
  }
}

const shown = (text: string): string => show(parseExpression(text));

/** The value of the only argument of a file. */
function argument(text: string): string {
  const { body, diagnostic } = parseFile('main.tf', text);
  expect(diagnostic).toBeUndefined();
  const [attribute] = body.attributes.values();
  return show(attribute!.expression);
}

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
    ['a || b && c == d < e + f', '(a || (b && (c == (d < (e + f)))))'],
    ['!a == -b.c', '((!a) == (-b.c))'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['(a ? b : c) ? d : e', '((a ? b : c) ? d : e)'],
    ['-1.5e3', '-1500'],
    ['x-y', 'x-y'],
    ['a.b[0].c["k"].0.1.d', 'a.b[0].c["k"][0][1].d'],
    ['a[*].b[0].c', 'a[*](@.b[0].c)'],
    ['a.*.b[0]', 'a[*](@.b)[0]'],
    ['a[*].b[*].c', 'a[*](@.b[*](@.c))'],
    ['(a[*].b)[0]', 'a[*](@.b)[0]'],
    ['f(a, g(b)...)', 'f(a g(b)...)'],
    ['f(\n  a,\n  b,\n)', 'f(a b)'],
    ['provider::aws::arn_parse(a)', 'provider::aws::arn_parse(a)'],
    ['[\n 1,\n 2, # two\n]', '[1 2]'],
    ['{ a = 1, "b" : 2\n (c) = 3\n d.e = 4 }', '{"a":1 "b":2 c:3 d.e:4}'],
    ['[for k, v in m : v if k != "p"]', 'for(k,v in m: v if (k != "p"))'],
    ['{ for v in l : v.a => v.b... if v.c }', 'for(v in l: v.a=>v.b... if v.c)'],
    ['true', 'true'],
    ['null', 'null'],
  ])('%s', (text, tree) => expect(shown(text)).toBe(tree));

  it('refuses what nests too deeply', () => {
    for (const deep of [
      '['.repeat(1e5),
      '-'.repeat(1e5),
      '"${'.repeat(1e5),
      `a${'.b'.repeat(1e5)}`,
      '1'.padEnd(1e5, '+1'),
    ]) {
      expect(parseFile('main.tf', `a = ${deep}\n`).diagnostic).toBeDefined();
    }
    expect(parseFile('main.tf', 'a {\n'.repeat(1e5)).diagnostic?.message).toMatch(/too deeply/);
  });
});

describe('templates', () => {
  it.each([
    ['"plain"', '"plain"'],
    ['"${x}"', 'x'],
    ['"a${x}b"', '<"a" x "b">'],
    [String.raw`"\n\t\"\\\u00e9\U0001F600"`, JSON.stringify('\n\t"\\é😀')],
    ['"$${x} %%{y} $ % 100%"', '"${x} %{y} $ % 100%"'],
    ['"${"a${"b"}"}"', '<"a" "b">'],
    ['"a ${~ x ~} b"', '<"a" x "b">'],
    ['"${ {a = "}"}["a"] }"', '{"a":"}"}["a"]'],
    ['"%{ if a }x%{ else }y${z}%{ endif }"', '<(a ? "x" : <"y" z>)>'],
    ['"%{ for i, v in l ~} ${v} %{~ endfor }"', '<for(i,v in l: <"" v "">)>'],
  ])('%s', (text, tree) => expect(shown(text)).toBe(tree));

  it('reads heredocs', () => {
    expect(argument('a = <<EOT\n  one\n two ${x}\nEOT\n')).toBe('<"  one\\n" " two " x "\\n">');
    expect(argument('a = <<-EOT\n    one\n\n      two\n    EOT\n')).toBe('<"one\\n" "\\n" "  two\\n">');
    expect(argument('a = <<-EOT\n    ${x}\n  EOT')).toBe('<"" x "\\n">');
    expect(argument('a = f(<<EOT\nx\nEOT\n, 1)')).toBe('f("x\\n" 1)');
    expect(argument('a = <<EOT\r\nx\r\nEOT\r\n')).toBe('"x\\r\\n"');
    expect(argument('a = <<EOT\nEOT\n')).toBe('""');
  });
});

describe('files', () => {
  it('knows where everything stands', () => {
    const text = '# comment\nresource "aws_vpc" v {\n  cidr = /* x */ "é${ a }"\n\n  tags { b = 1 }\n}\n';
    const { file, body } = parseFile('net/main.tf', text);
    const [block] = body.blocks;
    expect(block).toMatchObject({ type: 'resource', labels: ['aws_vpc', 'v'] });
    expect(file.position(block!.at)).toEqual({ file: 'net/main.tf', line: 2, column: 1 });
    const cidr = block!.body.attributes.get('cidr');
    expect(file.position(cidr!.at)).toEqual({ file: 'net/main.tf', line: 3, column: 3 });
    const expression = cidr!.expression;
    expect(file.position(expression.at)).toMatchObject({ line: 3, column: 18 });
    const inner = expression.kind === 'template' ? expression.parts[1] : undefined;
    expect(file.position(inner!.at)).toMatchObject({ line: 3, column: 23 });
    const [tags] = block!.body.blocks;
    expect(file.position(tags!.at)).toMatchObject({ line: 5, column: 3 });
    expect(file.position(tags!.body.attributes.get('b')!.at)).toMatchObject({ line: 5, column: 10 });
  });

  it.each([
    ['a = ', 1, 5],
    ['a = [1 2]', 1, 8],
    ['a = "x', 1, 5],
    ['a = 1 b = 2', 1, 7],
    ['a = 1\na = 2', 2, 1],
    ['a {\n  b = }\n', 2, 7],
    ['a = <<EOT\nx\n', 1, 5],
    ['/* x', 1, 1],
    ['a = "\\q"', 1, 6],
    ['a = "%{ if x }y"', 1, 6],
    ['a = "x%{ endif }"', 1, 7],
    ['a "${x}" {}', 1, 3],
    ['a = b\n[0]', 2, 1],
    ['a = @', 1, 5],
  ])('reports the first fault of %j', (text, line, column) => {
    expect(parseFile('main.tf', text)).toMatchObject({
      body: { blocks: [] },
      diagnostic: { position: { file: 'main.tf', line, column } },
    });
  });
});
