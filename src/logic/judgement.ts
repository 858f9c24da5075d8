import { judgementOf } from './checked.ts';
import { type Evidence, merge } from './evidence.ts';
import { LazyJudgement } from './lazy-judgement.ts';

/** Kleene's three truth values. */
export type Truth = 'yes' | 'no' | 'unknown';

/** The answer to a question about the plan, with the facts it rests on. For `unknown`: what is not known, and where. */
export interface Judgement {
  readonly truth: Truth;
  readonly evidence: readonly Evidence[];
}

export const yes = (...evidence: readonly Evidence[]): Judgement => ({ truth: 'yes', evidence });
export const no = (...evidence: readonly Evidence[]): Judgement => ({ truth: 'no', evidence });
export const unknown = (...evidence: readonly Evidence[]): Judgement => ({ truth: 'unknown', evidence });

/** `yes` or `no` by a fact that is certain. */
export const known = (truth: boolean, ...evidence: readonly Evidence[]): Judgement => ({
  truth: truth ? 'yes' : 'no',
  evidence,
});

const OPPOSITE = { yes: 'no', no: 'yes', unknown: 'unknown' } as const;

/** Negation; the evidence stays. */
export const not = (judgement: Judgement): Judgement => {
  const given = judgementOf(judgement);
  return new LazyJudgement(OPPOSITE[given.truth], () => given.evidence);
};

/** Conjunction. `no` keeps the evidence of every part that is `no`: one run shows all faults. */
export const all = (...parts: readonly Judgement[]): Judgement => combine(parts, 'no', 'yes');

/** Disjunction. `yes` keeps the evidence of every part that is `yes`. */
export const any = (...parts: readonly Judgement[]): Judgement => combine(parts, 'yes', 'no');

function combine(given: readonly Judgement[], decisive: Truth, otherwise: Truth): Judgement {
  const parts = given.map(judgementOf);
  const truth = parts.some((part) => part.truth === decisive)
    ? decisive
    : parts.some((part) => part.truth === 'unknown')
      ? 'unknown'
      : otherwise;
  const carrying = parts.filter((part) => part.truth === truth);
  return new LazyJudgement(truth, () => merge(carrying.map((part) => part.evidence)));
}
