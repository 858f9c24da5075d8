import type { InstanceKey } from './host.ts';
import type { ModuleSource } from './module.ts';
import { type Block, type Expression, parts } from './syntax.ts';
import type { Value } from './values.ts';

/** One instance of a module, with what has been computed in it. */
export interface ModuleInstance {
  readonly address: string;
  readonly callPath: string;
  readonly source: ModuleSource | undefined;
  /** The instance that calls this one, the call, and the key; undefined for the root. */
  readonly caller:
    | { readonly module: ModuleInstance; readonly block: Block; readonly key: InstanceKey }
    | undefined;
  /** Values that are computed once, by what they are the value of; undefined while being computed. */
  readonly memo: Map<string | Block | Expression, Value | undefined>;
}

/** What names mean where an expression stands. */
export interface Scope {
  readonly module: ModuleInstance;
  /** `each` and `count`, of the resource or module call that the expression belongs to. */
  readonly repetition: { readonly key: InstanceKey; readonly forEach: () => Value } | undefined;
  readonly self: (() => Value) | undefined;
  /** Names bound by `for` and by dynamic blocks. */
  readonly names: ReadonlyMap<string, Value>;
  /** The element at hand in a splat. */
  readonly element: Value | undefined;
}

export function moduleScope(module: ModuleInstance): Scope {
  return { module, repetition: undefined, self: undefined, names: new Map(), element: undefined };
}

export function withNames(scope: Scope, names: Iterable<readonly [string | undefined, Value]>): Scope {
  const bound = new Map(scope.names);
  for (const [name, value] of names) if (name !== undefined) bound.set(name, value);
  return { ...scope, names: bound };
}

/** Stands for the element of a splat among the names. */
const elementName = '*';

const freeNamesOf = new WeakMap<Expression, ReadonlySet<string>>();

/** Whether the expression has the same value wherever in the module it stands. */
export function isClosed(expression: Expression, scope: Scope): boolean {
  for (const name of freeNames(expression)) {
    if (
      name === 'each' ||
      name === 'count' ||
      name === 'self' ||
      name === elementName ||
      scope.names.has(name)
    )
      return false;
  }
  return true;
}

/** The first names of all references, less those that the expression itself binds. */
function freeNames(expression: Expression): ReadonlySet<string> {
  const found = freeNamesOf.get(expression);
  if (found !== undefined) return found;
  const names = new Set<string>();
  if (expression.kind === 'name') names.add(expression.name);
  else if (expression.kind === 'element') names.add(elementName);
  for (const part of parts(expression)) {
    for (const name of freeNames(part)) if (!binds(expression, part, name)) names.add(name);
  }
  freeNamesOf.set(expression, names);
  return names;
}

function binds(expression: Expression, part: Expression, name: string): boolean {
  if (expression.kind === 'splat') return part === expression.each && name === elementName;
  if (expression.kind !== 'for' || part === expression.in) return false;
  return name === expression.keyName || name === expression.valueName;
}
