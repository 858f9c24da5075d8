import { didYouMean } from '../nearest.ts';
import type { AnyPolicy } from '../policy/index.ts';
import { CommandError } from './command-error.ts';

/**
 * The policies to judge by, in the order of the catalogue.
 * @param only ids of the policies to take; all if empty
 * @param skip ids of the policies to leave out
 * @throws CommandError for ids that are not known, and if no policy is left
 */
export function selectPolicies(
  policies: readonly AnyPolicy[],
  only: readonly string[],
  skip: readonly string[],
): readonly AnyPolicy[] {
  for (const id of [...only, ...skip]) policyOf(policies, id);
  const selected = policies.filter(
    ({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id),
  );
  if (selected.length === 0) throw new CommandError('--only and --skip leave no policy.');
  return selected;
}

/**
 * @param where what names the id, for the message; on the command line nothing
 * @throws CommandError if no policy has the id
 */
export function policyOf(policies: readonly AnyPolicy[], id: string, where?: string): AnyPolicy {
  const policy = policies.find((candidate) => candidate.id === id);
  if (policy !== undefined) return policy;
  const known = policies.map((candidate) => candidate.id);
  const sentence =
    where === undefined ? `There is no policy ${id}.` : `${where} names ${id}, and there is no such policy.`;
  throw new CommandError(`${sentence}${didYouMean(id, known)} \`tfplan-studio policies\` lists them.`);
}
