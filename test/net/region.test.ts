import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressSet, PortSet, Region, parseCidr, type Address } from '../../src/net/index.ts';
import { addressSets, addressUniverse, portSets, portUniverse } from './arbitraries.ts';

const rectangles = fc.array(fc.record({ addresses: addressSets, ports: portSets }), { maxLength: 4 });
const regions = rectangles.map((parts) => Region.of(parts));
const pairs = addressUniverse.flatMap((address) => portUniverse.map((port) => ({ address, port })));

const holds = (region: Region, address: Address, port: number): boolean =>
  region.rectangles.some(({ addresses, ports }) => addresses.contains(address) && ports.contains(port));

const region = (block: string, first: number, last: number = first): Region =>
  Region.of([{ addresses: AddressSet.of([parseCidr(block)!]), ports: PortSet.range(first, last) }]);

describe('Region', () => {
  test('holds the pairs of its rectangles, each once', () => {
    fc.assert(
      fc.property(rectangles, (parts) => {
        const whole = Region.of(parts);
        const expected = pairs.filter(({ address, port }) =>
          parts.some(({ addresses, ports }) => addresses.contains(address) && ports.contains(port)),
        );
        expect(pairs.filter(({ address, port }) => holds(whole, address, port))).toEqual(expected);
        expect(whole.size).toBe(BigInt(expected.length));
      }),
    );
  });

  test('holds the pairs that its operations say', () => {
    fc.assert(
      fc.property(regions, regions, (a, b) => {
        const [union, intersection, difference] = [a.union(b), a.intersect(b), a.subtract(b)];
        for (const { address, port } of pairs) {
          const [inA, inB] = [holds(a, address, port), holds(b, address, port)];
          expect(holds(union, address, port)).toBe(inA || inB);
          expect(holds(intersection, address, port)).toBe(inA && inB);
          expect(holds(difference, address, port)).toBe(inA && !inB);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('has one form, whatever it was made from', () => {
    fc.assert(
      fc.property(regions, regions, (a, b) => {
        const again = a.subtract(b).union(a.intersect(b));
        expect(again.equals(a)).toBe(true);
        expect(again.toString()).toBe(a.toString());
        expect(again.isSubsetOf(a)).toBe(true);
        expect(a.subtract(a).isEmpty).toBe(true);
      }),
    );
  });

  test('names the part of a requirement that is missing', () => {
    const required = region('10.0.0.0/16', 443);
    const allowed = region('10.0.0.0/17', 0, 65_535).union(region('10.0.0.0/8', 80));
    expect(required.subtract(allowed).toString()).toBe('10.0.128.0/17 port 443');
    expect(required.isSubsetOf(allowed.union(region('10.0.128.0/17', 443)))).toBe(true);
  });

  test('prints ports that share their addresses together', () => {
    const both = region('10.0.0.0/8', 443)
      .union(region('10.0.0.0/8', 8192, 65_535))
      .union(region('::/0', 22));
    expect(both.toString()).toBe('::/0 port 22; 10.0.0.0/8 port 443, 8192-65535');
  });
});

describe('Region.firstMatch', () => {
  test('lets the first rule that matches decide', () => {
    const allowed = Region.firstMatch([
      { action: 'deny', matches: region('10.1.0.0/16', 443) },
      { action: 'allow', matches: region('10.0.0.0/8', 443) },
      { action: 'deny', matches: region('0.0.0.0/0', 0, 65_535) },
      { action: 'allow', matches: region('0.0.0.0/0', 22) },
    ]);
    expect(allowed.equals(region('10.0.0.0/8', 443).subtract(region('10.1.0.0/16', 443)))).toBe(true);
  });

  test('agrees with asking each rule about each pair', () => {
    const rules = fc.array(
      fc.record({ action: fc.constantFrom('allow' as const, 'deny' as const), matches: regions }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(rules, (list) => {
        const allowed = Region.firstMatch(list);
        for (const { address, port } of pairs) {
          const decisive = list.find(({ matches }) => holds(matches, address, port));
          expect(holds(allowed, address, port)).toBe(decisive?.action === 'allow');
        }
      }),
      { numRuns: 30 },
    );
  });
});
