import type { Collection, Truth } from '../logic/index.ts';
import type { TextForm } from '../hcl/index.ts';
import type { Resource } from './resource.ts';
import type { Path } from './value.ts';

/** What a link leads to: an object of the plan, through its identity attribute, or something outside the plan. */
export type Target =
  | { readonly in: 'plan'; readonly resource: Resource; readonly attribute: string }
  | { readonly in: 'outside'; readonly id: string | undefined };

/** What an attribute refers to. */
export interface Links {
  readonly targets: Collection<Target>;
  /** Whether the configuration sets the attribute at all; an optional computed one that is not set gets a default. */
  readonly configured: Truth;
}

/** A kind of AWS object that attributes refer to, with the attributes that identify it. */
export interface LinkKind {
  readonly name: string;
  /** `type.attribute` of everything whose value is such a reference; a data source counts like its resource. */
  readonly identities: readonly { readonly type: string; readonly attribute: string }[];
  /** Types for whose objects AWS makes such objects of its own, which the plan knows by an output at most. */
  readonly makers?: readonly string[];
}

const kind = (name: string, ...identities: readonly string[]): LinkKind => ({
  name,
  identities: identities.map((identity) => {
    const [type = '', attribute = ''] = identity.split('.');
    return { type, attribute };
  }),
});

const vpcs = ['aws_vpc', 'aws_default_vpc'];
const ofVpc = (attribute: string): readonly string[] => vpcs.map((type) => `${type}.${attribute}`);

const VPC = kind('VPC', ...ofVpc('id'));
const SUBNET = kind('subnet', 'aws_subnet.id', 'aws_default_subnet.id');
const ROUTE_TABLE = kind(
  'route table',
  'aws_route_table.id',
  'aws_default_route_table.id',
  'aws_nat_gateway.route_table_id',
  ...ofVpc('main_route_table_id'),
  ...ofVpc('default_route_table_id'),
);
const SECURITY_GROUP: LinkKind = {
  ...kind(
    'security group',
    'aws_security_group.id',
    'aws_default_security_group.id',
    ...ofVpc('default_security_group_id'),
  ),
  makers: [
    'aws_directory_service_directory',
    'aws_eks_cluster',
    'aws_eks_node_group',
    'aws_workspaces_directory',
  ],
};
const NETWORK_ACL = kind(
  'network ACL',
  'aws_network_acl.id',
  'aws_default_network_acl.id',
  ...ofVpc('default_network_acl_id'),
);
const GATEWAY = kind('gateway', 'aws_internet_gateway.id', 'aws_vpn_gateway.id', 'aws_vpc_endpoint.id');
const NAT_GATEWAY = kind('NAT gateway', 'aws_nat_gateway.id');
const VPC_ENDPOINT = kind(
  'VPC endpoint',
  'aws_vpc_endpoint.id',
  'aws_networkfirewall_firewall.firewall_status',
);
const PREFIX_LIST = kind(
  'prefix list',
  'aws_ec2_managed_prefix_list.id',
  'aws_vpc_endpoint.prefix_list_id',
  'aws_prefix_list.id',
);
const DOMAIN = kind('Studio domain', 'aws_sagemaker_domain.id');
const FILE_SYSTEM = kind('file system', 'aws_efs_file_system.id');
const ROLE_ARN = kind('IAM role', 'aws_iam_role.arn');
const ROLE = kind('IAM role', 'aws_iam_role.id', 'aws_iam_role.name', 'aws_iam_role.arn');
const POLICY_ARN = kind('IAM policy', 'aws_iam_policy.arn', 'aws_iam_policy.id');

const POLICY_DOCUMENT = kind('policy document', 'aws_iam_policy_document.json');

const KMS_KEY = kind('KMS key', 'aws_kms_key.arn', 'aws_kms_key.id', 'aws_kms_key.key_id');

/** Attributes that no built-in policy asks about, for policies of one's own. */
const OTHER_ATTRIBUTES: Readonly<Record<string, LinkKind>> = {
  bucket: kind('S3 bucket', 'aws_s3_bucket.id', 'aws_s3_bucket.bucket'),
  kms_key_arn: KMS_KEY,
  kms_key_id: KMS_KEY,
  kms_master_key_id: KMS_KEY,
  cluster_identifier: kind('cluster', 'aws_rds_cluster.id', 'aws_rds_cluster.cluster_identifier'),
  db_subnet_group_name: kind('DB subnet group', 'aws_db_subnet_group.name', 'aws_db_subnet_group.id'),
  function_name: kind(
    'Lambda function',
    'aws_lambda_function.function_name',
    'aws_lambda_function.arn',
    'aws_lambda_function.id',
  ),
  instance_id: kind('EC2 instance', 'aws_instance.id'),
  load_balancer_arn: kind('load balancer', 'aws_lb.arn', 'aws_lb.id'),
  queue_url: kind('SQS queue', 'aws_sqs_queue.id', 'aws_sqs_queue.url'),
  target_group_arn: kind('target group', 'aws_lb_target_group.arn', 'aws_lb_target_group.id'),
  topic_arn: kind('SNS topic', 'aws_sns_topic.arn', 'aws_sns_topic.id'),
};

/** Attributes that the network is built from. */
const NETWORK_ATTRIBUTES: Readonly<Record<string, LinkKind>> = {
  vpc_id: VPC,
  peer_vpc_id: VPC,
  subnet_id: SUBNET,
  subnet_ids: SUBNET,
  route_table_id: ROUTE_TABLE,
  route_table_ids: ROUTE_TABLE,
  default_route_table_id: ROUTE_TABLE,
  nat_gateway_id: NAT_GATEWAY,
  gateway_id: GATEWAY,
  internet_gateway_id: kind('internet gateway', 'aws_internet_gateway.id'),
  vpn_gateway_id: kind('virtual private gateway', 'aws_vpn_gateway.id'),
  egress_only_gateway_id: kind('egress-only internet gateway', 'aws_egress_only_internet_gateway.id'),
  transit_gateway_id: kind('transit gateway', 'aws_ec2_transit_gateway.id'),
  vpc_peering_connection_id: kind('peering connection', 'aws_vpc_peering_connection.id'),
  vpc_endpoint_id: VPC_ENDPOINT,
  network_interface_id: kind(
    'network interface',
    'aws_network_interface.id',
    'aws_instance.primary_network_interface_id',
  ),
  destination_prefix_list_id: PREFIX_LIST,
  prefix_list_id: PREFIX_LIST,
  prefix_list_ids: PREFIX_LIST,
  security_groups: SECURITY_GROUP,
  security_group_id: SECURITY_GROUP,
  security_group_ids: SECURITY_GROUP,
  source_security_group_id: SECURITY_GROUP,
  referenced_security_group_id: SECURITY_GROUP,
  network_acl_id: NETWORK_ACL,
  default_network_acl_id: NETWORK_ACL,
  domain_id: DOMAIN,
  file_system_id: FILE_SYSTEM,
  execution_role: ROLE_ARN,
  allocation_id: kind('elastic IP', 'aws_eip.id', 'aws_eip.allocation_id'),
  role: ROLE,
  roles: ROLE,
  policy_arn: POLICY_ARN,
  managed_policy_arns: POLICY_ARN,
  permissions_boundary: POLICY_ARN,
  policy: POLICY_DOCUMENT,
  source_policy_documents: POLICY_DOCUMENT,
  override_policy_documents: POLICY_DOCUMENT,
  service_name: kind('endpoint service', 'aws_vpc_endpoint_service.service_name'),
  dhcp_options_id: kind('DHCP options', 'aws_vpc_dhcp_options.id'),
};

/** The kind of object that an attribute of this name refers to, for any AWS resource type. */
export const LINK_ATTRIBUTES: Readonly<Record<string, LinkKind>> = {
  ...OTHER_ATTRIBUTES,
  ...NETWORK_ATTRIBUTES,
};

/** Whether an attribute that refers to the one kind may hold an object of the other. */
export const overlaps = (held: LinkKind | undefined, wanted: LinkKind): boolean =>
  held === wanted ||
  (held?.identities ?? []).some((identity) =>
    wanted.identities.some(
      ({ type, attribute }) => type === identity.type && attribute === identity.attribute,
    ),
  );

/** The resource types that attributes which the network is built from refer to. */
export const LINKED_TYPES: ReadonlySet<string> = new Set(
  Object.values(NETWORK_ATTRIBUTES).flatMap(({ identities }) => identities.map(({ type }) => type)),
);

const MAKERS: ReadonlySet<string> = new Set(
  Object.values(NETWORK_ATTRIBUTES).flatMap(({ makers = [] }) => makers),
);
export const REMOTE_STATE = 'terraform_remote_state';
const CARRIERS: ReadonlySet<string> = new Set([
  'aws_cloudcontrolapi_resource',
  'aws_cloudformation_stack',
  'aws_lambda_invocation',
  'aws_servicecatalog_provisioned_product',
  REMOTE_STATE,
]);
/** Providers whose values are made up or copied. */
const VALUE_PROVIDERS = /^(?:archive|cloudinit|local|null|random|template|terraform|time|tls)_/;

/** Whether outputs of that type may hold ids of any objects, also of ones that the plan does not list. */
export const isCarrier = (type: string): boolean =>
  CARRIERS.has(type) || !(type.startsWith('aws_') || VALUE_PROVIDERS.test(type));

/** Whether outputs of that type may hold ids of other objects than the resource itself. */
export const handsOnIds = (type: string): boolean => isCarrier(type) || MAKERS.has(type);

/** Any resource, by the identity attributes that most AWS resources have: for policies about other resource types. */
export const ANY_KIND: LinkKind = kind('resource', '*.id', '*.arn', '*.name');

/** Attributes of passing resources, with the argument that their value repeats. */
export const PASS_THROUGH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  terraform_data: { input: 'input', output: 'input', triggers_replace: 'triggers_replace' },
  null_resource: { triggers: 'triggers' },
  time_sleep: { triggers: 'triggers' },
};

/** Identities that an object may lack, or that are no texts. */
const NOT_ALWAYS_TEXT: ReadonlySet<string> = new Set([
  'aws_nat_gateway.route_table_id',
  'aws_networkfirewall_firewall.firewall_status',
]);
const GATEWAY_ENDPOINT_ONLY = 'aws_vpc_endpoint.prefix_list_id';

/** The forms of identities; those which AWS makes up for the objects of a network are words such as `subnet-0a1b`. */
const TEXT_FORMS: ReadonlyMap<string, TextForm> = new Map([
  ...formsOf(Object.values(OTHER_ATTRIBUTES), () => 'name'),
  ...formsOf(Object.values(NETWORK_ATTRIBUTES), (type, attribute) =>
    /(?:^|_)id$/.test(attribute) && !type.startsWith('aws_iam_') ? 'word' : 'name',
  ),
]);

function* formsOf(
  kinds: readonly LinkKind[],
  formOf: (type: string, attribute: string) => TextForm,
): Iterable<[string, TextForm]> {
  for (const { identities } of kinds) {
    for (const { type, attribute } of identities) {
      if (NOT_ALWAYS_TEXT.has(`${type}.${attribute}`)) continue;
      yield [`${type}.arn`, 'name'];
      yield [`${type}.${attribute}`, attribute === 'json' ? 'text' : formOf(type, attribute)];
    }
  }
}

/** What is certain of the text that an unknown attribute will be; undefined for nothing. */
export function textForm({ type, value }: Resource, [attribute, ...rest]: Path): TextForm | undefined {
  if (rest.length > 0) return undefined;
  const name = `${type}.${attribute}`;
  const isThere = name !== GATEWAY_ENDPOINT_ONLY || value.get('vpc_endpoint_type').knownString === 'Gateway';
  return isThere ? TEXT_FORMS.get(name) : undefined;
}
