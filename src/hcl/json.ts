import { ExpressionParser } from './expressions.ts';
import { type JsonNode, type JsonObject, parseJson } from './json-text.ts';
import { Lexer, unexpected } from './lexer.ts';
import { type SourceFile, SyntaxFault } from './source.ts';
import type { Attribute, Block, Body, Expression } from './syntax.ts';
import { bareTemplate } from './templates.ts';

/** How many labels the blocks of a module have. */
const labelCounts: ReadonlyMap<string, number> = new Map([
  ['resource', 2],
  ['data', 2],
  ['ephemeral', 2],
  ['variable', 1],
  ['output', 1],
  ['module', 1],
  ['provider', 1],
  ['check', 1],
  ['locals', 0],
  ['terraform', 0],
  ['moved', 0],
  ['removed', 0],
  ['import', 0],
]);

/** Blocks inside a resource that are blocks in any provider. */
const resourceBlocks: ReadonlyMap<string, number> = new Map([
  ['dynamic', 1],
  ['content', 0],
  ['lifecycle', 0],
  ['connection', 0],
  ['provisioner', 1],
]);

/**
 * A file in JSON syntax. Without the provider's schema a nested block cannot be told from an argument, so the body of a
 * resource holds arguments only, whose values are lists or objects; dynamic blocks are blocks. Throws SyntaxFault.
 */
export function parseJsonBody(file: SourceFile): Body {
  const root = parseJson(file.text);
  if (root.kind !== 'object') throw new SyntaxFault('Expected an object', root.at);
  return body(file, root, labelCounts);
}

function body(file: SourceFile, node: JsonObject, blockTypes: ReadonlyMap<string, number>): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const { name, at, value } of node.members) {
    if (name === '//') continue;
    const labelCount = blockTypes.get(name);
    if (labelCount !== undefined) blocks.push(...labelled(file, name, [], labelCount, at, value));
    else attributes.set(name, { name, expression: expression(value), file, at });
  }
  return { attributes, blocks };
}

/** An array stands for several blocks, at any level of labels. */
function labelled(
  file: SourceFile,
  type: string,
  labels: readonly string[],
  missing: number,
  at: number,
  node: JsonNode,
): Block[] {
  if (node.kind === 'array')
    return node.items.flatMap((item) => labelled(file, type, labels, missing, at, item));
  if (node.kind === 'literal' && node.value === null) return [];
  if (node.kind !== 'object') throw new SyntaxFault(`Expected an object for "${type}"`, node.at);
  if (missing === 0) return [{ type, labels, body: blockBody(file, type, node), file, at }];
  return node.members
    .filter(({ name }) => name !== '//')
    .flatMap((member) =>
      labelled(file, type, [...labels, member.name], missing - 1, member.at, member.value),
    );
}

function blockBody(file: SourceFile, type: string, node: JsonObject): Body {
  if (type === 'variable') return { attributes: variableAttributes(file, node), blocks: [] };
  return body(file, node, resourceBlocks);
}

/** A variable has no templates: its type is an expression in a string, all else is meant literally. */
function variableAttributes(file: SourceFile, node: JsonObject): Map<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const { name, at, value } of node.members) {
    const isType = name === 'type' && value.kind === 'string';
    attributes.set(name, { name, expression: isType ? typeExpression(value) : literal(value), file, at });
  }
  return attributes;
}

function typeExpression(node: Extract<JsonNode, { kind: 'string' }>): Expression {
  const parser = new ExpressionParser(new Lexer(node.value, node.at + 1));
  const type = parser.acrossLines(() => parser.expression());
  const rest = parser.lexer.next();
  if (rest.kind !== 'end') throw unexpected(rest, 'the end of the type');
  return type;
}

function expression(node: JsonNode): Expression {
  if (node.kind === 'string') return bareTemplate(new ExpressionParser(new Lexer(node.value, node.at + 1)));
  return compound(node, expression);
}

function literal(node: JsonNode): Expression {
  return node.kind === 'string'
    ? { kind: 'literal', at: node.at, value: node.value }
    : compound(node, literal);
}

function compound(
  node: Exclude<JsonNode, { kind: 'string' }>,
  inner: (node: JsonNode) => Expression,
): Expression {
  const { at } = node;
  if (node.kind === 'literal') return { kind: 'literal', at, value: node.value };
  if (node.kind === 'array') return { kind: 'tuple', at, items: node.items.map(inner) };
  const entries = node.members
    .filter(({ name }) => name !== '//')
    .map((member) => ({
      key: inner({ kind: 'string', at: member.at, value: member.name }),
      value: inner(member.value),
    }));
  return { kind: 'object', at, entries };
}
