import { AddressSet } from './addressset.ts';
import { PortSet, type PortRange } from './portset.ts';

/** Every pair of one of the addresses with one of the ports. */
export interface Rectangle {
  readonly addresses: AddressSet;
  readonly ports: PortSet;
}

/** One entry of an ordered list, such as a rule of a network ACL. */
export interface OrderedRule {
  readonly action: 'allow' | 'deny';
  readonly matches: Region;
}

/**
 * An immutable set of (address, port) pairs: the traffic that rules of one protocol let through.
 * It is kept as the function from ports to addresses: no two rectangles share a port or have equal addresses,
 * so that every region has one form. Operations cost time in proportion to the number of port ranges and,
 * for each, to the address ranges there.
 */
export class Region {
  static readonly empty: Region = new Region([]);

  /** The region as rectangles that do not overlap, by ascending lowest port. */
  readonly rectangles: readonly Rectangle[];

  private constructor(rectangles: readonly Rectangle[]) {
    this.rectangles = rectangles;
  }

  /** The pairs of rectangles, which may overlap. */
  static of(rectangles: readonly Rectangle[]): Region {
    const [only] = rectangles;
    if (only !== undefined && rectangles.length === 1)
      return only.addresses.isEmpty || only.ports.isEmpty ? Region.empty : new Region([only]);
    return Region.#byPort(rectangles, (port) => {
      const sets = rectangles.filter(({ ports }) => ports.contains(port)).map(({ addresses }) => addresses);
      return AddressSet.union(sets);
    });
  }

  /** What an ordered list lets through: the first rule that matches a pair decides, and no match denies. */
  static firstMatch(rules: Iterable<OrderedRule>): Region {
    let allowed = Region.empty;
    let decided = Region.empty;
    for (const { action, matches } of rules) {
      if (action === 'allow') allowed = allowed.union(matches.subtract(decided));
      decided = decided.union(matches);
    }
    return allowed;
  }

  /** Number of pairs. */
  get size(): bigint {
    return this.rectangles.reduce(
      (sum, { addresses, ports }) => sum + addresses.size * BigInt(ports.size),
      0n,
    );
  }

  /** The ports that some address has in it. */
  get ports(): PortSet {
    return this.rectangles.reduce((all, { ports }) => all.union(ports), PortSet.empty);
  }

  get isEmpty(): boolean {
    return this.rectangles.length === 0;
  }

  union(other: Region): Region {
    return this.#combine(other, (a, b) => a.union(b));
  }

  intersect(other: Region): Region {
    return this.#combine(other, (a, b) => a.intersect(b));
  }

  /** The pairs of this region that are not in the other. */
  subtract(other: Region): Region {
    if (!this.meets(other)) return this;
    return this.#combine(other, (a, b) => a.subtract(b));
  }

  /** Whether a pair is in both regions. */
  meets(other: Region): boolean {
    return this.rectangles.some(({ addresses, ports }) =>
      other.rectangles.some((that) => ports.meets(that.ports) && addresses.meets(that.addresses)),
    );
  }

  isSubsetOf(other: Region): boolean {
    return this.subtract(other).isEmpty;
  }

  equals(other: Region): boolean {
    return this.isSubsetOf(other) && other.isSubsetOf(this);
  }

  /** The addresses that the region pairs with a port. */
  addressesAt(port: number): AddressSet {
    return this.rectangles.find(({ ports }) => ports.contains(port))?.addresses ?? AddressSet.empty;
  }

  /** Such as `10.0.0.0/8, ::/0 port 443; 10.1.0.0/16 port 8192-65535`; the empty text for no pair. */
  toString(): string {
    return this.rectangles
      .map(({ addresses, ports }) => `${addresses.toCidrs().join(', ')} port ${ports.toString()}`)
      .join('; ');
  }

  /** The region with `addressesAt(port)` at each port, where that changes only at an end of a rectangle. */
  static #byPort(rectangles: readonly Rectangle[], addressesAt: (port: number) => AddressSet): Region {
    const ends = rectangles
      .flatMap(({ ports }) => ports.toRanges())
      .flatMap(({ first, last }) => [first, last + 1]);
    const steps = [...new Set(ends)].sort((a, b) => a - b);
    const groups: { addresses: AddressSet; ranges: PortRange[] }[] = [];
    for (const [index, next] of steps.slice(1).entries()) {
      const first = steps[index]!;
      const addresses = addressesAt(first);
      if (addresses.isEmpty) continue;
      const range = { first, last: next - 1 };
      const group = groups.find((other) => other.addresses.equals(addresses));
      if (group === undefined) groups.push({ addresses, ranges: [range] });
      else group.ranges.push(range);
    }
    return new Region(groups.map(({ addresses, ranges }) => ({ addresses, ports: PortSet.of(ranges) })));
  }

  #combine(other: Region, operation: (a: AddressSet, b: AddressSet) => AddressSet): Region {
    return Region.#byPort([...this.rectangles, ...other.rectangles], (port) =>
      operation(this.addressesAt(port), other.addressesAt(port)),
    );
  }
}
