import { type InstanceKey, parseTraversal } from '../graph/address.ts';
import { moduleAddressOf } from '../plan/index.ts';
import { planned } from './provider.ts';
import { type Attributes, PlannedChange } from './values.ts';

/** A resource of a test, as its address and what is given of it say. */
export interface Instance {
  readonly address: string;
  /** The address of its module, empty for the root module. */
  readonly module: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
  /** What the configuration sets; null where it has the resource no more. */
  readonly configured: Attributes | null;
  readonly planned: PlannedChange;
}

/** @throws Error for an address that is none */
export function instanceOf(address: string, given: Attributes | PlannedChange): Instance {
  const module = moduleAddressOf(address) ?? '';
  const steps = parseTraversal(module === '' ? address : address.slice(module.length + 1));
  const mode = steps[0]?.name === 'data' ? 'data' : 'managed';
  const [type, name, last] = mode === 'data' ? steps.slice(1) : steps;
  if (type?.name === undefined || name?.name === undefined)
    throw new Error(
      `${address} is no address of a resource, as aws_subnet.this or module.a.aws_subnet.b[0] is`,
    );
  const wanted = given instanceof PlannedChange ? given : new PlannedChange(ANEW[mode], null, given);
  return {
    address,
    module,
    mode,
    type: type.name,
    name: name.name,
    key: last?.key,
    configured: wanted.after,
    planned: wanted.actions.includes('create') ? completed(type.name, wanted) : wanted,
  };
}

const ANEW = { managed: ['create'], data: ['read'] } as const;

const completed = (type: string, { actions, before, after, forcedBy }: PlannedChange): PlannedChange =>
  new PlannedChange(actions, before, planned(type, after ?? {}), forcedBy);

/** The local name of the provider that a type belongs to. */
export const providerOf = (type: string): string => type.split('_', 1)[0] ?? '';
