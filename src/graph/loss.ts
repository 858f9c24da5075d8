import { type Evidence, type Judgement, no, unknown, yes } from '../logic/index.ts';
import type { Resource } from './resource.ts';

/** Terraform's words for why it replaces or destroys. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is marked as tainted',
  replace_by_request: 'the plan was made with -replace',
  replace_by_triggers: 'replace_triggered_by says so',
  delete_because_no_resource_config: 'it is no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_count_index: 'count is too small for it',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_wrong_repetition: 'count or for_each was added or taken away',
  delete_because_enabled_false: 'it is no longer enabled',
};

/**
 * Whether the plan replaces a resource or removes it for good.
 * @param isComplete whether the plan lists everything: otherwise nothing is known of a resource that it leaves out
 */
export function lossOf(resource: Resource, isComplete: boolean): Judgement {
  const { address, change } = resource;
  const fact = (text: string): Evidence => ({ address, text });
  if (change === 'delete') return yes(fact(`is destroyed${because(resource)}`));
  if (change === 'replace') return yes(...replacements(resource, fact(`is replaced${because(resource)}`)));
  if (change === 'unplanned' && !isComplete)
    return unknown(fact('has no entry in this plan, which is not complete'));
  return no(fact(change === 'create' ? 'is new' : 'stays'));
}

/** The attributes that force the replacement, or Terraform's own reason where none does. */
function replacements(resource: Resource, otherwise: Evidence): readonly Evidence[] {
  const forcing = resource.replacePaths.map((path) => {
    const after = resource.value.get(...path);
    const before = resource.before.get(...path).show();
    return after.evidence(`forces the replacement: before it ${before}, after it ${after.show()}`);
  });
  return forcing.length > 0 ? forcing : [otherwise];
}

function because({ changeReason = '' }: Resource): string {
  const reason = Object.hasOwn(REASONS, changeReason) ? REASONS[changeReason] : undefined;
  return reason === undefined ? '' : `: ${reason}`;
}
