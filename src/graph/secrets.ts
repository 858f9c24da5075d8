import type { ConfigModule, ModuleCall, Plan } from '../plan/index.ts';
import { containsMark, eitherMark } from './marks.ts';
import { below, isRecord } from './tree.ts';

/** Shorter values say too little to be told from the words around them; where a value is shown, `Value` hides those. */
const SHORTEST = 4;
const HIDDEN = '(sensitive)';
const WORD = /\w/;
/** Provider arguments that are secret by their meaning: a plan does not mark the arguments of providers. */
const CREDENTIAL = /(?:^|_)(?:key|secret|token|password)$/;
const REGION = /[a-z]{2}(?:-[a-z]+)+-\d+/;

/**
 * The values of a plan that are seen only where it marks them sensitive: in attributes before and after the plan, in
 * variables, and in the credentials of providers. A value that the plan shows elsewhere too, or that is a part of an
 * address, is no secret.
 */
export class Secrets {
  /** By their first letters, the longest first. */
  readonly #byBeginning = new Map<string, readonly string[]>();

  constructor(plan: Plan) {
    const secret = new Set<string>();
    collect(plan, (text) => secret.add(text), ignore);
    if (secret.size === 0) return;
    collect(plan, ignore, (text) => secret.delete(text));
    for (const text of secret) this.add(text);
    for (const { address } of [...plan.resourceChanges, ...plan.priorResources])
      for (const [, text] of this.#find(address)) this.#remove(text);
  }

  add(text: string): void {
    const beginning = text.slice(0, SHORTEST);
    const alike = this.#byBeginning.get(beginning) ?? [];
    if (text.length < SHORTEST || alike.includes(text)) return;
    this.#byBeginning.set(
      beginning,
      [...alike, text].sort((a, b) => b.length - a.length),
    );
  }

  /** A text for people with `(sensitive)` for every secret that is a whole word of it. */
  redact(text: string): string {
    const parts: string[] = [];
    let end = 0;
    for (const [start, secret] of this.#find(text)) {
      parts.push(text.slice(end, start), HIDDEN);
      end = start + secret.length;
    }
    return end === 0 ? text : parts.join('') + text.slice(end);
  }

  *#find(text: string): Iterable<readonly [start: number, secret: string]> {
    if (this.#byBeginning.size === 0) return;
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const found = this.#byBeginning
        .get(text.slice(at, at + SHORTEST))
        ?.find((secret) => text.startsWith(secret, at) && isWhole(text, at, at + secret.length));
      if (found === undefined) continue;
      yield [at, found];
      at += found.length - 1;
    }
  }

  #remove(text: string): void {
    const beginning = text.slice(0, SHORTEST);
    const others = this.#byBeginning.get(beginning)?.filter((other) => other !== text) ?? [];
    if (others.length > 0) this.#byBeginning.set(beginning, others);
    else this.#byBeginning.delete(beginning);
  }
}

/** Whether neither end of a match lies within a word. */
const isWhole = (text: string, start: number, end: number): boolean =>
  !isWithinWord(text, start) && !isWithinWord(text, end);

const isWithinWord = (text: string, at: number): boolean =>
  WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at));

type Take = (text: string) => void;
const ignore: Take = () => undefined;

/** Hands out the texts of all values of a plan, by whether they stand in a sensitive place. */
function collect(plan: Plan, secret: Take, open: Take): void {
  for (const { change } of plan.resourceChanges) {
    const marks = eitherMark(change.before_sensitive, change.after_sensitive);
    for (const value of [change.before, change.after]) sort(value, marks, secret, open);
  }
  for (const { values, sensitive_values: marks } of plan.priorResources) sort(values, marks, secret, open);
  const { root_module: root = {}, provider_config: providers = {} } = plan.configuration;
  const credentials = new Set<string>();
  for (const { expressions = {} } of Object.values(providers)) {
    for (const [name, expression] of Object.entries(expressions)) {
      const isCredential = CREDENTIAL.test(name);
      if (isCredential || name === 'region')
        sort(below(expression, 'constant_value'), isCredential, secret, open);
      if (isCredential) credentials.add(JSON.stringify(below(expression, 'references')));
    }
  }
  for (const [name, { value }] of Object.entries(plan.variables))
    sort(value, isSensitive(root, name) || credentials.has(JSON.stringify([`var.${name}`])), secret, open);
  collectArguments(root, undefined, secret);
}

/** The defaults of sensitive variables, and what modules are given for theirs. */
function collectArguments(module: ConfigModule, call: ModuleCall | undefined, secret: Take): void {
  for (const [name, { default: standard }] of Object.entries(module.variables ?? {})) {
    if (!isSensitive(module, name)) continue;
    for (const value of [standard, below(below(call?.expressions, name), 'constant_value')])
      sort(value, true, secret, ignore);
  }
  for (const inner of Object.values(module.module_calls ?? {})) {
    if (inner.module !== undefined) collectArguments(inner.module, inner, secret);
  }
}

const isSensitive = ({ variables = {} }: ConfigModule, name: string): boolean =>
  Object.hasOwn(variables, name) && variables[name]?.sensitive === true;

/** Hands out the leaves of a value. */
function sort(value: unknown, marks: unknown, secret: Take, open: Take): void {
  if (open === ignore && !containsMark(marks)) return;
  const isMarked = marks === true;
  if (typeof value === 'string') textsIn(value).forEach(isMarked ? secret : open);
  else if (typeof value === 'number' && !isMarked) open(String(value));
  // The ports beside one that a rule leaves out show it as well.
  else if (typeof value === 'number')
    for (const shift of [-1, 0, 1]) textsIn(String(value + shift)).forEach(secret);
  else if (Array.isArray(value))
    value.forEach((element, index) => sort(element, isMarked || below(marks, index), secret, open));
  else if (isRecord(value))
    for (const [name, member] of Object.entries(value))
      sort(member, isMarked || below(marks, name), secret, open);
}

/** A string with those of its parts that are shown by themselves: a region, and a service that follows it. */
function textsIn(value: string): readonly string[] {
  const region = REGION.exec(value);
  const after = region === null ? '' : value.slice(region.index + region[0].length);
  const parts = [value, region?.[0] ?? '', after.startsWith('.') ? after.slice(1) : ''];
  return parts.filter(({ length }) => length >= SHORTEST);
}
