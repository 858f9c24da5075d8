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
  /** What follows from it is told below an earlier fact. */
  readonly repeated?: true;
}

/** Appends `reasons` under the last fact of `chain`, in which each fact has one reason at most. */
export function lead(chain: Evidence | undefined, reasons: readonly Evidence[]): readonly Evidence[] {
  if (chain === undefined) return reasons;
  const below = chain.because?.[0];
  return [{ ...chain, because: below === undefined ? reasons : lead(below, reasons) }];
}

/**
 * The same facts with nothing told twice. Chains share their ends, and written out each for itself they could outnumber every
 * plan: as many as there are ways from the first fact to the last.
 */
export function withoutRepeats(evidence: readonly Evidence[]): readonly Evidence[] {
  const idOf = identifier();
  const told = new Set<number>();
  const tell = (facts: readonly Evidence[]): readonly Evidence[] =>
    facts.map(({ because = [], ...fact }): Evidence => {
      if (because.length === 0) return fact;
      const id = idOf(because);
      if (told.has(id)) return { ...fact, repeated: true };
      told.add(id);
      return { ...fact, because: tell(because) };
    });
  return tell(evidence);
}

/** Numbers lists of facts, equal ones alike, and looks at each list once. */
function identifier(): (facts: readonly Evidence[]) => number {
  const ids = new Map<readonly Evidence[], number>();
  const numbers = new Map<string, number>();
  const idOf = (facts: readonly Evidence[]): number => {
    const known = ids.get(facts);
    if (known !== undefined) return known;
    const key = JSON.stringify(
      facts.map(({ address, attribute, text, because = [] }) => [
        address,
        attribute,
        text,
        because.length === 0 ? 0 : idOf(because),
      ]),
    );
    const id = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, id);
    ids.set(facts, id);
    return id;
  };
  return idOf;
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
