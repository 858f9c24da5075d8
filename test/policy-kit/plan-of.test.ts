import {
  check,
  definePolicy,
  every,
  none,
  type Plan,
  readPlan,
  Resource,
  ResourceGraph,
  some,
} from 'tfplan-studio';
import { policies as builtIn } from 'tfplan-studio/policies';
import {
  afterApply,
  destroyed,
  planOf,
  ref,
  replaced,
  unchanged,
  updated,
  verdictsOf,
} from 'tfplan-studio/testing';
import { describe, expect, test } from 'vitest';

const graphOf = (plan: Plan): ResourceGraph => new ResourceGraph(plan, 'planned');

function at(plan: Plan, address: string): Resource {
  const resource = graphOf(plan).at(address);
  if (resource === undefined) throw new Error(`the plan has no ${address}`);
  return resource;
}

const referred = (plan: Plan, address: string, attribute: string): readonly string[] =>
  at(plan, address)
    .refersTo(attribute)
    .certain.map((target) => target.address);

/** The expressions of a plan's resources. */
const blocksOf = ({ configuration }: Plan): unknown =>
  configuration.root_module?.resources
    ?.map(({ address, expressions }) => ({ address, expressions }))
    .sort((a, b) => String(a.address).localeCompare(String(b.address)));

test('it writes what Terraform writes of the same resources', async () => {
  const real = await readPlan('testdata/examples/require-tags/plan.json');
  const made = planOf({
    'aws_s3_bucket.tagged': { bucket: 'example-tagged', tags: { CostCenter: '4711' } },
    'aws_s3_bucket.untagged': { bucket: 'example-untagged', tags: { Purpose: 'scratch' } },
    'aws_vpc.this': { cidr_block: '10.0.0.0/16', tags: { CostCenter: ref('aws_s3_bucket.tagged', 'arn') } },
    'aws_s3_bucket_versioning.tagged': {
      bucket: ref('aws_s3_bucket.tagged', 'id'),
      versioning_configuration: [{ status: 'Enabled' }],
    },
  });
  expect(blocksOf(made)).toEqual(blocksOf(real));
  for (const { address, change } of made.resourceChanges) {
    const same = real.resourceChanges.find((other) => other.address === address)?.change;
    expect([change.actions, change.before]).toEqual([same?.actions, same?.before]);
  }
});

describe('what is known', () => {
  const plan = planOf({
    'aws_vpc.new': { cidr_block: '10.0.0.0/16' },
    'aws_vpc.old': unchanged({ id: 'vpc-1', tags: { Owner: afterApply, Name: 'old' } }),
    'aws_subnet.a': { vpc_id: ref('aws_vpc.new', 'id'), cidr_block: ref('aws_vpc.new', 'cidr_block') },
    'aws_subnet.b': { vpc_id: ref('aws_vpc.old', 'id') },
    'aws_db_subnet_group.both': { subnet_ids: [ref('aws_subnet.a', 'id'), 'subnet-9'] },
  });

  test('a value of another resource is known where that is', () => {
    expect(at(plan, 'aws_subnet.a').get('cidr_block').knownString).toBe('10.0.0.0/16');
    expect(at(plan, 'aws_subnet.a').get('vpc_id').isUnknown).toBe(true);
    expect(at(plan, 'aws_subnet.b').get('vpc_id').knownString).toBe('vpc-1');
  });

  test('either way it leads to the resource', () => {
    expect(referred(plan, 'aws_subnet.a', 'vpc_id')).toEqual(['aws_vpc.new']);
    expect(referred(plan, 'aws_subnet.b', 'vpc_id')).toEqual(['aws_vpc.old']);
    expect(referred(plan, 'aws_db_subnet_group.both', 'subnet_ids')).toEqual(['aws_subnet.a']);
  });

  test('some of a list or map may be unknown', () => {
    const ids = at(plan, 'aws_db_subnet_group.both').get('subnet_ids');
    expect(ids.elements().map(({ isUnknown }) => isUnknown)).toEqual([true, false]);
    const tags = at(plan, 'aws_vpc.old').get('tags');
    expect([tags.get('Owner').isUnknown, tags.get('Name').knownString]).toEqual([true, 'old']);
  });

  test('the resources that refer to one', () => {
    const graph = graphOf(plan);
    const old = graph.at('aws_vpc.old')!;
    const found = graph.referrers(old, 'aws_subnet', 'vpc_id');
    expect(found.items.map(({ address }) => address)).toEqual(['aws_subnet.b']);
  });
});

test('modules, count and for_each', () => {
  const plan = planOf({
    'module.net["a.b"].aws_vpc.this': { cidr_block: '10.0.0.0/16' },
    'module.net["a.b"].aws_subnet.this[0]': { vpc_id: ref('aws_vpc.this', 'id') },
    'module.net["a.b"].aws_subnet.this[1]': { vpc_id: ref('aws_vpc.this', 'id') },
    'module.net["c"].aws_vpc.this': { cidr_block: '10.1.0.0/16' },
    'module.net["c"].aws_subnet.this[0]': { vpc_id: ref('aws_vpc.this', 'id') },
    'aws_instance.each["x"]': { ami: 'ami-1' },
  });
  expect(referred(plan, 'module.net["a.b"].aws_subnet.this[1]', 'vpc_id')).toEqual([
    'module.net["a.b"].aws_vpc.this',
  ]);
  expect(referred(plan, 'module.net["c"].aws_subnet.this[0]', 'vpc_id')).toEqual([
    'module.net["c"].aws_vpc.this',
  ]);
  expect(at(plan, 'aws_instance.each["x"]').key).toBe('x');
});

test('data sources are read before the plan, or during the apply if they depend on it', () => {
  const plan = planOf({
    'aws_vpc.this': {},
    'data.aws_region.here': { name: 'eu-west-1' },
    'data.aws_subnets.all': { vpc_id: ref('aws_vpc.this', 'id'), ids: afterApply },
    'aws_instance.this': { availability_zone: ref('data.aws_region.here', 'name') },
  });
  expect(at(plan, 'data.aws_region.here').change).toBe('none');
  expect(at(plan, 'data.aws_subnets.all').change).toBe('read');
  expect(at(plan, 'aws_instance.this').get('availability_zone').knownString).toBe('eu-west-1');
});

test('changes of what stands', () => {
  const graph = graphOf(
    planOf({
      'aws_vpc.a': unchanged({ id: 'vpc-a' }),
      'aws_vpc.b': updated({ id: 'vpc-b', tags: {} }, { id: 'vpc-b', tags: { Name: 'b' } }),
      'aws_vpc.c': replaced(
        { id: 'vpc-c', cidr_block: '10.0.0.0/16' },
        { cidr_block: '10.1.0.0/16' },
        'cidr_block',
      ),
      'aws_vpc.d': destroyed({ id: 'vpc-d' }),
    }),
  );
  expect([...graph.managed, ...graph.destroyed].map(({ address, change }) => [address, change])).toEqual([
    ['aws_vpc.a', 'none'],
    ['aws_vpc.b', 'update'],
    ['aws_vpc.c', 'replace'],
    ['aws_vpc.d', 'delete'],
  ]);
  expect([...graph.managed, ...graph.destroyed].map(({ isLost }) => isLost.truth)).toEqual([
    'no',
    'no',
    'yes',
    'yes',
  ]);
});

test('what cannot be is refused', () => {
  expect(() => planOf({ vpc: {} })).toThrow('vpc is no address of a resource');
  expect(() => planOf({ 'aws_subnet.a': { vpc_id: ref('aws_vpc.a', 'id') } })).toThrow(
    "ref('aws_vpc.a', …) leads to nothing in the plan",
  );
  expect(() =>
    planOf({ 'aws_vpc.a': unchanged({}), 'aws_subnet.a': { vpc_id: ref('aws_vpc.a', 'id') } }),
  ).toThrow("ref('aws_vpc.a', 'id') has no value: aws_vpc.a stands, so give it one");
});

test('the network is built of it, too', () => {
  const plan = planOf({
    'aws_vpc.this': { cidr_block: '10.0.0.0/16', enable_dns_support: true },
    'aws_internet_gateway.this': { vpc_id: ref('aws_vpc.this', 'id') },
    'aws_default_route_table.this': {
      default_route_table_id: ref('aws_vpc.this', 'default_route_table_id'),
      route: [{ cidr_block: '0.0.0.0/0', gateway_id: ref('aws_internet_gateway.this', 'id') }],
    },
    'aws_subnet.a': { vpc_id: ref('aws_vpc.this', 'id'), cidr_block: '10.0.1.0/24' },
    'aws_sagemaker_domain.this': {
      app_network_access_type: 'VpcOnly',
      vpc_id: ref('aws_vpc.this', 'id'),
      subnet_ids: [ref('aws_subnet.a', 'id')],
    },
  });
  const { findings } = check(plan, builtIn);
  expect(findings.find(({ policy }) => policy === 'private-subnets')).toMatchObject({
    verdict: 'fail',
    subject: 'aws_sagemaker_domain.this',
  });
});

test('subjects: every resource, one type, or what a function lists', async () => {
  const plan = planOf({
    'random_pet.name': { length: 2 },
    'aws_vpc.this': { cidr_block: '10.0.0.0/16' },
    'aws_subnet.a': { vpc_id: ref('aws_vpc.this', 'id'), cidr_block: '10.0.1.0/24' },
    'data.aws_region.here': { name: 'eu-west-1' },
  });
  const rest = { title: 'T', severity: 'error', source: 's', why: 'w', remedy: () => 'r' } as const;
  const subjects = async (policy: Parameters<typeof verdictsOf>[0]): Promise<readonly string[]> =>
    Object.keys(await verdictsOf(policy, plan));
  const all = definePolicy({
    ...rest,
    id: 'all',
    subject: 'resource',
    require: (resource) => resource.get('name').isSet(),
  });
  expect(await subjects(all)).toEqual(['random_pet.name', 'aws_vpc.this', 'aws_subnet.a']);
  const pets = definePolicy({
    ...rest,
    id: 'pets',
    subject: 'random_pet',
    require: (pet) => pet.get('length').isAtLeast(2),
  });
  expect(await verdictsOf(pets, plan)).toEqual({
    'random_pet.name': { verdict: 'pass', evidence: ['random_pet.name  length  is 2'] },
  });
  const vpcs = definePolicy({
    ...rest,
    id: 'vpcs',
    subject: ({ graph }) => graph.ofType('aws_vpc'),
    require: (vpc, { graph }) =>
      some(graph.referrers(vpc, 'aws_subnet', 'vpc_id'), (subnet) =>
        subnet.get('cidr_block').matches(/\/24$/),
      ),
  });
  expect(await verdictsOf(vpcs, plan)).toEqual({
    'aws_vpc.this': {
      verdict: 'pass',
      evidence: [
        'aws_subnet.a  vpc_id  refers to aws_vpc.this',
        '  aws_subnet.a  cidr_block  is "10.0.1.0/24"',
      ],
    },
  });
  expect(
    every(graphOf(plan).at('aws_subnet.a')!.refersTo('vpc_id'), (vpc) => vpc.get('cidr_block').isSet()).truth,
  ).toBe('yes');
});

test('objects of the network are subjects as well', async () => {
  const policy = definePolicy({
    id: 'no-public-subnets',
    title: 'No subnet has a route to the internet',
    severity: 'error',
    source: 's',
    why: 'w',
    subject: ({ network }) => network.subnets,
    require: (subnet) =>
      every(subnet.routeTable, (table) => none(table.routes, (route) => route.leadsTo('internet gateway'))),
    remedy: () => 'r',
  });
  const plan = planOf({
    'aws_vpc.this': { cidr_block: '10.0.0.0/16' },
    'aws_internet_gateway.this': { vpc_id: ref('aws_vpc.this', 'id') },
    'aws_route_table.public': {
      vpc_id: ref('aws_vpc.this', 'id'),
      route: [{ cidr_block: '0.0.0.0/0', gateway_id: ref('aws_internet_gateway.this', 'id') }],
    },
    'aws_subnet.public': { vpc_id: ref('aws_vpc.this', 'id'), cidr_block: '10.0.1.0/24' },
    'aws_route_table_association.public': {
      subnet_id: ref('aws_subnet.public', 'id'),
      route_table_id: ref('aws_route_table.public', 'id'),
    },
    'aws_subnet.private': { vpc_id: ref('aws_vpc.this', 'id'), cidr_block: '10.0.2.0/24' },
  });
  const verdicts = await verdictsOf(policy, plan);
  expect(Object.entries(verdicts).map(([address, { verdict }]) => [address, verdict])).toEqual([
    ['aws_subnet.public', 'fail'],
    ['aws_subnet.private', 'pass'],
  ]);
  expect(verdicts['aws_subnet.public']?.evidence).toMatchInlineSnapshot(`
    [
      "aws_route_table_association.public  subnet_id  refers to aws_subnet.public",
      "  aws_route_table_association.public  route_table_id  refers to aws_route_table.public",
      "    aws_route_table.public  route[0]  sends 0.0.0.0/0 to aws_internet_gateway.this",
    ]
  `);
});

test('a misspelt kind of what a route leads to is refused with those that there are', async () => {
  const policy = definePolicy({
    id: 'misspelt',
    title: 'No route leads to the internet',
    severity: 'error',
    source: 's',
    why: 'w',
    subject: ({ network }) => network.subnets,
    require: (subnet) =>
      every(subnet.routeTable, (table) =>
        // @ts-expect-error -- where no compiler has looked
        none(table.routes, (route) => route.leadsTo('internet-gateway')),
      ),
    remedy: () => 'r',
  });
  const plan = 'testdata/studio/flatCount/public-subnets-main/plan.json';
  await expect(verdictsOf(policy, plan)).rejects.toThrow(
    /leadsTo takes one of internet gateway, NAT gateway, .*, not "internet-gateway"/,
  );
});

test('what others refer to of a new resource, and it is not given, is unknown there as well', () => {
  const plan = planOf({
    'aws_eks_cluster.this': { name: 'studio' },
    'aws_vpc_endpoint.this': { security_group_ids: [ref('aws_eks_cluster.this', 'cluster_group')] },
  });
  const { change } = plan.resourceChanges.find(({ type }) => type === 'aws_eks_cluster')!;
  expect(change.after_unknown).toEqual({ id: true, cluster_group: true });
});
