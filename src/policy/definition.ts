import { described } from '../logic/index.ts';
import { nearest } from '../nearest.ts';
import type { Policy } from './policy.ts';
import { isSubjectName } from './subjects.ts';

const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

type Test = (value: unknown) => boolean;
const isText: Test = (value) => typeof value === 'string' && value !== '';
const isFunction: Test = (value) => typeof value === 'function';
const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);

/** What the members of a policy have to be, where no compiler has looked. */
const MEMBERS: { readonly [Name in keyof Policy]-?: readonly [Test, string] } = {
  id: [(id) => typeof id === 'string' && KEBAB_CASE.test(id), 'words in lower case with - between them'],
  title: [isText, 'a text'],
  severity: [isSeverity, "'error' or 'warning'"],
  source: [isText, 'a text'],
  why: [isText, 'a text'],
  unknowns: [optional(isText), 'a text'],
  subject: [
    (subject) => isFunction(subject) || (typeof subject === 'string' && isSubjectName(subject)),
    "a resource type, 'resource', 'domain', 'user profile', 'apps' or a function",
  ],
  when: [optional(isFunction), 'a function'],
  require: [isFunction, 'a function'],
  severityOf: [optional(isFunction), 'a function'],
  remedy: [isFunction, 'a function'],
};

export function isSeverity(value: unknown): boolean {
  return value === 'error' || value === 'warning';
}

/** What is wrong with a policy as it is written, as a sentence; undefined if nothing is. */
export function faultIn(policy: object): string | undefined {
  const unknown = Object.keys(policy).find((name) => !Object.hasOwn(MEMBERS, name));
  if (unknown !== undefined) {
    const near = nearest(unknown, Object.keys(MEMBERS));
    return `${unknown} is no member of a policy${near === undefined ? '' : `, but ${near} is`}`;
  }
  for (const [name, [isRight, wanted]] of Object.entries(MEMBERS)) {
    const value: unknown = Reflect.get(policy, name);
    if (value === undefined && !isRight(value)) return `${name} is missing: it has to be ${wanted}`;
    if (!isRight(value)) return `${name} has to be ${wanted}, not ${described(value)}`;
  }
  return undefined;
}
