import { beforeAll, describe, expect, test } from 'vitest';
import { ResourceGraph } from '../../src/graph/index.ts';
import { Collection } from '../../src/logic/index.ts';
import { Network, type SecurityGroup } from '../../src/network/index.ts';
import { readPlan } from '../../src/plan/index.ts';
import { BlockWriter } from '../../src/policy/index.ts';
import { pathTo } from './plans.ts';

let graph: ResourceGraph;
let network: Network;

beforeAll(async () => {
  graph = new ResourceGraph(
    await readPlan(pathTo('policies/service-endpoints/fail-in-module', 'plan.json')),
    'planned',
  );
  network = new Network(graph);
});

const [vpcAddress, groupAddress] = ['module.network.aws_vpc.this', 'module.groups.aws_security_group.apps'];

const target = (
  address: string,
): { in: 'plan'; resource: NonNullable<ReturnType<ResourceGraph['at']>>; attribute: 'id' } => {
  const resource = graph.at(address);
  if (resource === undefined) throw new Error(`${address} is not in the plan`);
  return { in: 'plan', resource, attribute: 'id' };
};
const group = (): SecurityGroup => network.group(target(groupAddress));
const outside = (id: string): SecurityGroup => network.group({ in: 'outside', id });

const otherwise = (): { hcl: string } => ({ hcl: 'var.others' });

describe('what a module can name', () => {
  test('an object of the module goes by its address there', () => {
    const vpc = network.vpc(target(vpcAddress));
    expect(new BlockWriter(graph, vpc).id(vpc)).toEqual({ hcl: 'aws_vpc.this.id' });
  });

  test('what AWS makes with a VPC goes by an attribute of the VPC', () => {
    const vpc = network.vpc(target(vpcAddress));
    const blocks = new BlockWriter(graph, vpc);
    expect(
      [vpc.defaultGroup, vpc.defaultRouteTable, vpc.defaultNetworkAcl].map((made) => blocks.id(made).hcl),
    ).toEqual([
      'aws_vpc.this.default_security_group_id',
      'aws_vpc.this.default_route_table_id',
      'aws_vpc.this.default_network_acl_id',
    ]);
  });

  test('variables that stand for different things have different names', () => {
    const blocks = new BlockWriter(graph, undefined);
    const named = ['one', 'another', 'one'].map((meaning) => blocks.variable('table id', meaning).hcl);
    expect(named).toEqual(['var.table_id', 'var.table_id_2', 'var.table_id']);
    expect(blocks.remedy('Do it.').text).toBe(
      'Do it. var.table_id stands for one: pass it in. var.table_id_2 stands for another: pass it in.',
    );
  });

  test('for an object of another module a variable stands, and the text says what to pass', () => {
    const blocks = new BlockWriter(graph, network.vpc(target(vpcAddress)));
    expect(blocks.id(group())).toEqual({ hcl: 'var.apps_security_group_id' });
    blocks.resource('aws_eip', 'nat', { domain: 'vpc' });
    expect(blocks.remedy('Do it.').text).toBe(
      'Do it. The blocks are for module.network. var.apps_security_group_id stands for module.groups.aws_security_group.apps.id: pass it in.',
    );
  });

  test('an object outside the plan goes by its id, in which nothing is a template', () => {
    const blocks = new BlockWriter(graph, undefined);
    expect(blocks.id(outside('sg-0123')).hcl).toBe('"sg-0123"');
    expect(blocks.id(outside('${a}%{ if b }')).hcl).toBe('"$${a}%%{ if b }"');
  });

  test('ids are listed only where it is sure which they are', () => {
    const blocks = new BlockWriter(graph, group());
    expect(blocks.ids(Collection.of([group()]), otherwise)).toEqual([{ hcl: 'aws_security_group.apps.id' }]);
    expect(blocks.ids(new Collection([{ item: group(), certain: false }]), otherwise)).toEqual(otherwise());
    expect(blocks.ids(Collection.empty, otherwise)).toEqual(otherwise());
  });
});

test('a block gets a name that its module does not have', () => {
  const blocks = new BlockWriter(graph, group());
  expect(blocks.resource('aws_security_group', 'apps', { name: 'a' })).toEqual({
    hcl: 'aws_security_group.apps_2',
  });
  expect(blocks.resource('aws_security_group', 'apps', { name: 'b' })).toEqual({
    hcl: 'aws_security_group.apps_3',
  });
  expect(blocks.resource('aws_vpc', 'this', { cidr_block: '10.0.0.0/16' })).toEqual({ hcl: 'aws_vpc.this' });
});

test('blocks are laid out as terraform fmt does', () => {
  const blocks = new BlockWriter(graph, group());
  blocks.data('aws_prefix_list', 's3', { name: 'x' });
  blocks.nested(target(groupAddress).resource, 'ingress', { self: true, from_port: 443 });
  blocks.argument(target(groupAddress).resource, { tags: ['a', { hcl: 'var.b' }] });
  expect(blocks.remedy('Do it').code).toBe(`data "aws_prefix_list" "s3" {
  name = "x"
}

# in module.groups.aws_security_group.apps
ingress {
  self      = true
  from_port = 443
}

# in module.groups.aws_security_group.apps
tags = ["a", var.b]`);
});
