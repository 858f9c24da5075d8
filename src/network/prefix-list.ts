import type { Target } from '../graph/index.ts';
import type { Collection } from '../logic/index.ts';
import { type AddressBounds, ANYWHERE, boundsOf, union } from './bounds.ts';
import type { Network } from './network.ts';

const ENTRY = 'aws_ec2_managed_prefix_list_entry';

/**
 * Whether prefix lists are those of AWS's own services: narrow, and of public addresses only. What another list holds outside the
 * plan is not known.
 */
export function isOfAws(lists: Collection<Target>): boolean {
  return (
    lists.hidden === undefined &&
    lists.items.every(
      (list) =>
        list.in === 'plan' &&
        (list.attribute === 'prefix_list_id' ||
          list.resource.get('name').knownString?.startsWith('com.amazonaws.') === true),
    )
  );
}

/** The addresses of a prefix list that the plan manages, entries of their own included; undefined for any other. */
export function addressesIn(lists: Collection<Target>, network: Network): AddressBounds | undefined {
  const list = lists.only;
  if (list?.in !== 'plan' || list.resource.type !== 'aws_ec2_managed_prefix_list') return undefined;
  const { resource } = list;
  if (resource.mode !== 'managed') return undefined;
  const separate = network
    .referrers(ENTRY, 'prefix_list_id', (target) => (target.in === 'plan' ? target.resource : target))
    .of(resource);
  const listed = resource.get('entry');
  const isWritten = resource.isWritten('entry');
  // An existing list still has the entries of resources that the plan takes away or changes.
  const gone = isWritten
    ? []
    : network.former
        .changed(ENTRY, 'prefix_list_id', resource.get('id').knownString)
        .map(({ before }) => before.get('cidr').knownString);
  const own = listed
    .elements()
    .map((entry) => entry.get('cidr'))
    .filter(({ knownString: block }) => block === undefined || !gone.includes(block));
  // Without the sources, a dynamic block over what is not known looks as if nothing were written.
  const isOpen = listed.isUnknown && (isWritten || !network.graph.hasSources);
  return union([
    ...own.map((block) => ({ bounds: boundsOf(block), certain: true })),
    ...separate.members.map(({ item, certain }) => ({ bounds: boundsOf(item.get('cidr')), certain })),
    ...(isOpen || separate.hidden !== undefined ? [{ bounds: ANYWHERE, certain: false }] : []),
  ]);
}
