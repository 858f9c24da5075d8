/** ` Did you mean …?` for a word that is not among those that are known, or nothing when none is near. */
export function didYouMean(
  word: string,
  known: readonly string[],
  show: (name: string) => string = String,
): string {
  const near = nearest(word, known);
  return near === undefined ? '' : ` Did you mean ${show(near)}?`;
}

/** The known word that a misspelt one most likely stands for. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, distance: distanceOf(word.toLowerCase(), name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.min(word.length, name.length) / 3))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

/** How many letters must be added, removed, changed or swapped with a neighbour (optimal string alignment). */
function distanceOf(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          last[column]! + 1,
          current[column - 1]! + 1,
          last[column - 1]! + changed,
          isSwap ? beforeLast[column - 2]! + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length]!;
}
