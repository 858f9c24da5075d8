import { didYouMean } from '../nearest.ts';
import { CommandError } from './command-error.ts';

/** Definitions of command-line options whose faults are told in sentences. */

/** An option that takes one value and is given at most once. */
const single = <T>(name: string, read: (value: string) => T) => ({
  type: 'string' as const,
  coerce: (value: unknown): T => {
    if (Array.isArray(value)) throw new CommandError(`--${name} is given more than once.`);
    return read(textOf(name, value));
  },
});

/** One of some words. */
export const choice = <T extends string>(name: string, words: readonly T[], description: string) => ({
  ...single(name, (value) => {
    const known = words.find((word) => word === value);
    if (known !== undefined) return known;
    throw new CommandError(`--${name} takes ${orList(words)}, not ${value}.${didYouMean(value, words)}`);
  }),
  description,
});

/** A whole number from 1. */
export const positiveNumber = (name: string, description: string) => ({
  ...single(name, (value) => {
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    throw new CommandError(`--${name} takes a whole number from 1, not ${value}.`);
  }),
  description,
});

/** Any text. */
export const text = (name: string, description: string) => ({
  ...single(name, (value) => value),
  description,
});

/** An option that may be given several times. */
export const list = (name: string, description: string) => ({
  type: 'string' as const,
  array: true as const,
  coerce: (values: readonly unknown[]): readonly string[] =>
    (values.length > 0 ? values : ['']).map((value) => textOf(name, value)),
  description,
});

/** @param value of an option; `--name` alone gives an empty text, `--no-name` false */
function textOf(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new CommandError(`--${name} takes a value.`);
}

export const flag = (description: string) => ({ type: 'boolean' as const, description });

/** What every command takes. */
export const commonOptions = {
  color: flag('Write colours, or with --no-color do not  [default: on a terminal]'),
  debug: flag('Show where in the program an error happened'),
  version: flag('Show the version'),
  help: { ...flag('Show this help'), alias: 'h' },
};

const orList = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** With this a shell asks for candidates: the words so far follow, the last of them being the one to complete. */
export const COMPLETE = '--complete-words';
