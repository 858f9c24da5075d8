import { definePolicy, type Domain, known, no, type Resource, unknown, yes } from 'tfplan-studio';

const MODE = 'app_network_access_type';
/** What the mode is when it is not set. */
const STANDARD_MODE = 'PublicInternetOnly';

export const networkModeChange = definePolicy({
  id: 'network-mode-change',
  title: 'The plan leaves the network mode of an existing Studio domain as it is',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateDomain.html',
  why: 'AWS refuses the change as long as an app of the domain runs, and at all where RStudio is on.',
  unknowns:
    'A mode known only after apply is undetermined. A domain that the plan creates or replaces is not judged.',
  subject: 'domain',
  when: (domain) => known(stays(domain.resource), domain.fact('is a new domain')),
  require: (domain) => {
    const { resource } = domain;
    if (resource === undefined) return unknown(domain.fact('is not in this plan'));
    const [before, after] = [resource.before.get(MODE), resource.get(MODE)];
    if (after.isUnknown) return unknown(after.evidence(after.show()));
    const was = before.knownString ?? STANDARD_MODE;
    const becomes = after.knownString ?? STANDARD_MODE;
    return was === becomes
      ? yes(after.evidence(`stays ${was}`))
      : no(after.evidence(`changes from ${was} to ${becomes}${obstacle(domain)}`));
  },
  remedy: (domain) =>
    domain.settings.hasRStudio.truth === 'yes'
      ? `Leave ${MODE} of ${domain.address} as it was: a domain with RStudio keeps its network mode.`
      : `Stop every app of ${domain.address} before the apply, or leave ${MODE} as it was.`,
});

const stays = (resource: Resource | undefined): boolean =>
  resource !== undefined && resource.change !== 'create' && resource.change !== 'replace';

const obstacle = (domain: Domain): string =>
  domain.settings.hasRStudio.truth === 'yes' ? ', which AWS refuses with RStudio' : '';
