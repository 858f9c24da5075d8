import * as fc from 'fast-check';
import { Address4, Address6 } from 'ip-address';
import { describe, expect, test } from 'vitest';
import { formatAddress, formatCidr, parseAddress, parseCidr } from '../../src/net/index.ts';

/** Text that looks like an address, mostly wrong in one place. */
const almostIpv4 = fc
  .array(fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '01', '0x1', ' 1', '-1', '1e1')), {
    minLength: 3,
    maxLength: 5,
  })
  .map((parts) => parts.join('.'));
const almostIpv6 = fc
  .array(fc.constantFrom('0', '00ab', 'ffff', 'F', ':', '', 'g', '12345'), { minLength: 1, maxLength: 9 })
  .map((groups) => groups.join(':'));

describe('parseAddress', () => {
  test.each([
    ['10.0.0.1', 4, 0x0a000001n],
    ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n],
    ['2001:DB8::1', 6, 0x20010db8_00000000_00000000_00000001n],
    ['1:2:3:4:5:6:7::', 6, 0x00010002_00030004_00050006_00070000n],
    ['::ffff:10.0.0.1', 6, 0xffff_0a000001n],
  ] as const)('reads %s', (text, family, value) => {
    expect(parseAddress(text)).toEqual({ family, value });
  });

  test.each([
    '',
    '10.0.0',
    '1.2.3.4.5',
    '010.0.0.1',
    '0x0a.0.0.1',
    '256.0.0.1',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '1..2.3',
    'fe80::1%eth0',
    ':::',
    ':1',
    '1:2:3:4:5:6:7',
    '1:2:3:4::5:6:7:8',
    '1::2::3',
    '00000::',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '::01.2.3.4',
    '[::1]',
  ])('refuses %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test('agrees with ip-address on IPv4 text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), almostIpv4), (text) => {
        const expected = Address4.isValid(text) ? new Address4(text).bigInt() : undefined;
        expect(parseAddress(text)?.value).toBe(expected);
      }),
    );
  });

  test('agrees with ip-address on IPv6 text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), almostIpv6), (text) => {
        const expected = Address6.isValid(text) ? new Address6(text).bigInt() : undefined;
        expect(parseAddress(text)?.value).toBe(expected);
      }),
    );
  });
});

describe('formatAddress', () => {
  test('writes what parseAddress reads', () => {
    const families = fc.oneof(
      fc.record({ family: fc.constant(4 as const), value: fc.bigInt(0n, 2n ** 32n - 1n) }),
      fc.record({ family: fc.constant(6 as const), value: fc.bigInt(0n, 2n ** 128n - 1n) }),
    );
    fc.assert(
      fc.property(families, (address) => {
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });

  test('writes IPv6 as RFC 5952 does', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const { value } = parseAddress(text)!;
        fc.pre(value >> 32n !== 0xffffn);
        expect(formatAddress({ family: 6, value })).toBe(Address6.fromBigInt(value).correctForm());
      }),
    );
  });

  test.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['1:0:2:0:3:0:4:0', '1:0:2:0:3:0:4:0'],
    ['0:0:0:0:0:ffff:a00:1', '::ffff:10.0.0.1'],
  ])('shortens %s to %s', (text, expected) => {
    expect(formatAddress(parseAddress(text)!)).toBe(expected);
  });
});

describe('parseCidr', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.1/32', '10.0.0.1/32'],
    ['::/0', '::/0'],
    ['2001:db8::1/32', '2001:db8::/32'],
    ['::ffff:10.1.2.3/104', '::ffff:10.0.0.0/104'],
  ])('reads %s as %s', (text, expected) => {
    expect(formatCidr(parseCidr(text)!)).toBe(expected);
  });

  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.1/33',
    '::/129',
    '10.0.0.0/-1',
    '10.0.0.0/+8',
    '10.0.0.0/08',
    '10.0.0.0/8 ',
    ' 10.0.0.0/8',
    '010.0.0.1/8',
    '0x0a.0.0.1/8',
    '10.0.0/8',
    '1.2.3.4.5/8',
    '10.0.0.0/8/8',
    '10.0.0.0/255.0.0.0',
    'fe80::%eth0/10',
  ])('refuses %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test('agrees with ip-address on the ends of a block', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(32), (address, prefix) => {
        const oracle = new Address4(`${address}/${prefix}`);
        const { first, last } = parseCidr(`${address}/${prefix}`)!;
        expect([first, last]).toEqual([oracle.startAddress().bigInt(), oracle.endAddress().bigInt()]);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.nat(128), (address, prefix) => {
        const oracle = new Address6(`${address}/${prefix}`);
        const { first, last } = parseCidr(`${address}/${prefix}`)!;
        expect([first, last]).toEqual([oracle.startAddress().bigInt(), oracle.endAddress().bigInt()]);
      }),
    );
  });
});
