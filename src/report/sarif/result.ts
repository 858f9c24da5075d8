import type { Result as SarifResult, Suppression as SarifSuppression } from 'sarif';
import { descriptionOf } from '../description.ts';
import { identityOf } from '../identity.ts';
import { printable } from '../printable.ts';
import type { Result, Suppression } from '../report.ts';
import { counted } from '../wording.ts';
import { flowsOf, locationOf } from './location.ts';
import { messageOf } from './message.ts';

/**
 * A result that failed or is undetermined.
 * @param ruleIndex the place of its policy among the rules
 */
export function sarifResultOf(result: Result, ruleIndex: number): SarifResult {
  const { plan, policy, severity, code, suppression } = result;
  const { codeFlows, left } = flowsOf(result);
  const cut = left === 0 ? '' : ` (${counted(left, 'chain', 'chains')} of the evidence left out.)`;
  const identity = identityOf(result);
  return {
    ruleId: policy,
    ruleIndex,
    ...standingOf(result),
    message: messageOf(descriptionOf(result) + cut),
    locations: [locationOf(result)],
    ...(codeFlows.length > 0 && { codeFlows }),
    // GitHub goes by primaryLocationLineHash alone, and would take subjects of one line, as of for_each, for one.
    partialFingerprints: { 'tfplanStudio/v1': identity, primaryLocationLineHash: identity },
    ...(suppression !== undefined && { suppressions: [suppressionOf(suppression)] }),
    properties: {
      plan: printable(plan),
      severity,
      ...(code !== undefined && { code: code.split('\n').map(printable) }),
    },
  };
}

/**
 * What SARIF 2.1.0 calls open has no level (§3.27.9, §3.27.10). Suppressed failures are notes: GitHub shows them in spite
 * of their suppression, and a note fails no check.
 */
function standingOf({ verdict, severity, suppression }: Result): Pick<SarifResult, 'kind' | 'level'> {
  if (verdict === 'undetermined') return { kind: 'open', level: 'none' };
  return { kind: 'fail', level: suppression === undefined ? severity : 'note' };
}

function suppressionOf({ kind, reason, expires }: Suppression): SarifSuppression {
  const justification = kind === 'waiver' ? `${reason} (until ${expires})` : 'In the baseline';
  return { kind: 'external', status: 'accepted', justification: printable(justification) };
}
