import type { AppUser, Collection, Judgement, SecurityGroup } from 'tfplan-studio';

/** The groups of users for which a claim does not hold: of each the one that the plan names for sure, its own last. */
export function groupsBreaking(
  users: Collection<AppUser>,
  claim: (user: AppUser) => Judgement,
): readonly SecurityGroup[] {
  const breaking = users.items.filter((user) => claim(user).truth === 'no');
  return [...new Set(breaking.flatMap(({ groups }) => groups.certain.at(-1) ?? []))];
}
