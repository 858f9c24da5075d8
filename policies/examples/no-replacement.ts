import { type AnyPolicy, definePolicy, not } from 'tfplan-studio';

/**
 * The plan neither replaces nor destroys resources of these types.
 * @param types of resources that hold data
 */
export const noReplacement = (...types: readonly string[]): AnyPolicy =>
  definePolicy({
    id: 'no-replacement',
    title: 'The plan neither replaces nor destroys what holds data',
    severity: 'error',
    source: 'https://developer.hashicorp.com/terraform/language/resources/behavior',
    why: 'What replaces a database starts empty, and a destroyed one is gone.',
    subject: ({ graph }) => [...graph.managed, ...graph.destroyed].filter(({ type }) => types.includes(type)),
    require: (resource) => not(resource.isLost),
    remedy: ({ address }) =>
      `Take back what forces this, or make a backup of ${address} first and skip this policy once.`,
  });

export default noReplacement(
  'aws_db_instance',
  'aws_rds_cluster',
  'aws_dynamodb_table',
  'aws_efs_file_system',
  'aws_s3_bucket',
);
