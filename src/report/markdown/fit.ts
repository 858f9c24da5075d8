const bytesOf = (text: string): number => Buffer.byteLength(text);

export interface Fitting {
  readonly shown: readonly string[];
  /** How many are left out. */
  readonly left: number;
}

/**
 * Those blocks that there is room for, whole, the earlier ones first.
 * @param joint how many bytes part a block from the next
 */
export function fit(blocks: readonly string[], room: number, joint: number): Fitting {
  let free = room;
  const shown = blocks.filter((block) => {
    const bytes = bytesOf(block) + joint;
    if (bytes > free) return false;
    free -= bytes;
    return true;
  });
  return { shown, left: blocks.length - shown.length };
}
