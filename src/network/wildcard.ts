/*
 * Texts with wildcards, as the actions and resources of IAM policies: `*` stands for any text, `?` for one character.
 * Both questions cost time in proportion to the product of the lengths.
 */

/** Whether a pattern matches all that another one matches: an asterisk of the other is met by an asterisk only. */
export const covers = (pattern: string, other: string): boolean => align(pattern, other, false);

/** Whether there may be a text that both patterns match. */
export const meets = (pattern: string, other: string): boolean => align(pattern, other, true);

/** Walks both texts; `reached[j]` says whether what was read of `a` can be read as the first `j` characters of `b`. */
function align(a: string, b: string, bothSides: boolean): boolean {
  let reached: boolean[] = [true];
  for (let j = 0; j < b.length; j++) reached.push(bothSides && reached[j]! && b[j] === '*');
  for (const character of a) {
    const above = reached;
    reached = [above[0]! && character === '*'];
    for (let j = 0; j < b.length; j++) {
      const skipsHere = character === '*' && (above[j + 1]! || reached[j]!);
      const skipsThere = bothSides && b[j] === '*' && (above[j + 1]! || reached[j]!);
      reached.push(skipsHere || skipsThere || (above[j]! && isAlike(character, b[j]!, bothSides)));
    }
  }
  return reached.at(-1)!;
}

function isAlike(a: string, b: string, bothSides: boolean): boolean {
  if (a === '*' || b === '*') return false;
  return a === b || a === '?' || (bothSides && b === '?');
}
