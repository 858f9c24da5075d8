/** A number of which only bounds may be known, in words: `4`, `2 to 4` or `2 or more`. */
export function spanOf({ least, most }: { readonly least: number; readonly most: number }): string {
  if (!Number.isFinite(most)) return `${least} or more`;
  return least === most ? String(most) : `${least} to ${most}`;
}

/** The bounds of a number that is not told, in words: `at least 1` or `at least 1, at most 3`. */
export const boundsOf = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  Number.isFinite(most) ? `at least ${least}, at most ${most}` : `at least ${least}`;
