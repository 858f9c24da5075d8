/** How much Studio needs a service: always, or for a use that AWS's text for Studio names. */
export type Need = 'always' | 'tied';

/** An AWS service that Studio calls from its network interfaces, by the last part of its endpoint service name. */
export interface StudioService {
  readonly service: string;
  readonly need: Need;
  /** What does not work without it. */
  readonly breaks: string;
}

/**
 * Source: SageMaker AI developer guide, "Connect Amazon SageMaker Studio in a VPC to External Resources".
 */
export const STUDIO_SERVICES: readonly StudioService[] = [
  {
    service: 'sagemaker.api',
    need: 'always',
    breaks: 'Studio does not start and cannot list or create apps and jobs',
  },
  { service: 'sagemaker.runtime', need: 'always', breaks: 'calls of model endpoints time out' },
  { service: 's3', need: 'always', breaks: 'notebooks, training data and lifecycle scripts cannot reach S3' },
  { service: 'studio', need: 'tied', breaks: 'the Studio UI is reachable over the internet only' },
  { service: 'servicecatalog', need: 'tied', breaks: 'SageMaker Projects cannot list their templates' },
  {
    service: 'sts',
    need: 'tied',
    breaks: 'remote jobs and role changes fail with misleading permission errors',
  },
  {
    service: 'logs',
    need: 'tied',
    breaks: 'remote jobs look as if they were starting forever and show no logs',
  },
];
