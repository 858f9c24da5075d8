import type { SourceFile } from './source.ts';

/** Every node carries `at`, the offset of its first character; `SourceFile.position` makes line and column of it. */
interface Node<Kind extends string> {
  readonly kind: Kind;
  readonly at: number;
}

export interface Literal extends Node<'literal'> {
  readonly value: string | number | boolean | null;
}
/** Text made of parts. `"${x}"` alone is not a template but `x` itself. */
export interface Template extends Node<'template'> {
  readonly parts: readonly Expression[];
}
export interface TupleExpression extends Node<'tuple'> {
  readonly items: readonly Expression[];
}
/** Bare keys are literals here; a key in parentheses is the expression. */
export interface ObjectExpression extends Node<'object'> {
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}
/** The first name of a reference: `var`, `local`, a resource type, a name bound by `for` or by a dynamic block. */
export interface Name extends Node<'name'> {
  readonly name: string;
}
export interface AttributeAccess extends Node<'access'> {
  readonly of: Expression;
  readonly name: string;
}
/** `a[k]`, and the old `a.0`. */
export interface Index extends Node<'index'> {
  readonly of: Expression;
  readonly key: Expression;
}
/** `a[*].b` and `a.*.b`; `each` is what is done with every element, which it calls `element`. */
export interface Splat extends Node<'splat'> {
  readonly of: Expression;
  readonly each: Expression;
}
/** The element at hand inside `Splat.each`. */
export interface SplatElement extends Node<'element'> {}
export interface Call extends Node<'call'> {
  readonly name: string;
  readonly args: readonly Expression[];
  /** The last argument is followed by `...`. */
  readonly expand: boolean;
}
export interface Conditional extends Node<'conditional'> {
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}
export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';
export interface Binary extends Node<'binary'> {
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Unary extends Node<'unary'> {
  readonly operator: '-' | '!';
  readonly operand: Expression;
}
/** `[for …]`, `{for …}` when `key` is set, and `%{ for }` when `join` is set: the results are then joined to text. */
export interface ForExpression extends Node<'for'> {
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly in: Expression;
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  readonly group: boolean;
  readonly join: boolean;
}

export type Expression =
  | Literal
  | Template
  | TupleExpression
  | ObjectExpression
  | Name
  | AttributeAccess
  | Index
  | Splat
  | SplatElement
  | Call
  | Conditional
  | Binary
  | Unary
  | ForExpression;

export interface Attribute {
  readonly name: string;
  readonly expression: Expression;
  readonly file: SourceFile;
  readonly at: number;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly file: SourceFile;
  readonly at: number;
}

/** What stands between the braces of a block, or in a file. */
export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}

/** The direct parts of an expression, in source order. */
export function parts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts;
    case 'tuple':
      return expression.items;
    case 'object':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'access':
      return [expression.of];
    case 'index':
      return [expression.of, expression.key];
    case 'splat':
      return [expression.of, expression.each];
    case 'call':
      return expression.args;
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'for': {
      const { in: collection, key, value, condition } = expression;
      return [collection, key, value, condition].filter((part) => part !== undefined);
    }
    default:
      return [];
  }
}
