import { definePolicy, some, yes } from 'tfplan-studio';
import { planOf, ref, unchanged, verdictsOf } from 'tfplan-studio/testing';
import { describe, expect, test } from 'vitest';

const accessBlock = definePolicy({
  id: 'bucket-access-block',
  title: 'A bucket has a public access block',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  why: 'Without one, an ACL or a policy can make it public.',
  subject: 'aws_s3_bucket',
  require: (bucket, { graph }) =>
    some(graph.referrers(bucket, 'aws_s3_bucket_public_access_block', 'bucket'), () => yes()),
  remedy: ({ address }) => `Add an aws_s3_bucket_public_access_block for ${address}.`,
});

const verdicts = async (plan: Parameters<typeof planOf>[0]): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    Object.entries(await verdictsOf(accessBlock, planOf(plan))).map(([address, { verdict }]) => [
      address,
      verdict,
    ]),
  );

describe('a link back, from the JSON alone', () => {
  test('by an id that is known after apply', async () => {
    expect(
      await verdicts({
        'aws_s3_bucket.good': {},
        'aws_s3_bucket.bad': {},
        'aws_s3_bucket_public_access_block.good': { bucket: ref('aws_s3_bucket.good', 'id') },
      }),
    ).toEqual({ 'aws_s3_bucket.good': 'pass', 'aws_s3_bucket.bad': 'fail' });
  });

  test('by a name that is known', async () => {
    expect(
      await verdicts({
        'aws_s3_bucket.good': { bucket: 'a-bucket' },
        'aws_s3_bucket.bad': { bucket: 'b-bucket' },
        'aws_s3_bucket_public_access_block.good': { bucket: ref('aws_s3_bucket.good', 'bucket') },
      }),
    ).toEqual({ 'aws_s3_bucket.good': 'pass', 'aws_s3_bucket.bad': 'fail' });
  });

  test('of what stands already', async () => {
    expect(
      await verdicts({
        'aws_s3_bucket.good': unchanged({ id: 'a-bucket', bucket: 'a-bucket' }),
        'aws_s3_bucket_public_access_block.good': unchanged({ id: 'a-bucket', bucket: 'a-bucket' }),
      }),
    ).toEqual({ 'aws_s3_bucket.good': 'pass' });
  });
});

test('where the attribute tells no kind, a known text that is no id leaves it undetermined', async () => {
  const labelled = definePolicy({
    id: 'labelled',
    title: 'A thing has a label',
    severity: 'warning',
    source: 'https://example.com',
    why: 'To find it.',
    subject: 'example_thing',
    require: (thing, { graph }) => some(graph.referrers(thing, 'example_label', 'thing'), () => yes()),
    remedy: ({ address }) => `Label ${address}.`,
  });
  const plan = planOf({
    'example_thing.a': { title: 'first' },
    'example_label.a': { thing: ref('example_thing.a', 'title') },
  });
  expect(await verdictsOf(labelled, plan)).toMatchObject({ 'example_thing.a': { verdict: 'undetermined' } });
});
