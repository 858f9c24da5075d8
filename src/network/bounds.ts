import { AddressSet, parseCidr } from '../net/index.ts';
import type { Value } from '../graph/index.ts';

/** A set of addresses of which only a part may be known: it holds at least `lower` and at most `upper`. */
export interface AddressBounds {
  readonly lower: AddressSet;
  readonly upper: AddressSet;
}

export const ANYWHERE: AddressBounds = { lower: AddressSet.empty, upper: AddressSet.everything };
const NOWHERE: AddressBounds = { lower: AddressSet.empty, upper: AddressSet.empty };

export const exactly = (set: AddressSet): AddressBounds => ({ lower: set, upper: set });

/** The union of sets that are in it for certain, or only perhaps. */
export function union(
  parts: readonly { readonly bounds: AddressBounds; readonly certain: boolean }[],
): AddressBounds {
  return {
    lower: AddressSet.union(parts.filter((part) => part.certain).map((part) => part.bounds.lower)),
    upper: AddressSet.union(parts.map((part) => part.bounds.upper)),
  };
}

/** The addresses of one CIDR block; anything of the family where it is unknown, nothing where it is not set. */
export function boundsOf(value: Value, everything: AddressSet = AddressSet.everything): AddressBounds {
  if (value.isUnknown) return { lower: AddressSet.empty, upper: everything };
  const text = value.knownString;
  if (text === undefined || text === '') return NOWHERE;
  const cidr = parseCidr(text);
  return cidr === undefined ? { lower: AddressSet.empty, upper: everything } : exactly(AddressSet.of([cidr]));
}
