export interface Fitting {
  readonly shown: readonly string[];
  /** How many are left out. */
  readonly left: number;
}

/** Room of which less than this part is free counts as full. */
const REST = 0.01;

/**
 * Whole blocks as long as there is room for them, the earlier ones first; what is too big is left out.
 * @param write makes the block of an item
 * @param room in bytes
 * @param joint how many bytes part a block from the next
 */
export function fit<T>(
  items: readonly T[],
  write: (item: T) => string,
  room: number,
  joint: number,
): Fitting {
  const shown: string[] = [];
  let free = room;
  for (const item of items) {
    if (free < room * REST) break;
    const block = write(item);
    const bytes = Buffer.byteLength(block) + joint;
    if (bytes > free) continue;
    shown.push(block);
    free -= bytes;
  }
  return { shown, left: items.length - shown.length };
}
