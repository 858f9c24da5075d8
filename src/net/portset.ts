import * as intervals from './interval.ts';

/** The ports from `first` to `last`, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** One more than the highest port. */
const end = 65_536;

/** An immutable set of ports, 0 to 65535. */
export class PortSet {
  static readonly empty: PortSet = new PortSet([]);
  static readonly everything: PortSet = new PortSet([0, end]);

  readonly #ports: intervals.Intervals<number>;

  private constructor(ports: intervals.Intervals<number>) {
    this.#ports = ports;
  }

  /** The ports of ranges, which may overlap. What lies outside 0–65535 is no port and is left out. */
  static of(ranges: Iterable<PortRange>): PortSet {
    return new PortSet(
      intervals.ofIntervals(
        [...ranges].map(({ first, last }) => [Math.max(first, 0), Math.min(last + 1, end)] as const),
      ),
    );
  }

  /** The ports from `first` to `last`, by default `first` alone. */
  static range(first: number, last: number = first): PortSet {
    return PortSet.of([{ first, last }]);
  }

  /** Number of ports. */
  get size(): number {
    return intervals.toIntervals(this.#ports).reduce((sum, [from, to]) => sum + to - from, 0);
  }

  get isEmpty(): boolean {
    return this.#ports.length === 0;
  }

  union(other: PortSet): PortSet {
    return new PortSet(intervals.union(this.#ports, other.#ports));
  }

  intersect(other: PortSet): PortSet {
    return new PortSet(intervals.intersect(this.#ports, other.#ports));
  }

  /** Whether a port is in both sets. Costs little where one of them has few ranges. */
  meets(other: PortSet): boolean {
    return intervals.meets(this.#ports, other.#ports);
  }

  /** The ports of this set that are not in the other. */
  subtract(other: PortSet): PortSet {
    return new PortSet(intervals.subtract(this.#ports, other.#ports));
  }

  contains(port: number): boolean {
    return intervals.contains(this.#ports, port);
  }

  isSubsetOf(other: PortSet): boolean {
    return this.subtract(other).isEmpty;
  }

  equals(other: PortSet): boolean {
    return intervals.equals(this.#ports, other.#ports);
  }

  /** The separate ranges in ascending order. */
  toRanges(): PortRange[] {
    return intervals.toIntervals(this.#ports).map(([from, to]) => ({ first: from, last: to - 1 }));
  }

  /** Such as `443` or `443, 8192-65535`; the empty text for no port. */
  toString(): string {
    return this.toRanges()
      .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
      .join(', ');
  }
}
