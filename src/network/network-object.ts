import type { Resource } from '../graph/index.ts';
import type { Hidden } from '../logic/index.ts';
import type { Vpc } from './vpc.ts';

/** What an object of the network stands for. */
export type NetworkObject =
  | { readonly resource: Resource; readonly gone?: boolean }
  | { readonly outside: string | undefined }
  | { readonly implicitIn: Vpc };

export const isVpc = ({ type }: Resource): boolean => type === 'aws_vpc' || type === 'aws_default_vpc';

/** The name of an object in evidence. */
export function addressOf(object: NetworkObject, what: string): string {
  if ('resource' in object) return object.resource.address;
  if ('outside' in object) return object.outside ?? `a ${what} outside this plan`;
  return `${object.implicitIn.address} (default ${what})`;
}

/** Hidden things of an object that the plan does not manage: anything may be there. */
export function unseen(address: string, what: string): Hidden {
  return {
    outsideOnly: false,
    evidence: { address, text: `is not managed by this plan: its ${what} cannot be seen` },
  };
}
