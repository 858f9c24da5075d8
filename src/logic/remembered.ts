/**
 * The same claim, which looks at each item once: tables that any of many subnets may have would else be judged for each of
 * them.
 * @param claim what depends on nothing but the item
 */
export function remembered<T extends object, R>(claim: (item: T) => R): (item: T) => R {
  const known = new WeakMap<T, { readonly result: R }>();
  return (item) => {
    let judged = known.get(item);
    if (judged === undefined) {
      judged = { result: claim(item) };
      known.set(item, judged);
    }
    return judged.result;
  };
}
