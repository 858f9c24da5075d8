import { destroyed, planOf, replaced, unchanged, verdictsOf } from 'tfplan-studio/testing';
import { expect, test } from 'vitest';
import policy, { noReplacement } from '../../policies/examples/no-replacement.ts';

test('a real plan', async () => {
  expect(await verdictsOf(policy, 'testdata/examples/no-replacement/plan.json')).toEqual({
    'aws_db_instance.moved': {
      verdict: 'fail',
      evidence: [
        'aws_db_instance.moved  availability_zone  forces the replacement: before it is "eu-west-1a", after it is "eu-west-1b"',
      ],
    },
    'aws_dynamodb_table.kept': { verdict: 'pass', evidence: ['aws_dynamodb_table.kept  stays'] },
    'aws_efs_file_system.grown': { verdict: 'pass', evidence: ['aws_efs_file_system.grown  stays'] },
    'aws_s3_bucket.dropped': {
      verdict: 'fail',
      evidence: ['aws_s3_bucket.dropped  is destroyed: it is no longer in the configuration'],
    },
  });
});

test('other types, of any provider', async () => {
  const plan = planOf({
    'google_sql_database_instance.old': destroyed({ name: 'old' }),
    'google_sql_database_instance.renamed': replaced({ name: 'a' }, { name: 'b' }, 'name'),
    'google_sql_database_instance.kept': unchanged({ name: 'kept' }),
    'google_sql_database_instance.new': { name: 'new' },
  });
  const verdicts = await verdictsOf(noReplacement('google_sql_database_instance'), plan);
  expect(verdicts).toEqual({
    'google_sql_database_instance.renamed': {
      verdict: 'fail',
      evidence: [
        'google_sql_database_instance.renamed  name  forces the replacement: before it is "a", after it is "b"',
      ],
    },
    'google_sql_database_instance.kept': {
      verdict: 'pass',
      evidence: ['google_sql_database_instance.kept  stays'],
    },
    'google_sql_database_instance.new': {
      verdict: 'pass',
      evidence: ['google_sql_database_instance.new  is new'],
    },
    'google_sql_database_instance.old': {
      verdict: 'fail',
      evidence: ['google_sql_database_instance.old  is destroyed'],
    },
  });
});
