import { expect, test } from 'vitest';
import { didYouMean } from '../src/nearest.ts';

test.each([
  ['private-subnet', 'private-subnets'],
  ['privte-subnets', 'private-subnets'],
  ['vcp-dns', 'vpc-dns'],
  ['VPC-DNS', 'vpc-dns'],
  ['vpc', undefined],
  ['', undefined],
  ['something-else', undefined],
])('%j is nearest to %j', (word, expected) => {
  const sentence = expected === undefined ? '' : ` Did you mean ${expected}?`;
  expect(didYouMean(word, ['private-subnets', 'vpc-dns', 'same-vpc'])).toBe(sentence);
});
