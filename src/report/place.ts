import type { Fact } from './report.ts';
import { firstChain } from './tree.ts';

/** A line of a source file. */
export interface Place {
  /** Relative, with `/` between folders. */
  readonly file: string;
  readonly line?: number;
}

/** What is not in the reader's repository: other folders, other disks, and modules that `terraform init` fetched. */
const FOREIGN = /^(?:[/\\]|[a-z]:|\.\.(?:[/\\]|$)|\.terraform[/\\])/i;

export const isForeign = (path: string): boolean => FOREIGN.test(path);

/**
 * The place to show a finding at, if the sources were at hand: of the first chain of its evidence the last place,
 * where what is wrong is written; else the first place that there is.
 */
export function placeOf(evidence: readonly Fact[]): Place | undefined {
  const place = firstChain(evidence).findLast(isPlaced) ?? evidence.find(isPlaced);
  return place && { file: place.file, ...(place.line !== undefined && { line: place.line }) };
}

const isPlaced = (fact: Fact): fact is Fact & { readonly file: string } =>
  fact.file !== undefined && !isForeign(fact.file);
