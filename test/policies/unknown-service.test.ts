import { expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import type { Verdict } from '../../src/policy/index.ts';
import { afterApply, type Attributes, planOf, ref, verdictsOf } from '../../src/testing/index.ts';

/** What a policy says of a domain in whose VPC there is an endpoint. */
async function judged(id: string, endpoint: Attributes): Promise<Verdict | undefined> {
  const policy = policies.find((candidate) => candidate.id === id)!;
  const vpc_id = ref('aws_vpc.this', 'id');
  const plan = planOf({
    'aws_vpc.this': { id: afterApply, cidr_block: '10.0.0.0/16' },
    'aws_vpc_endpoint.this': { id: afterApply, vpc_id, ...endpoint },
    'aws_sagemaker_domain.this': { id: afterApply, app_network_access_type: 'VpcOnly', vpc_id },
  });
  return (await verdictsOf(policy, plan))['aws_sagemaker_domain.this']?.verdict;
}

test.each([
  ['endpoint-type', 'Gateway', 'undetermined'],
  ['endpoint-type', 'Interface', 'pass'],
  ['endpoint-type', 'GatewayLoadBalancer', 'pass'],
  ['endpoint-region', 'Interface', 'undetermined'],
  ['endpoint-region', 'GatewayLoadBalancer', 'pass'],
])('%s of a %s endpoint whose service is known only after apply: %s', async (id, type, verdict) => {
  expect(await judged(id, { service_name: afterApply, vpc_endpoint_type: type })).toBe(verdict);
});

test.each(['endpoint-type', 'endpoint-region'])('%s judges no service of others', async (id) => {
  const service_name = 'com.amazonaws.vpce.us-east-1.vpce-svc-0123';
  expect(await judged(id, { service_name, vpc_endpoint_type: 'Interface' })).toBe('pass');
});
