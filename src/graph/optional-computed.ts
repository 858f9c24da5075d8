import { OPTIONAL_COMPUTED } from './aws.generated.ts';
import type { Resource } from './resource.ts';
import type { Path } from './value.ts';

const known = new Map<string, ReadonlySet<string>>();

/** Whether the provider gives an attribute a value of its own where the configuration sets none; of types not known it may. */
export function isOptionalComputed({ type, mode }: Resource, path: Path): boolean {
  if (!Object.hasOwn(OPTIONAL_COMPUTED, type)) return mode === 'managed';
  let names = known.get(type);
  if (names === undefined) {
    names = new Set(OPTIONAL_COMPUTED[type]?.split(' '));
    known.set(type, names);
  }
  return names.has(path.filter((step) => typeof step === 'string').join('.'));
}
