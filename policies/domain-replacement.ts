import { definePolicy, type Domain, type Evidence, known, no, not, unknown } from 'tfplan-studio';

export const domainReplacement = definePolicy({
  id: 'domain-replacement',
  title: 'The plan neither replaces nor destroys a Studio domain',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteDomain.html',
  why: 'A new domain has a new, empty home file system: what the users keep in the old one is left behind or deleted.',
  unknowns:
    'What Terraform plans to replace is a failure, even where the value that forces it is known only after apply. In a plan that is not complete, as with -target, a domain without an entry is undetermined.',
  subject: 'standing or destroyed domain',
  when: (domain) => known(domain.resource?.change !== 'create', domain.fact('is created by this plan')),
  require: (domain) => {
    const { resource } = domain;
    if (resource === undefined) return unknown(domain.fact('is not in this plan'));
    const { truth, evidence } = resource.isLost;
    return truth === 'yes' ? no(...evidence, fateOfHome(domain)) : not(resource.isLost);
  },
  remedy: ({ address, isGone, resource }) => {
    if (isGone)
      return `Keep ${address} in the configuration, with a moved block if it is only renamed. If it must go, make a backup of its home file system first.`;
    const paths = resource?.replacePaths.map(([name]) => String(name)) ?? [];
    const back = paths.length === 0 ? 'what forces the replacement' : [...new Set(paths)].join(', ');
    return `Take back ${back} in ${address}. If the domain must be replaced, make a backup of its home file system first and let the users copy from it.`;
  },
});

const fateOfHome = (domain: Domain): Evidence =>
  domain.fact(
    domain.settings.priorHomeRetention?.is('Delete').truth === 'yes'
      ? 'its home file system is deleted with it'
      : 'its home file system stays behind without a domain',
    'retention_policy',
  );
