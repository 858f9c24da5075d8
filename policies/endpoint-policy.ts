import { all, definePolicy, every, type Features, type Judgement } from 'tfplan-studio';

/** What Studio does through the endpoint of a service; `*` stands for what is not known of an ARN. */
interface Use {
  readonly service: string;
  readonly actions: readonly string[];
  readonly arn: string;
}

export const endpointPolicy = definePolicy({
  id: 'endpoint-policy',
  title: 'The policies of VPC endpoints let through what Studio does',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html',
  why: 'What the policy of an endpoint does not allow is refused, whatever the role of the user may do.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    all(
      ...usesOf(domain.region ?? '*', options.features ?? {}).map((use) =>
        every(domain.vpc, (vpc) =>
          every(
            vpc.listedEndpoints.filter((endpoint) => endpoint.isFor(use.service)),
            (endpoint): Judgement => all(...use.actions.map((action) => endpoint.allows(action, use.arn))),
          ),
        ),
      ),
    ),
  remedy: () =>
    'Leave the endpoint\'s policy out for full access, or let everybody (Principal "*") do what is missing: the IAM policies of the execution roles still decide who may do what.',
});

const s3 = (actions: readonly string[], arn: string): Use => ({ service: 's3', actions, arn });

function usesOf(region: string, features: Features): readonly Use[] {
  const bucket = `arn:aws:s3:::sagemaker-${region}-*`;
  const sagemaker = (service: string, action: string, type: string): Use => ({
    service,
    actions: [`sagemaker:${action}`],
    arn: `arn:aws:sagemaker:${region}:*:${type}/*`,
  });
  return [
    sagemaker('sagemaker.api', 'CreateApp', 'app'),
    sagemaker('sagemaker.runtime', 'InvokeEndpoint', 'endpoint'),
    sagemaker('studio', 'CreatePresignedDomainUrl', 'user-profile'),
    s3(['s3:GetObject', 's3:PutObject'], `${bucket}/*`),
    s3(['s3:ListBucket'], bucket),
    ...(features.canvas
      ? [
          s3(['s3:DeleteObject'], `${bucket}/*`),
          s3(['s3:CreateBucket', 's3:GetBucketCors', 's3:GetBucketLocation'], bucket),
        ]
      : []),
    ...(features['custom-images'] || features.docker
      ? [s3(['s3:GetObject'], `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`)]
      : []),
    ...(features.jumpstart ? [s3(['s3:GetObject'], `arn:aws:s3:::jumpstart-cache-prod-${region}/*`)] : []),
  ];
}
