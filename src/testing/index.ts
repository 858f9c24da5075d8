/** For the tests of one's own policies: plans made in the test, and verdicts to compare with. */
export type { Verdict } from '../policy/index.ts';
