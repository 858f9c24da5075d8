export { described, judgementOf } from './checked.ts';
export { type Evidence, lead, merge, withoutRepeats } from './evidence.ts';
export { type Judgement, type Truth, all, any, known, no, not, unknown, yes } from './judgement.ts';
export { LazyJudgement } from './lazy-judgement.ts';
export { remembered } from './remembered.ts';
export {
  Collection,
  type CollectionFacts,
  every,
  type Hidden,
  type Member,
  MOST_QUOTED,
  none,
  some,
  wider,
} from './collection.ts';
