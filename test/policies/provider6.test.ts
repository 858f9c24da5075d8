import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { decodePlan } from '../../src/plan/index.ts';
import { check, type Finding } from '../../src/policy/index.ts';
import { pathTo } from './plans.ts';

/*
 * The AWS provider 6 gives every resource a `region`, and has NAT gateways of a whole VPC. Its plans are made here out of those of
 * provider 5 by the arguments that its schema adds.
 */

interface Change {
  readonly type: string;
  readonly change: {
    readonly after: Record<string, unknown>;
    readonly after_unknown: Record<string, unknown>;
  };
}

interface PlanDocument {
  readonly resource_changes: readonly Change[];
  readonly configuration: {
    readonly root_module: {
      readonly resources: readonly { readonly type: string; readonly expressions: Record<string, unknown> }[];
    };
  };
}

function judge(folder: string, policy: string, edit: (plan: PlanDocument) => void): readonly Finding[] {
  const path = pathTo(folder, 'plan.json');
  const document = JSON.parse(readFileSync(path, 'utf8'));
  edit(document);
  const plan = decodePlan(Buffer.from(JSON.stringify(document)), path);
  return check(plan, policies).findings.filter((finding) => finding.policy === policy);
}

const VPC = { references: ['aws_vpc.this.id', 'aws_vpc.this'] };

/** Makes the NAT gateway one of the whole VPC. */
function makeRegional({ resource_changes: changes, configuration }: PlanDocument): void {
  for (const { type, change } of changes) {
    if (type !== 'aws_nat_gateway') continue;
    Object.assign(change.after, { availability_mode: 'regional', subnet_id: null, allocation_id: null });
    Object.assign(change.after_unknown, { subnet_id: false, vpc_id: true, route_table_id: true });
  }
  for (const { type, expressions } of configuration.root_module.resources) {
    if (type === 'aws_nat_gateway') Object.assign(expressions, { vpc_id: VPC, subnet_id: {} });
  }
}

test('a regional NAT gateway needs an internet gateway on its VPC, and no public subnet', () => {
  const [finding] = judge('policies/nat-gateway/pass-ingress-blocked', 'nat-gateway', makeRegional);
  expect(finding).toMatchObject({ verdict: 'pass' });
});

test('a regional NAT gateway without an internet gateway gives no access', () => {
  const [finding] = judge('policies/nat-gateway/pass-ingress-blocked', 'nat-gateway', (plan) => {
    makeRegional(plan);
    const gateway = plan.resource_changes.findIndex(({ type }) => type === 'aws_internet_gateway');
    Object.assign(plan, { resource_changes: plan.resource_changes.toSpliced(gateway, 1) });
  });
  expect(finding).toMatchObject({ verdict: 'fail' });
  expect(finding?.message).toContain('aws_vpc.this has no internet gateway');
});

const setRegion =
  (region: string, type: string) =>
  ({ resource_changes: changes }: PlanDocument): void => {
    for (const { type: own, change } of changes) if (own === type) change.after['region'] = region;
  };

test("the region of a resource goes before the provider's", () => {
  const folder = 'policies/endpoint-region/pass-service-region';
  const [kept] = judge(folder, 'endpoint-region', setRegion('eu-west-1', 'aws_vpc_endpoint'));
  const [moved] = judge(folder, 'endpoint-region', setRegion('eu-north-1', 'aws_vpc_endpoint'));
  expect([kept?.verdict, moved?.verdict]).toEqual(['pass', 'fail']);
});
