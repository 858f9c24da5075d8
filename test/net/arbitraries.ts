import * as fc from 'fast-check';
import { AddressSet, PortSet, type Address } from '../../src/net/index.ts';

const end = { 4: 1n << 32n, 6: 1n << 128n };

/** The last IPv4 and IPv6 addresses, few enough to overlap often and to list. */
export const addressUniverse: readonly Address[] = ([4, 6] as const).flatMap((family) =>
  Array.from({ length: 16 }, (_, index) => ({ family, value: end[family] - 1n - BigInt(index) })),
);

/** Every port that the arbitrary sets hold. */
export const portUniverse: readonly number[] = Array.from({ length: 16 }, (_, index) => 65_535 - index);

const addressRanges = fc
  .tuple(fc.constantFrom(...addressUniverse), fc.bigInt(0n, 5n))
  .map(([{ family, value }, more]) => {
    const last = value + more < end[family] ? value + more : end[family] - 1n;
    return { family, first: value, last };
  });

export const addressSets: fc.Arbitrary<AddressSet> = fc
  .array(addressRanges, { maxLength: 6 })
  .map((ranges) => AddressSet.of(ranges));

export const portSets: fc.Arbitrary<PortSet> = fc
  .array(
    fc.tuple(fc.constantFrom(...portUniverse), fc.nat(5)).map(([first, more]) => ({
      first,
      last: first + more,
    })),
    { maxLength: 4 },
  )
  .map((ranges) => PortSet.of(ranges));
