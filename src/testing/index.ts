/** For the tests of one's own policies: plans made in the test, and verdicts to compare with. Knows no test framework. */
export { planOf } from './plan-of.ts';
export {
  afterApply,
  type Attributes,
  destroyed,
  type PlannedChange,
  ref,
  type Reference,
  replaced,
  unchanged,
  updated,
} from './values.ts';
export { type Judging, type SubjectVerdict, verdictsOf } from './verdicts.ts';
