/** Plain JSON trees. A member is read only if it is the object's own, so that a key such as `__proto__` means nothing. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member or element of a tree; undefined where there is none. */
export function below(tree: unknown, step: string | number): unknown {
  if (Array.isArray(tree)) {
    const elements: readonly unknown[] = tree;
    return typeof step === 'number' ? elements[step] : undefined;
  }
  return isRecord(tree) && Object.hasOwn(tree, step) ? tree[step] : undefined;
}
