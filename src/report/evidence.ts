import { fill, type Style, type Word, wordsOf } from './columns.ts';
import type { Fact, Result } from './report.ts';
import { type Tree, treesOf } from './tree.ts';
import { counted } from './wording.ts';

/** How evidence is set. */
export interface EvidenceLook {
  /** How many columns there are; a longer fact takes several lines. */
  readonly width: number;
  /** What every line begins with. */
  readonly indent: string;
  readonly bold: Style;
  readonly dim: Style;
}

/** How many facts of one finding are shown without --verbose. */
export const MAX_FACTS = 16;

/** A fact a line, without colour. */
export const PLAIN: EvidenceLook = { width: Infinity, indent: '', bold: String, dim: String };

/** The evidence of a result, a fact a line, without colour; nothing where the message says it all. */
export function plainEvidence(result: Result, verbose: boolean): readonly string[] {
  const { evidence } = result;
  if (isQuoted(result)) return [];
  return evidenceLines(treesOf(evidence), verbose ? evidence.length : MAX_FACTS, PLAIN);
}

/**
 * Evidence as a tree, a fact a line.
 * @param limit how many facts are shown
 */
export function evidenceLines(trees: readonly Tree[], limit: number, look: EvidenceLook): readonly string[] {
  const facts = [...factLines(trees, look.indent, look)];
  const hidden = facts.length - limit;
  if (hidden <= 1) return facts.flat();
  const rest = `${look.indent}… and ${counted(hidden, 'more fact', 'more facts')} (--verbose)`;
  return [...facts.slice(0, limit).flat(), rest];
}

/** Whether the message holds all of the evidence: a lone fact. */
export const isQuoted = ({ message, evidence: [fact, ...others] }: Result): boolean =>
  fact !== undefined && fact.file === undefined && others.length === 0 && message.includes(fact.text);

/**
 * The lines of each fact.
 * @param stem what stands before the trees
 */
function* factLines(trees: readonly Tree[], stem: string, look: EvidenceLook): Generator<readonly string[]> {
  for (const [index, { fact, below }] of trees.entries()) {
    const [branch, bar] =
      fact.depth === 0 ? ['', ''] : index < trees.length - 1 ? ['├ ', '│ '] : ['└ ', '  '];
    const hang = `${stem}${bar}${below.length > 0 ? '│ ' : '  '}  `;
    yield fill(wordsOfFact(fact, look), look.width, stem + branch, hang);
    yield* factLines(below, stem + bar, look);
  }
}

function wordsOfFact(fact: Fact, { bold, dim }: EvidenceLook): readonly Word[] {
  const [first, ...rest] = wordsOf(fact.text);
  const place = fileAndLine(fact);
  const words: (Word | undefined)[] = [
    { text: fact.address, style: bold },
    fact.attribute === undefined ? undefined : { text: fact.attribute, gap: 2 },
    first && { ...first, gap: 2 },
    ...rest,
    place === undefined ? undefined : { text: place, style: dim, gap: 2 },
    fact.repeated ? { text: '(as above)', style: dim, gap: 2 } : undefined,
  ];
  return words.filter((word) => word !== undefined);
}

/** As in `main.tf:12`; undefined where no source says it. */
export const fileAndLine = ({ file, line }: Fact): string | undefined =>
  line === undefined ? file : file && `${file}:${line}`;
