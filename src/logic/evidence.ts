/**
 * One fact that a verdict rests on, in the words of the plan: what `address` (its `attribute`) says. `because` holds
 * the facts that follow from it, so that a chain reads from the subject down to the culprit.
 */
export interface Evidence {
  readonly address: string;
  /** The attribute's path, as in `default_user_settings[0].security_groups`. */
  readonly attribute?: string;
  readonly text: string;
  /** Where the sources write it, and the line from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly because?: readonly Evidence[];
}

/** Appends `reasons` under the last fact of `chain`; facts of equal address, attribute and text are merged. */
export function lead(chain: Evidence | undefined, reasons: readonly Evidence[]): readonly Evidence[] {
  if (chain === undefined) return reasons;
  const below = chain.because?.[0];
  return [{ ...chain, because: below === undefined ? reasons : lead(below, reasons) }];
}

/** The facts of all lists, each once; chains that begin alike are joined into one tree. */
export function merge(lists: Iterable<readonly Evidence[]>): readonly Evidence[] {
  const merged = new Map<string, Evidence>();
  for (const list of lists) {
    for (const fact of list) {
      const key = `${fact.address}\0${fact.attribute ?? ''}\0${fact.text}`;
      const same = merged.get(key);
      if (same === undefined) merged.set(key, fact);
      else if (fact.because !== undefined && fact.because !== same.because) {
        merged.set(key, { ...same, because: merge([same.because ?? [], fact.because]) });
      }
    }
  }
  return [...merged.values()];
}
