import { expect, test } from 'vitest';
import { findingsOf } from '../policies/plans.ts';

test('inline policies by a dynamic block over what is not known are not taken for none', async () => {
  const findings = await findingsOf('roles/dynamic-inline', 'source');
  const found = findings.filter(({ policy }) => policy === 'source-vpce-conditions');
  expect(found).toMatchObject([
    {
      verdict: 'undetermined',
      evidence: [
        {
          address: 'aws_sagemaker_domain.this',
          because: [
            {
              address: 'aws_iam_role.exec',
              attribute: 'inline_policy',
              text: 'is known only after apply',
            },
          ],
        },
      ],
    },
  ]);
});
