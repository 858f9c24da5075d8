import { expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { planOf, ref, verdictsOf } from '../../src/testing/index.ts';

const sourceVpceConditions = policies.find(({ id }) => id === 'source-vpce-conditions')!;

const roleAllowing = (actions: number): ReturnType<typeof planOf> =>
  planOf({
    'aws_iam_role.studio': { name: 'studio' },
    'aws_iam_role_policy.long': {
      role: ref('aws_iam_role.studio', 'name'),
      policy: JSON.stringify({
        Statement: { Effect: 'Allow', Action: Array(actions).fill('s3:*'), Resource: '*' },
      }),
    },
    'aws_sagemaker_domain.this': {
      default_user_settings: [{ execution_role: ref('aws_iam_role.studio', 'arn') }],
    },
  });

test.each([
  [1000, 'pass'],
  [100_000, 'undetermined'],
])('a policy of %d actions: %s, as a longer one than AWS takes is not read', async (actions, verdict) => {
  expect(await verdictsOf(sourceVpceConditions, roleAllowing(actions))).toMatchObject({
    'aws_sagemaker_domain.this': { verdict },
  });
});
