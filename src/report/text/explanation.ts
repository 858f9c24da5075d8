import { fill, wordsOf } from '../columns.ts';
import type { Format } from '../format.ts';
import { explanationLines } from './finding.ts';
import { lookOf } from './look.ts';

/** Every result with all that is known of it: the requirement, the whole chain of evidence, why it matters, what to do. */
export const explanation: Format = ({ plans, policies, results }, options) => {
  const look = lookOf({ ...options, verbose: true });
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const caveats = plans.flatMap((plan) =>
    plan.caveats.map((caveat) => fill(wordsOf(caveat), look.width, 'caution: ', ' '.repeat(9))),
  );
  const blocks = results.flatMap((result) => {
    const policy = byId.get(result.policy);
    return policy === undefined ? [] : [explanationLines(result, policy, look)];
  });
  return [...caveats, ...blocks].map((lines) => `${lines.join('\n')}\n`).join('\n');
};
