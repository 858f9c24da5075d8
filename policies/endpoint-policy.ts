import {
  all,
  any,
  definePolicy,
  type Domain,
  type Endpoint,
  every,
  type Judgement,
  neededServices,
  not,
  type Options,
} from 'tfplan-studio';

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
  unknowns:
    'A policy known only after apply is undetermined, unless it is an aws_iam_policy_document of this plan, or the sources show what it is made of. So is a statement with conditions, or for certain callers. An endpoint without a policy lets everything through: pass.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    every(domain.vpc, (vpc) =>
      every(vpc.listedEndpoints, (endpoint) => letsThrough(endpoint, domain, options)),
    ),
  remedy: (domain, { options }) => {
    const closed = domain.listedEndpoints.items.filter(
      (endpoint) => letsThrough(endpoint, domain, options).truth === 'no',
    );
    return `Leave the policy of ${closed.map(({ address }) => address).join(', ')} out for full access, or let everybody (Principal "*") do what is missing: the policies of the execution roles still decide who may do what.`;
  },
});

/** Whether an endpoint lets through what Studio does with its service; of the services of features, something at least. */
function letsThrough(endpoint: Endpoint, domain: Domain, options: Options): Judgement {
  const ifFor = (service: string, judgement: Judgement): Judgement =>
    any(judgement, not(endpoint.isFor(service)));
  return all(
    ...usesOf(domain, options).map(({ service, actions, arn }) =>
      ifFor(service, all(...actions.map((action) => endpoint.allows(action, arn)))),
    ),
    ...neededServices(options.features).map(({ service }) => ifFor(service, endpoint.allowsAnything)),
  );
}

const s3 = (actions: readonly string[], arn: string): Use => ({ service: 's3', actions, arn });

function usesOf(domain: Domain, { features = {} }: Options): readonly Use[] {
  const region = domain.region ?? '*';
  const bucket = `arn:aws:s3:::sagemaker-${region}-*`;
  const sagemaker = (service: string, action: string, type: string): Use => ({
    service,
    actions: [`sagemaker:${action}`],
    arn: `arn:aws:sagemaker:${region}:*:${type}/*`,
  });
  return [
    sagemaker(features.fips ? 'sagemaker.api-fips' : 'sagemaker.api', 'CreateApp', 'app'),
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
