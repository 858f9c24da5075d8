import {
  definePolicy,
  type Domain,
  type Evidence,
  known,
  no,
  type Resource,
  unknown,
  yes,
} from 'tfplan-studio';

export const domainReplacement = definePolicy({
  id: 'domain-replacement',
  title: 'The plan neither replaces nor destroys a Studio domain',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteDomain.html',
  why: 'A new domain has a new, empty home file system: what the users keep in the old one is left behind or deleted.',
  subject: 'standing or destroyed domain',
  when: (domain) => known(domain.resource?.change !== 'create', domain.fact('is created by this plan')),
  require: (domain, { graph }) => {
    const { isGone, resource } = domain;
    if (resource === undefined) return unknown(domain.fact('is not in this plan'));
    if (isGone) return no(domain.fact(`is destroyed${because(resource)}; ${fateOfHome(domain)}`));
    if (resource.change === 'replace') return no(...replacements(domain, resource));
    if (resource.change === 'unplanned' && !graph.isComplete)
      return unknown(domain.fact('has no entry in this plan, which is not complete'));
    return yes(domain.fact('stays'));
  },
  remedy: ({ address, isGone, resource }) => {
    if (isGone)
      return `Keep ${address} in the configuration, with a moved block if it is only renamed. If it must go, make a backup of its home file system first.`;
    const paths = resource?.replacePaths.map(([name]) => String(name)) ?? [];
    const back = paths.length === 0 ? 'what forces the replacement' : [...new Set(paths)].join(', ');
    return `Take back ${back} in ${address}. If the domain must be replaced, make a backup of its home file system first and let the users copy from it.`;
  },
});

/** The attributes that force the replacement, or Terraform's own reason where none does. */
function replacements(domain: Domain, resource: Resource): readonly Evidence[] {
  const forcing = resource.replacePaths.map((path) => {
    const after = resource.value.get(...path);
    return after.evidence(
      `forces the replacement: before it ${resource.before.get(...path).show()}, after it ${after.show()}`,
    );
  });
  const facts = forcing.length > 0 ? forcing : [domain.fact(`is replaced${because(resource)}`)];
  return [...facts, domain.fact(fateOfHome(domain), 'retention_policy')];
}

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is marked as tainted',
  replace_by_request: 'the plan was made with -replace',
  replace_by_triggers: 'replace_triggered_by says so',
  delete_because_no_resource_config: 'the configuration has it no more',
  delete_because_no_module: 'the configuration has its module no more',
  delete_because_count_index: 'count is too small for it',
  delete_because_each_key: 'for_each has its key no more',
  delete_because_wrong_repetition: 'count or for_each was added or taken away',
  delete_because_enabled_false: 'it is not enabled any more',
};

function because({ changeReason = '' }: Resource): string {
  const reason = Object.hasOwn(REASONS, changeReason) ? REASONS[changeReason] : undefined;
  return reason === undefined ? '' : `: ${reason}`;
}

const fateOfHome = (domain: Domain): string =>
  domain.settings.priorHomeRetention?.is('Delete').truth === 'yes'
    ? 'its home file system is deleted with it'
    : 'its home file system stays behind without a domain';
