import { plainEvidence } from '../evidence.ts';
import type { Fold } from '../fold.ts';
import { escapeHtml, webAddress } from '../markup.ts';
import { MARKS, outcomeOf } from '../outcome.ts';
import { namesOf, wordOf } from '../wording.ts';
import { code, fence, prose } from './escape.ts';

/**
 * A finding that opens at a click: what is wrong, the reasons, what to do, and where the requirement is written. What would
 * settle an undetermined one is said once for all.
 * @param plan the name of the plan, if it has to be said
 */
export function findingBlock(
  { result, others }: Fold,
  source: string,
  plan: string | undefined,
  verbose: boolean,
): string {
  const { policy, subject, verdict, message, remedy, code: terraform } = result;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const title = `${MARKS[outcomeOf(result)]} ${wordOf(result)}: <code>${escapeHtml(policy)}</code>`;
  const page = webAddress(source);
  const facts = plainEvidence(result, verbose);
  const blocks = [
    `<details>\n<summary>${title} <code>${escapeHtml(subject)}</code>${more}</summary>`,
    prose(message),
    facts.length === 0 ? '' : fence(facts, 'text'),
    verdict !== 'fail' ? '' : `**Fix:** ${prose(remedy)}`,
    terraform === undefined ? '' : fence(terraform.split('\n'), 'hcl'),
    others.length === 0 ? '' : `Also: ${prose(namesOf(others.map((other) => other.subject)))}`,
    plan === undefined ? '' : `Plan: ${code(plan)}`,
    page === undefined ? prose(source) : `[Why, and where it is written](${page})`,
    '</details>',
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}
