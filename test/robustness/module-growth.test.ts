import { expect, test } from 'vitest';
import { findingsIn, type JsonObject, jsonOf, objectAt } from './plans.ts';

/** Without what searches share it took a minute and a half. */
const SECONDS = 8;
const CALLS = 1000;

const address = { type: 'aws_vpc_endpoint', name: 'this' };
const refersTo = (...references: string[]): JsonObject => ({ references });

/** An endpoint in a network that the module is given. */
const module: JsonObject = {
  resources: [
    {
      address: 'aws_vpc_endpoint.this',
      mode: 'managed',
      ...address,
      expressions: { vpc_id: refersTo('var.vpc_id'), subnet_ids: refersTo('var.subnet_ids') },
    },
  ],
  outputs: { id: { expression: refersTo('aws_vpc_endpoint.this.id', 'aws_vpc_endpoint.this') } },
};

const endpointIn = (call: string): JsonObject => ({
  address: `${call}.aws_vpc_endpoint.this`,
  module_address: call,
  mode: 'managed',
  ...address,
  provider_name: 'registry.terraform.io/hashicorp/aws',
  change: {
    actions: ['create'],
    before: null,
    after: { service_name: 'com.amazonaws.eu-central-1.sts', vpc_endpoint_type: 'Interface' },
    after_unknown: { id: true, vpc_id: true, subnet_ids: true },
  },
});

function planWith(calls: readonly string[], configured: JsonObject): JsonObject {
  const plan = jsonOf('testdata/studio/flatCount/clean-nat/plan.json');
  const configuration = objectAt(plan, 'configuration');
  const changes = plan['resource_changes'];
  return {
    ...plan,
    configuration: {
      ...configuration,
      root_module: { ...objectAt(configuration, 'root_module'), module_calls: configured },
    },
    resource_changes: [...(Array.isArray(changes) ? changes : []), ...calls.map(endpointIn)],
  };
}

const expressions = { vpc_id: refersTo('local.vpc_id'), subnet_ids: refersTo('local.subnet_ids') };
const names = Array.from({ length: CALLS }, (_, index) => `n${index}`);

test.each<readonly [what: string, plan: JsonObject]>([
  [
    'calls of a module, each given a local',
    planWith(
      names.map((name) => `module.${name}`),
      Object.fromEntries(names.map((name) => [name, { source: './this', expressions, module }])),
    ),
  ],
  [
    'instances of one call that is given a local',
    planWith(
      names.map((name) => `module.all["${name}"]`),
      { all: { source: './this', expressions, for_each_expression: refersTo('local.all'), module } },
    ),
  ],
])('a thousand %s', (_, plan) => {
  const begin = performance.now();
  expect(findingsIn(plan).length).toBeGreaterThan(10);
  expect((performance.now() - begin) / 1000).toBeLessThan(SECONDS);
});
