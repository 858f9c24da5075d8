import { planOf, ref, verdictsOf } from 'tfplan-studio/testing';
import { expect, test } from 'vitest';
import { requireTags } from './require-tags.ts';

const policy = requireTags('Owner', 'CostCenter');

test('a resource with all tags passes', async () => {
  const plan = planOf({ 'aws_s3_bucket.data': { tags: { Owner: 'data-science', CostCenter: '4711' } } });
  expect(await verdictsOf(policy, plan)).toMatchObject({ 'aws_s3_bucket.data': { verdict: 'pass' } });
});

test('a missing tag is named', async () => {
  const plan = planOf({ 'aws_s3_bucket.data': { tags: { Owner: 'data-science' } } });
  expect(await verdictsOf(policy, plan)).toEqual({
    'aws_s3_bucket.data': {
      verdict: 'fail',
      evidence: ['aws_s3_bucket.data  tags_all.CostCenter  is not set'],
    },
  });
});

test('a tag that is known only after apply is undetermined', async () => {
  const plan = planOf({
    'random_pet.owner': { length: 1 },
    'aws_s3_bucket.data': { tags: { Owner: ref('random_pet.owner', 'id'), CostCenter: '4711' } },
  });
  expect(await verdictsOf(policy, plan)).toMatchObject({ 'aws_s3_bucket.data': { verdict: 'undetermined' } });
});
