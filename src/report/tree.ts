import type { Fact } from './report.ts';

/** A fact with the facts that follow from it. */
export interface Tree {
  readonly fact: Fact;
  readonly below: readonly Tree[];
}

interface Growing extends Tree {
  readonly below: Growing[];
}

/** The evidence of a result as the trees that it lists depth first. */
export function treesOf(facts: readonly Fact[]): readonly Tree[] {
  const roots: Growing[] = [];
  const path: Growing[] = [];
  for (const fact of facts) {
    const tree: Growing = { fact, below: [] };
    path.length = Math.min(path.length, fact.depth);
    (path.at(-1)?.below ?? roots).push(tree);
    path.push(tree);
  }
  return roots;
}

/** The first fact with the first that follows from it, and so on. */
export function firstChain(facts: readonly Fact[]): readonly Fact[] {
  const end = facts.findIndex((fact, index) => index > 0 && fact.depth <= facts[index - 1]!.depth);
  return end < 0 ? facts : facts.slice(0, end);
}
