import { type Cidr, addressBits, formatAddress, formatCidr, parseCidr } from '../../net/index.ts';
import { EvaluationError, type Value } from '../values.ts';
import { NotComputable, type TerraformFunction, integer, list, number, text } from './arguments.ts';

/** Functions on address blocks. */
export const networkFunctions: Readonly<Record<string, TerraformFunction>> = {
  cidrhost: ([prefix, host]) => {
    const { family, first, last } = block(prefix);
    const wanted = bigint(host);
    const value = wanted < 0n ? last + 1n + wanted : first + wanted;
    if (value < first || value > last) throw new EvaluationError('The block has no such host');
    return formatAddress({ family, value });
  },
  cidrnetmask: ([prefix]) => {
    const { family, first, last } = block(prefix);
    if (family !== 4) throw new EvaluationError('Only IPv4 has netmasks');
    return formatAddress({ family, value: 0xffffffffn - (last - first) });
  },
  cidrsubnet: ([prefix, newBits, index]) =>
    formatCidr(subnet(block(prefix), integer(newBits), bigint(index))),
  cidrsubnets: ([prefix, ...newBits]) => list(consecutive(block(prefix), newBits.map(integer))),
};

function block(value: Value | undefined): Cidr {
  const found = parseCidr(text(value));
  if (found === undefined) throw new EvaluationError('The text is no address block');
  return found;
}

function bigint(value: Value | undefined): bigint {
  const whole = number(value);
  if (!Number.isSafeInteger(whole)) throw new NotComputable();
  return BigInt(whole);
}

function subnet({ family, first, prefix }: Cidr, newBits: number, index: bigint): Cidr {
  const length = prefix + newBits;
  if (newBits < 0 || length > addressBits[family] || index < 0n || index >= 1n << BigInt(newBits)) {
    throw new EvaluationError('The block has no such subnet');
  }
  return at(family, first + (index << BigInt(addressBits[family] - length)), length);
}

function at(family: Cidr['family'], first: bigint, prefix: number): Cidr {
  return { family, first, last: first + (1n << BigInt(addressBits[family] - prefix)) - 1n, prefix };
}

/** Blocks one after the other, each one beginning at the next multiple of its own size. */
function consecutive({ family, first, last, prefix }: Cidr, newBits: readonly number[]): string[] {
  let next = first;
  return newBits.map((bits) => {
    const length = prefix + bits;
    if (bits < 1 || length > addressBits[family]) throw new EvaluationError('The block has no such subnet');
    const size = 1n << BigInt(addressBits[family] - length);
    const start = ((next + size - 1n) / size) * size;
    const found = at(family, start, length);
    if (found.last > last) throw new EvaluationError('The block has no room for all subnets');
    next = found.last + 1n;
    return formatCidr(found);
  });
}
