import { planOf, ref, verdictsOf } from 'tfplan-studio/testing';
import { expect, test } from 'vitest';
import policy, { requireTags } from '../../policies/examples/require-tags.ts';

test('tags of the provider count; what takes none is not judged', async () => {
  expect(await verdictsOf(policy, 'testdata/examples/require-tags/plan.json')).toEqual({
    'aws_s3_bucket.tagged': {
      verdict: 'pass',
      evidence: [
        'aws_s3_bucket.tagged  tags_all.Owner  is "data-science"',
        'aws_s3_bucket.tagged  tags_all.CostCenter  is "4711"',
      ],
    },
    'aws_s3_bucket.untagged': {
      verdict: 'fail',
      evidence: ['aws_s3_bucket.untagged  tags_all.CostCenter  is not set'],
    },
    'aws_vpc.this': {
      verdict: 'undetermined',
      evidence: [
        'aws_vpc.this  tags_all.Owner  is known only after apply',
        'aws_vpc.this  tags_all.CostCenter  is known only after apply',
      ],
    },
  });
});

test('a tag that is unknown does not hide that another is missing', async () => {
  const plan = planOf({
    'random_pet.owner': { length: 1 },
    'aws_subnet.a': { tags: { Owner: ref('random_pet.owner', 'id') } },
  });
  expect(await verdictsOf(requireTags('Owner'), plan)).toEqual({
    'aws_subnet.a': {
      verdict: 'undetermined',
      evidence: ['aws_subnet.a  tags_all.Owner  is known only after apply'],
    },
  });
  expect(await verdictsOf(requireTags('Owner', 'CostCenter'), plan)).toEqual({
    'aws_subnet.a': { verdict: 'fail', evidence: ['aws_subnet.a  tags_all.CostCenter  is not set'] },
  });
});
