/** IP version: 4 or 6. */
export type Family = 4 | 6;

/**
 * One address as a number: 32 bits for IPv4, 128 for IPv6. An IPv4-mapped IPv6 address (`::ffff:10.0.0.1`)
 * is of family 6 and differs from the IPv4 address in it, as in Go's `netip` and in AWS rules.
 */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** The addresses from `first` to `last`, both included. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** A CIDR block: the range of addresses that share their first `prefix` bits. */
export interface Cidr extends AddressRange {
  readonly prefix: number;
}

/** Number of bits in an address of a family. */
export const addressBits: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

const ipv4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
const trailingIpv4 = /^(.*:)([^:]*\.[^:]*)$/;
const hexGroup = /^[0-9a-f]{1,4}$/i;
const prefixLength = /^(?:0|[1-9]\d{0,2})$/;

/**
 * Reads an address as Go's `netip.ParseAddr` does: four decimal parts without leading zeros, or RFC 4291 text.
 * `undefined` for anything else, zone ids (`fe80::1%eth0`) included: a zone has no meaning outside one host.
 */
export function parseAddress(text: string): Address | undefined {
  const family = text.includes(':') ? 6 : 4;
  const value = family === 6 ? parseIpv6(text) : parseIpv4(text);
  return value === undefined ? undefined : { family, value };
}

/**
 * Reads `address/prefix` as Go's `netip.ParsePrefix` does; `undefined` for anything else. Bits of the address
 * beyond the prefix are allowed and dropped: `10.0.0.1/8` is the block `10.0.0.0/8`.
 */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.lastIndexOf('/');
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !prefixLength.test(length)) return undefined;
  const prefix = Number(length);
  const { family, value } = address;
  if (prefix > addressBits[family]) return undefined;
  const hostBits = BigInt(addressBits[family] - prefix);
  const first = (value >> hostBits) << hostBits;
  return { family, first, last: first + (1n << hostBits) - 1n, prefix };
}

/** Text of an address: dotted decimal, or for IPv6 the form of RFC 5952. */
export function formatAddress({ family, value }: Address): string {
  return family === 4 ? formatIpv4(value) : formatIpv6(value);
}

/** Text of a block, such as `10.0.0.0/8`. */
export function formatCidr({ family, first, prefix }: Cidr): string {
  return `${formatAddress({ family, value: first })}/${prefix}`;
}

function parseIpv4(text: string): bigint | undefined {
  const match = ipv4.exec(text);
  if (match === null) return undefined;
  let value = 0;
  for (let part = 1; part <= 4; part++) {
    const octet = Number(match[part]);
    if (octet > 255) return undefined;
    value = value * 256 + octet;
  }
  return BigInt(value);
}

function parseIpv6(text: string): bigint | undefined {
  const hex = withoutTrailingIpv4(text);
  const halves = hex?.split('::').map((half) => (half === '' ? [] : half.split(':'))) ?? [];
  const [head = [], tail = []] = halves;
  const missing = 8 - head.length - tail.length;
  const complete = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0;
  if (!complete || ![...head, ...tail].every((group) => hexGroup.test(group))) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`);
}

/** Rewrites the dotted decimal end that an IPv6 address may have as two groups; `undefined` if it is malformed. */
function withoutTrailingIpv4(text: string): string | undefined {
  const match = trailingIpv4.exec(text);
  if (match === null) return text;
  const [, start = '', end = ''] = match;
  const value = parseIpv4(end);
  return value === undefined
    ? undefined
    : `${start}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}

function formatIpv4(value: bigint): string {
  const bits = Number(value);
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join('.');
}

function formatIpv6(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${formatIpv4(value & 0xffffffffn)}`;
  const digits = value.toString(16).padStart(32, '0');
  const groups = (digits.match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, ''));
  const { start, length } = longestZeroRun(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zero groups, which RFC 5952 shortens to `::`. */
function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === '0' ? length + 1 : 0;
    if (length > longest.length) longest = { start: index + 1 - length, length };
  }
  return longest;
}
