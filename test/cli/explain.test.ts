import { expect, test } from 'vitest';
import { planOf, run } from './run.ts';

const plan = planOf('studio/flatCount/public-subnets-main');
const domain = 'aws_sagemaker_domain.this';

const headings = async (...argv: readonly string[]): Promise<readonly string[]> =>
  (await run(['explain', plan, ...argv])).stdout.match(/^\S.*$/gm) ?? [];

test('a failure with all that is known of it', async () => {
  const { code, stdout } = await run(['explain', plan, 'private-subnets']);
  expect(code).toBe(0);
  await expect(stdout).toMatchFileSnapshot('expected/explain-private-subnets.txt');
});

test('a pass with its reasons', async () => {
  const { stdout } = await run(['explain', plan, domain, 'vpc-dns']);
  expect(stdout).toBe(`✓ vpc-dns  pass  aws_sagemaker_domain.this
  A VPC whose endpoints have private DNS has DNS support and DNS host names
    aws_sagemaker_domain.this  vpc_id  refers to aws_vpc.this
    ├ aws_vpc.this  enable_dns_support  is true
    └ aws_vpc.this  enable_dns_hostnames  is true
  why: AWS refuses an endpoint with private DNS in a VPC without both.
  see: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
`);
});

test('subjects and policies are named in any order', async () => {
  expect(await headings('vpc-dns', 'limits')).toEqual([
    `✓ vpc-dns  pass  ${domain}`,
    `? limits  undetermined (error)  ${domain}`,
  ]);
  expect(await headings('limits', domain)).toEqual([`? limits  undetermined (error)  ${domain}`]);
  expect((await headings()).length).toBeGreaterThan(20);
});

test.each([
  [
    [plan, 'private-subnet'],
    'No policy is called private-subnet, and none judges a subject of that address. Did you mean private-subnets?',
  ],
  [['testdata/studio'], /^There are \d+ plans in testdata\/studio: name one\.$/],
  [['missing.json'], 'missing.json does not exist.'],
])('%j', async (argv, sentence) => {
  const { code, stdout, stderr } = await run(['explain', ...argv]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.replace(/^error: /, '').trimEnd()).toMatch(sentence);
});

test('a plan without a domain', async () => {
  expect((await run(['explain', planOf('format/noch')])).stdout).toBe(
    'There is nothing to explain: no policy judges anything in this plan.\n',
  );
});
