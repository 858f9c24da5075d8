import * as intervals from './interval.ts';
import { addressBits, formatCidr, type Address, type AddressRange, type Cidr, type Family } from './ip.ts';

type Intervals = intervals.Intervals<bigint>;

const allOf = (family: Family): Intervals => [0n, 1n << BigInt(addressBits[family])];

/**
 * An immutable set of IPv4 and IPv6 addresses. Operations cost time linear in the number of separate ranges of
 * both sets. To unite many sets use {@link AddressSet.union}, which sorts once.
 */
export class AddressSet {
  static readonly empty: AddressSet = new AddressSet([], []);
  /** Every IPv4 address, `0.0.0.0/0`. */
  static readonly everything4: AddressSet = new AddressSet(allOf(4), []);
  /** Every IPv6 address, `::/0`. */
  static readonly everything6: AddressSet = new AddressSet([], allOf(6));
  static readonly everything: AddressSet = new AddressSet(allOf(4), allOf(6));

  readonly #v4: Intervals;
  readonly #v6: Intervals;

  private constructor(v4: Intervals, v6: Intervals) {
    this.#v4 = v4;
    this.#v6 = v6;
  }

  /** The addresses of blocks or ranges, which may overlap. */
  static of(ranges: Iterable<AddressRange>): AddressSet {
    const byFamily: Record<Family, intervals.Interval<bigint>[]> = { 4: [], 6: [] };
    for (const { family, first, last } of ranges) byFamily[family].push([first, last + 1n]);
    return new AddressSet(intervals.ofIntervals(byFamily[4]), intervals.ofIntervals(byFamily[6]));
  }

  /** The addresses that are in at least one of the sets. */
  static union(sets: readonly AddressSet[]): AddressSet {
    return new AddressSet(
      intervals.ofIntervals(sets.flatMap((set) => intervals.toIntervals(set.#v4))),
      intervals.ofIntervals(sets.flatMap((set) => intervals.toIntervals(set.#v6))),
    );
  }

  /** Number of addresses. */
  get size(): bigint {
    return [...intervals.toIntervals(this.#v4), ...intervals.toIntervals(this.#v6)].reduce(
      (sum, [from, to]) => sum + to - from,
      0n,
    );
  }

  get isEmpty(): boolean {
    return this.#v4.length === 0 && this.#v6.length === 0;
  }

  union(other: AddressSet): AddressSet {
    return new AddressSet(intervals.union(this.#v4, other.#v4), intervals.union(this.#v6, other.#v6));
  }

  intersect(other: AddressSet): AddressSet {
    return new AddressSet(intervals.intersect(this.#v4, other.#v4), intervals.intersect(this.#v6, other.#v6));
  }

  /** Whether a address is in both sets. Costs little where one of them has few ranges. */
  meets(other: AddressSet): boolean {
    return intervals.meets(this.#v4, other.#v4) || intervals.meets(this.#v6, other.#v6);
  }

  /** The addresses of this set that are not in the other. */
  subtract(other: AddressSet): AddressSet {
    return new AddressSet(intervals.subtract(this.#v4, other.#v4), intervals.subtract(this.#v6, other.#v6));
  }

  contains({ family, value }: Address): boolean {
    return intervals.contains(family === 4 ? this.#v4 : this.#v6, value);
  }

  isSubsetOf(other: AddressSet): boolean {
    return this.subtract(other).isEmpty;
  }

  equals(other: AddressSet): boolean {
    return intervals.equals(this.#v4, other.#v4) && intervals.equals(this.#v6, other.#v6);
  }

  /** The fewest blocks that make up the set, IPv4 first, in ascending order: `['10.0.0.0/8', '::/0']`. */
  toCidrs(): string[] {
    return [...blocks(4, this.#v4), ...blocks(6, this.#v6)].map(formatCidr);
  }
}

function* blocks(family: Family, set: Intervals): Generator<Cidr> {
  for (const [from, to] of intervals.toIntervals(set)) {
    for (let first = from; first < to;) {
      const hostBits = largestBlock(family, first, to);
      const next = first + (1n << BigInt(hostBits));
      yield { family, first, last: next - 1n, prefix: addressBits[family] - hostBits };
      first = next;
    }
  }
}

/** Host bits of the largest block that begins at `first` and ends at or before `to`. */
function largestBlock(family: Family, first: bigint, to: bigint): number {
  const alignment = first === 0n ? addressBits[family] : bitLength(first & -first) - 1;
  return Math.min(alignment, bitLength(to - first) - 1);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
