import type { Evidence } from './evidence.ts';
import type { Judgement, Truth } from './judgement.ts';

/** A judgement whose evidence is gathered when it is asked for: most are part of another, of which the truth alone counts. */
export class LazyJudgement implements Judgement {
  readonly truth: Truth;
  #tell: (() => readonly Evidence[]) | undefined;
  #evidence: readonly Evidence[] = [];

  constructor(truth: Truth, tell: () => readonly Evidence[]) {
    this.truth = truth;
    this.#tell = tell;
  }

  get evidence(): readonly Evidence[] {
    if (this.#tell !== undefined) {
      this.#evidence = this.#tell();
      this.#tell = undefined;
    }
    return this.#evidence;
  }
}
