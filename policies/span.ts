/** A number of which only bounds may be known, in words: `4`, `2 to 4` or `2 or more`. */
export function spanOf({ least, most }: { readonly least: number; readonly most: number }): string {
  if (!Number.isFinite(most)) return `${least} or more`;
  return least === most ? String(most) : `${least} to ${most}`;
}
