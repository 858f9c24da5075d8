import { type Expression, parts } from './syntax.ts';

const NOT_NAMED = new Set(['each', 'count', 'path', 'terraform', 'tofu', 'self']);

/**
 * What an expression refers to, as `var.x`, `local.x`, `module.x`, `data.TYPE.NAME` or `TYPE.NAME`, each once: what Terraform
 * lists as the subjects of its references. Names that a `for` binds are none.
 */
export function referredTo(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  const open: { readonly node: Expression; readonly bound: ReadonlySet<string> }[] = [
    { node: expression, bound: new Set() },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    const subject = subjectOf(node);
    if (subject !== undefined) {
      const [root = ''] = subject;
      const length = root === 'data' || root === 'resource' ? 3 : 2;
      if (!next.bound.has(root) && !NOT_NAMED.has(root) && subject.length >= length)
        found.add(subject.slice(root === 'resource' ? 1 : 0, length).join('.'));
    }
    const bound =
      node.kind === 'for'
        ? new Set([...next.bound, node.valueName, ...(node.keyName ? [node.keyName] : [])])
        : next.bound;
    const below = subject === undefined ? parts(node) : indexesOf(node);
    for (const part of below) open.push({ node: part, bound });
  }
  return found;
}

/** The names of a chain of attribute accesses and indexes that starts at a name; undefined if it does not. */
function subjectOf(expression: Expression): readonly string[] | undefined {
  const names: string[] = [];
  for (let node = expression; ;) {
    if (node.kind === 'name') return [node.name, ...names.reverse()];
    if (node.kind === 'access') names.push(node.name);
    else if (node.kind !== 'index') return undefined;
    node = node.of;
  }
}

/** The index expressions inside such a chain. */
function indexesOf(expression: Expression): readonly Expression[] {
  const keys: Expression[] = [];
  for (let node = expression; node.kind === 'access' || node.kind === 'index'; node = node.of) {
    if (node.kind === 'index') keys.push(node.key);
  }
  return keys;
}
