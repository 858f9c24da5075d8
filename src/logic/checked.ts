import type { Judgement, Truth } from './judgement.ts';
import { LazyJudgement } from './lazy-judgement.ts';

const TRUTHS: ReadonlySet<unknown> = new Set<Truth>(['yes', 'no', 'unknown']);

/**
 * The value, if it is a judgement. Policies in plain JavaScript may give anything, and `true` or a promise must not pass.
 * @throws TypeError that says what it is instead
 */
export function judgementOf(value: Judgement): Judgement {
  if (value instanceof LazyJudgement) return value;
  const given: unknown = value;
  const isJudgement =
    typeof given === 'object' &&
    given !== null &&
    'truth' in given &&
    TRUTHS.has(given.truth) &&
    'evidence' in given &&
    Array.isArray(given.evidence);
  if (isJudgement) return value;
  throw new TypeError(
    `${described(given)} is no judgement: all, any, not, every and what a value is asked by (is, isSet …) give one`,
  );
}

/** A value of the wrong kind, in a few words. */
export function described(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
