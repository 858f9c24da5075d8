import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressSet, PortSet, parseAddress, parseCidr } from '../../src/net/index.ts';
import { addressSets, addressUniverse, portSets, portUniverse } from './arbitraries.ts';

const cidrs = (...texts: string[]): AddressSet => AddressSet.of(texts.map((text) => parseCidr(text)!));

/** The operations that both kinds of set share. */
interface FiniteSet<S> {
  readonly size: number | bigint;
  readonly isEmpty: boolean;
  union(other: S): S;
  intersect(other: S): S;
  subtract(other: S): S;
  isSubsetOf(other: S): boolean;
  equals(other: S): boolean;
}

function obeysSetLaws<S extends FiniteSet<S>>(sets: fc.Arbitrary<S>, everything: S): void {
  const size = (set: S): bigint => BigInt(set.size);
  const complement = (set: S): S => everything.subtract(set);

  test('A ∪ A = A, A ∖ A = ∅, (A ∖ B) ∪ (A ∩ B) = A', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(a.union(a).equals(a)).toBe(true);
        expect(a.subtract(a).isEmpty).toBe(true);
        expect(a.subtract(b).union(a.intersect(b)).equals(a)).toBe(true);
      }),
    );
  });

  test('De Morgan', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(complement(a.union(b)).equals(complement(a).intersect(complement(b)))).toBe(true);
        expect(complement(a.intersect(b)).equals(complement(a).union(complement(b)))).toBe(true);
      }),
    );
  });

  test('|A| + |B| = |A ∪ B| + |A ∩ B|', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(size(a) + size(b)).toBe(size(a.union(b)) + size(a.intersect(b)));
      }),
    );
  });

  test('A ⊆ B exactly if A ∪ B = B', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(a.isSubsetOf(b)).toBe(a.union(b).equals(b));
        expect(a.intersect(b).isSubsetOf(a)).toBe(true);
      }),
    );
  });
}

describe('AddressSet', () => {
  obeysSetLaws(addressSets, AddressSet.everything);

  test('holds the addresses that its operations say', () => {
    fc.assert(
      fc.property(addressSets, addressSets, (a, b) => {
        for (const address of addressUniverse) {
          const [inA, inB] = [a.contains(address), b.contains(address)];
          expect(a.union(b).contains(address)).toBe(inA || inB);
          expect(a.intersect(b).contains(address)).toBe(inA && inB);
          expect(a.subtract(b).contains(address)).toBe(inA && !inB);
        }
      }),
    );
  });

  test('prints the blocks that make it up', () => {
    fc.assert(
      fc.property(addressSets, (set) => {
        expect(cidrs(...set.toCidrs()).equals(set)).toBe(true);
      }),
    );
  });

  test('unites many sets as it unites two by two', () => {
    fc.assert(
      fc.property(fc.array(addressSets), (sets) => {
        const expected = sets.reduce((sum, set) => sum.union(set), AddressSet.empty);
        expect(AddressSet.union(sets).equals(expected)).toBe(true);
      }),
    );
  });

  test.each([
    [['10.0.0.0/9', '10.128.0.0/9', '10.3.0.0/16'], ['10.0.0.0/8']],
    [
      ['::/0', '0.0.0.0/0'],
      ['0.0.0.0/0', '::/0'],
    ],
    [
      ['255.255.255.255/32', '0.0.0.0/32'],
      ['0.0.0.0/32', '255.255.255.255/32'],
    ],
    [[], []],
  ])('prints %j as %j', (blocks, expected) => {
    expect(cidrs(...blocks).toCidrs()).toEqual(expected);
  });

  test('prints what remains of a block in the fewest blocks', () => {
    expect(cidrs('10.0.0.0/8').subtract(cidrs('10.64.0.0/10')).toCidrs()).toEqual([
      '10.0.0.0/10',
      '10.128.0.0/9',
    ]);
  });

  test('keeps an IPv4-mapped IPv6 address apart from the IPv4 address', () => {
    expect(cidrs('::ffff:0:0/96').contains(parseAddress('10.0.0.1')!)).toBe(false);
    expect(AddressSet.everything4.contains(parseAddress('::ffff:10.0.0.1')!)).toBe(false);
  });

  test('has the sizes of the address spaces', () => {
    expect(AddressSet.everything4.size).toBe(2n ** 32n);
    expect(AddressSet.everything6.size).toBe(2n ** 128n);
    expect(AddressSet.everything.equals(AddressSet.everything4.union(AddressSet.everything6))).toBe(true);
  });

  // A quadratic step would not finish within the time limit of a test.
  test('handles 100,000 blocks', () => {
    const blocks = Array.from({ length: 100_000 }, (_, index) => {
      const first = BigInt((index * 7919) % 100_000) * 512n;
      return { family: 4 as const, first, last: first + 255n };
    });
    const set = AddressSet.of(blocks);
    expect(AddressSet.everything.subtract(set).union(set).equals(AddressSet.everything)).toBe(true);
    expect(set.toCidrs()).toHaveLength(100_000);
  });
});

describe('PortSet', () => {
  obeysSetLaws(portSets, PortSet.everything);

  test('holds the ports that its operations say', () => {
    fc.assert(
      fc.property(portSets, portSets, (a, b) => {
        for (const port of portUniverse) {
          const [inA, inB] = [a.contains(port), b.contains(port)];
          expect(a.union(b).contains(port)).toBe(inA || inB);
          expect(a.intersect(b).contains(port)).toBe(inA && inB);
          expect(a.subtract(b).contains(port)).toBe(inA && !inB);
        }
      }),
    );
  });

  test.each([
    [[[443, 443]], '443'],
    [
      [
        [8192, 65_535],
        [443, 443],
      ],
      '443, 8192-65535',
    ],
    [
      [
        [1, 2],
        [3, 4],
      ],
      '1-4',
    ],
    [[[-1, 70_000]], '0-65535'],
    [[[-1, -1]], ''],
    [[[10, 5]], ''],
  ])('prints %j as %j', (ranges, expected) => {
    const set = PortSet.of(ranges.map(([first = 0, last = 0]) => ({ first, last })));
    expect(set.toString()).toBe(expected);
  });
});
