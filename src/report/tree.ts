import type { Fact } from './report.ts';

/** A fact with the facts that follow from it. */
export interface Tree {
  readonly fact: Fact;
  readonly below: readonly Tree[];
  /** Equal for trees that hold the same below their facts. */
  readonly belowKey: string;
}

interface Growing extends Tree {
  readonly below: Growing[];
  belowKey: string;
  id: number;
}

/** The evidence of a result as the trees that it lists depth first. */
export function treesOf(facts: readonly Fact[]): readonly Tree[] {
  const roots: Growing[] = [];
  const path: Growing[] = [];
  const trees = facts.map((fact): Growing => {
    const tree: Growing = { fact, below: [], belowKey: '', id: 0 };
    path.length = Math.min(path.length, fact.depth);
    (path.at(-1)?.below ?? roots).push(tree);
    path.push(tree);
    return tree;
  });
  const ids = new Map<string, number>();
  for (const tree of trees.reverse()) {
    const { depth: _, ...content } = tree.fact;
    tree.belowKey = tree.below.map(({ id }) => id).join();
    const key = `${JSON.stringify(content)}${tree.belowKey}`;
    tree.id = ids.get(key) ?? ids.size;
    ids.set(key, tree.id);
  }
  return roots;
}

/** A tree in which nothing stands twice. */
export interface ShownTree {
  readonly fact: Fact;
  readonly below: readonly ShownTree[];
  /** Whether what belongs below was shown before, below another fact. */
  readonly isRepeated: boolean;
}

/** The trees without what was shown before. */
export function withoutRepeats(trees: readonly Tree[], shown: Set<string> = new Set()): readonly ShownTree[] {
  return trees.map(({ fact, below, belowKey }) => {
    const isRepeated = below.length > 0 && shown.has(belowKey);
    shown.add(belowKey);
    return { fact, isRepeated, below: isRepeated ? [] : withoutRepeats(below, shown) };
  });
}

/** The first fact with the first that follows from it, and so on. */
export function firstChain(facts: readonly Fact[]): readonly Fact[] {
  const end = facts.findIndex((fact, index) => index > 0 && fact.depth <= facts[index - 1]!.depth);
  return end < 0 ? facts : facts.slice(0, end);
}
