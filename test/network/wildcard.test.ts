import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, meets } from '../../src/network/wildcard.ts';

test.each([
  ['*', 's3:getobject', true, true],
  ['s3:*', 's3:getobject', true, true],
  ['s3:get?bject', 's3:getobject', true, true],
  ['s3:getobject', 's3:getobject', true, true],
  ['s3:getobject', 's3:putobject', false, false],
  ['s3:getobject', 's3:*', false, true],
  ['sagemaker-*', 'sagemaker-eu-west-1-*/*', true, true],
  ['sagemaker-eu-west-1-111122223333/*', 'sagemaker-eu-west-1-*/*', false, true],
  ['acme/*', 'sagemaker-eu-west-1-*/*', false, false],
  ['a*b', 'a*c*b', true, true],
  ['a*b', '*', false, true],
  ['', '', true, true],
  ['', '*', false, true],
])('%s and %s: covers %s, meets %s', (pattern, other, isCovered, isMet) => {
  expect([covers(pattern, other), meets(pattern, other)]).toEqual([isCovered, isMet]);
});

const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const expression = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
const plain = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

test('a plain text is covered and met by what matches it', () => {
  fc.assert(
    fc.property(text, plain, (pattern, other) => {
      const matches = expression(pattern).test(other);
      expect([covers(pattern, other), meets(pattern, other)]).toEqual([matches, matches]);
    }),
  );
});

test('what covers a pattern matches all that it matches, and meeting is symmetrical', () => {
  fc.assert(
    fc.property(text, text, plain, (a, b, other) => {
      if (covers(a, b) && expression(b).test(other)) expect(expression(a).test(other)).toBe(true);
      if (expression(a).test(other) && expression(b).test(other)) expect(meets(a, b)).toBe(true);
      expect(meets(a, b)).toBe(meets(b, a));
    }),
  );
});
