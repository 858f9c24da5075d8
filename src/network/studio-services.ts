/** An AWS service that Studio calls from its network interfaces, by the last part of its endpoint service name. */
export interface StudioService {
  readonly service: string;
  /** What does not work without it. */
  readonly breaks: string;
}

/** A use of Studio that needs services of its own. */
interface Use {
  /** Whether AWS's text for Studio names its services; the others count only where the feature is declared. */
  readonly named?: true;
  readonly services: readonly StudioService[];
}

const needs = (services: string, breaks: string): Use => ({
  services: services.split(' ').map((service) => ({ service, breaks })),
});

/**
 * What no use of Studio can do without.
 * Source: SageMaker AI developer guide, "Connect Amazon SageMaker Studio in a VPC to External Resources".
 */
const ALWAYS: readonly StudioService[] = [
  { service: 'sagemaker.api', breaks: 'Studio does not start and cannot list or create apps and jobs' },
  { service: 'sagemaker.runtime', breaks: 'calls of model endpoints time out' },
  { service: 's3', breaks: 'notebooks, training data and lifecycle scripts cannot reach S3' },
];

/**
 * The features that a configuration can declare, with the services that each needs. Sources: the same page; "Configure Amazon
 * SageMaker Canvas in a VPC without internet access"; "RStudio network and storage"; the user guides of the services.
 */
const USES = {
  'private-ui': { named: true, ...needs('studio', 'the Studio UI is reachable over the internet only') },
  projects: { named: true, ...needs('servicecatalog', 'SageMaker Projects cannot list their templates') },
  'remote-jobs': {
    named: true,
    services: [
      { service: 'sts', breaks: 'remote jobs and role changes fail with misleading permission errors' },
      {
        service: 'logs',
        breaks: 'remote jobs look as if they were starting forever and show no logs',
      },
    ],
  },
  canvas: needs('sts logs monitoring ecr.api ecr.dkr ec2', 'Canvas builds fail or run outside the VPC'),
  'canvas-assistant': needs('sagemaker-data-science-assistant q', 'the assistant of Canvas is not available'),
  'canvas-deployment': needs('application-autoscaling', 'Canvas cannot set up the scaling of a deployment'),
  forecasting: needs('forecast forecastquery', 'time series models of Canvas fail'),
  'ready-to-use-models': needs('rekognition textract comprehend', 'the ready-to-use models of Canvas fail'),
  kendra: needs('kendra', 'questions to documents fail'),
  bedrock: needs('bedrock-runtime', 'calls of foundation models time out'),
  athena: needs('athena glue', 'queries and imports by Athena fail'),
  redshift: needs('redshift-data', 'queries and imports by Redshift fail'),
  rds: needs('rds', 'imports from RDS fail'),
  'lake-formation': needs('lakeformation', 'access that Lake Formation grants fails'),
  emr: needs('elasticmapreduce', 'Studio cannot find or connect to EMR clusters'),
  'emr-serverless': needs('emr-serverless', 'EMR Serverless applications cannot be used'),
  'emr-on-eks': needs('emr-containers', 'EMR on EKS cannot be used'),
  'custom-images': needs('ecr.api ecr.dkr', 'images of your own cannot be pulled'),
  docker: needs('ecr.api ecr.dkr', 'docker pull times out'),
  rstudio: needs('license-manager', 'RStudio does not start'),
  jumpstart: needs('servicecatalog', 'JumpStart solutions cannot be launched'),
  codeartifact: needs('codeartifact.api codeartifact.repositories', 'pip and conda time out'),
  codecommit: needs('codecommit git-codecommit', 'clones of CodeCommit repositories hang'),
  'remote-ide': needs('ssm ssmmessages', 'an IDE outside Studio cannot connect to a space'),
  'feature-store': needs('sagemaker.featurestore-runtime', 'records of the feature store cannot be read'),
  experiments: needs('sagemaker.metrics', 'metrics of experiments cannot be written'),
  mlflow: needs('experiments', 'the MLflow UI cannot be opened privately'),
  'partner-apps': needs('partner-app', 'partner AI apps cannot be opened privately'),
  geospatial: needs('sagemaker-geospatial', 'geospatial jobs cannot be called'),
  metrics: needs('monitoring', 'CloudWatch metrics are missing'),
  kms: needs('kms', 'code that calls KMS itself hangs'),
  secrets: needs('secretsmanager', 'secrets and connections that use them cannot be read'),
  parameters: needs('ssm', 'parameters cannot be read'),
  'efs-api': needs('elasticfilesystem', 'calls of the EFS API time out'),
  fsx: needs('fsx', 'calls of the FSx API time out'),
  dynamodb: needs('dynamodb', 'calls of DynamoDB time out'),
  ec2: needs('ec2', 'calls of the EC2 API time out'),
  schedules: needs('events', 'EventBridge schedules cannot be made'),
  'step-functions': needs('states', 'Step Functions cannot be called'),
  lambda: needs('lambda', 'Lambda functions cannot be called'),
  codebuild: needs('codebuild', 'builds cannot be started'),
  codepipeline: needs('codepipeline', 'pipelines cannot be started'),
  'unified-studio': needs(
    'athena datazone ec2 ec2messages q codewhisperer glue kms secretsmanager sts ssm ssmmessages',
    'tools of Unified Studio fail',
  ),
} satisfies Readonly<Record<string, Use>>;

/** What a configuration can declare: the uses above, and that clients call the FIPS host names. */
export type FeatureName = keyof typeof USES | 'fips';

/** The features that the user says are used (true) or unused (false). */
export type Features = Readonly<Partial<Record<FeatureName, boolean>>>;

const isUse = (name: string): name is keyof typeof USES => Object.hasOwn(USES, name);
const USE_NAMES = Object.keys(USES).filter(isUse);

/** The features by name, in alphabetical order. */
export const FEATURE_NAMES: readonly FeatureName[] = [...USE_NAMES, 'fips' as const].sort();

/** A service that a domain needs, and how much. */
export interface NeededService extends StudioService {
  /** `tied`: to a use of which nothing is declared. */
  readonly need: 'always' | 'declared' | 'tied';
}

/** The services with a FIPS variant, which alone answers FIPS host names. */
const WITH_FIPS: ReadonlySet<string> = new Set([
  'sagemaker.api',
  'sagemaker.runtime',
  'sagemaker.featurestore-runtime',
  'sts',
  'kms',
  'elasticfilesystem',
  'codecommit',
  'git-codecommit',
  'datazone',
  'ec2',
]);

/** The FIPS variant of a service, where it has one. */
export const fipsOf = (service: string): string | undefined =>
  WITH_FIPS.has(service) ? `${service}-fips` : undefined;

/** The services that Studio needs, each once with its strongest need: those of undeclared uses only if AWS names them. */
export function neededServices(features: Features = {}): readonly NeededService[] {
  const needed = new Map<string, NeededService>();
  const add = (services: readonly StudioService[], need: NeededService['need']): void => {
    for (const { service, breaks } of services) {
      const name = features.fips === true ? (fipsOf(service) ?? service) : service;
      if (!needed.has(name)) needed.set(name, { service: name, breaks, need });
    }
  };
  add(ALWAYS, 'always');
  for (const name of USE_NAMES) if (features[name] === true) add(USES[name].services, 'declared');
  for (const name of USE_NAMES) {
    const use: Use = USES[name];
    if (use.named === true && features[name] === undefined) add(use.services, 'tied');
  }
  return [...needed.values()];
}
