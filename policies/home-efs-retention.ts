import { all, definePolicy, type Domain, type Judgement, type Value, yes } from 'tfplan-studio';

export const homeEfsRetention = definePolicy({
  id: 'home-efs-retention',
  title: 'The home file system outlives a Studio domain',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RetentionPolicy.html',
  why: 'With home_efs_file_system = "Delete" the home folders of all users are lost when the domain is destroyed or replaced.',
  unknowns: 'A policy known only after apply is undetermined. One that is not set is Retain: pass.',
  subject: 'domain',
  require: (domain) =>
    all(
      keeps(domain.settings.homeRetention),
      isReplaced(domain) ? keeps(domain.settings.priorHomeRetention) : yes(),
    ),
  severityOf: (domain) => (isReplaced(domain) ? 'error' : 'warning'),
  remedy: ({ address }) =>
    `Set retention_policy.home_efs_file_system = "Retain" in ${address}: an existing domain is updated in place. To add or to remove the block would replace it, and its home file system with it.`,
});

const isReplaced = ({ resource }: Domain): boolean => resource?.change === 'replace';

/** What is not set is `Retain`. */
const keeps = (retention: Value | undefined): Judgement =>
  retention?.satisfies((value) => value !== 'Delete') ?? yes();
