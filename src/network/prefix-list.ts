import type { Target } from '../graph/index.ts';
import type { Collection } from '../logic/index.ts';

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
