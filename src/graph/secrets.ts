import type { ConfigModule, ModuleCall, Plan } from '../plan/index.ts';
import { containsMark, eitherMark } from './marks.ts';
import { below, isRecord } from './tree.ts';

/** Shorter values say too little to be told from the words around them; where a value is shown, `Value` hides those. */
const SHORTEST = 4;
const HIDDEN = '(sensitive)';
const WORD = /\w/;
/** Provider arguments that are secret by their meaning: a plan does not mark the arguments of providers. */
const CREDENTIAL = /(?:^|_)(?:key|secret|token|password)$/;
/** What a quoted string escapes. */
const NEEDS_ESCAPE = /["\\\p{Cc}]/u;
const REGION = /[a-z]{2}(?:-[a-z]+)+-\d+/;

/**
 * The values of a plan that are seen only where it marks them sensitive: in attributes before and after the plan, in
 * variables, and in the credentials of providers. A value that another resource shows too, or that is a part of an
 * address, is no secret; that the same one does may be a copy which the provider makes, as of `tags` in `tags_all`.
 */
export class Secrets {
  readonly #texts = new Set<string>();
  /** The lengths of those that begin alike, the longest first. */
  readonly #lengths = new Map<string, readonly number[]>();

  constructor(plan: Plan) {
    const owners = new Map<string, Set<string>>();
    collect(plan, true, (text, owner) => owners.set(text, (owners.get(text) ?? new Set()).add(owner)));
    if (owners.size === 0) return;
    collect(plan, false, (text, owner) => {
      if (owners.get(text)?.has(owner) === false) owners.delete(text);
    });
    for (const text of owners.keys()) this.add(text);
    for (const { address } of [...plan.resourceChanges, ...plan.priorResources])
      for (const [, text] of this.#find(address)) this.#texts.delete(text);
  }

  add(text: string): void {
    if (text.length < SHORTEST) return;
    this.#texts.add(text);
    const beginning = text.slice(0, SHORTEST);
    const lengths = this.#lengths.get(beginning) ?? [];
    if (!lengths.includes(text.length))
      this.#lengths.set(
        beginning,
        [...lengths, text.length].sort((a, b) => b - a),
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
    if (this.#texts.size === 0) return;
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const found = this.#lengths
        .get(text.slice(at, at + SHORTEST))
        ?.map((length) => text.slice(at, at + length))
        .find((word) => this.#texts.has(word) && isWhole(text, at, at + word.length));
      if (found === undefined) continue;
      yield [at, found];
      at += found.length - 1;
    }
  }
}

/** Whether neither end of a match lies within a word. */
const isWhole = (text: string, start: number, end: number): boolean =>
  !isWithinWord(text, start) && !isWithinWord(text, end);

const isWithinWord = (text: string, at: number): boolean =>
  WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at));

/** Hands out the texts of all values of a plan that stand in a sensitive place, or of all others, with their addresses. */
function collect(plan: Plan, areSecret: boolean, take: (text: string, owner: string) => void): void {
  const from = (owner: string, value: unknown, marks: unknown): void =>
    eachText(value, marks, areSecret, (text) => take(text, owner));
  for (const { address, change } of plan.resourceChanges) {
    const marks = eitherMark(change.before_sensitive, change.after_sensitive);
    for (const value of [change.before, change.after]) from(address, value, marks);
  }
  for (const { address, values, sensitive_values: marks } of plan.priorResources)
    from(address, values, marks);
  const { root_module: root = {}, provider_config: providers = {} } = plan.configuration;
  const credentials = new Set<string>();
  for (const { expressions = {} } of Object.values(providers)) {
    for (const [name, expression] of Object.entries(expressions)) {
      const isCredential = CREDENTIAL.test(name);
      if (isCredential || name === 'region')
        from('provider', below(expression, 'constant_value'), isCredential);
      if (isCredential) credentials.add(JSON.stringify(below(expression, 'references')));
    }
  }
  for (const [name, { value }] of Object.entries(plan.variables)) {
    const isSecret = isSensitive(root, name) || credentials.has(JSON.stringify([`var.${name}`]));
    from(`var.${name}`, value, isSecret);
  }
  if (areSecret) eachArgument(root, undefined, (name, value) => from(`var.${name}`, value, true));
}

/** The defaults of sensitive variables, and what modules are given for theirs. */
function eachArgument(
  module: ConfigModule,
  call: ModuleCall | undefined,
  take: (name: string, value: unknown) => void,
): void {
  for (const [name, { default: standard }] of Object.entries(module.variables ?? {})) {
    if (!isSensitive(module, name)) continue;
    take(name, standard);
    take(name, below(below(call?.expressions, name), 'constant_value'));
  }
  for (const inner of Object.values(module.module_calls ?? {})) {
    if (inner.module !== undefined) eachArgument(inner.module, inner, take);
  }
}

const isSensitive = ({ variables = {} }: ConfigModule, name: string): boolean =>
  Object.hasOwn(variables, name) && variables[name]?.sensitive === true;

/** The texts of the leaves of a value that are marked, or of all others. */
function eachText(value: unknown, marks: unknown, areSecret: boolean, take: (text: string) => void): void {
  if (areSecret ? !containsMark(marks) : marks === true) return;
  const markOf = (step: string | number): unknown => marks === true || below(marks, step);
  if (typeof value === 'string') textsIn(value).forEach(take);
  else if (typeof value === 'number') {
    // The ports beside one that a rule leaves out show it as well.
    const shown = areSecret ? [value - 1, value, value + 1] : [value];
    shown.flatMap((number) => textsIn(String(number))).forEach(take);
  } else if (Array.isArray(value))
    value.forEach((element, index) => eachText(element, markOf(index), areSecret, take));
  else if (isRecord(value))
    for (const [name, member] of Object.entries(value)) eachText(member, markOf(name), areSecret, take);
}

/** A string as it is and as it is quoted, and parts of it that are shown by themselves: a region, a service after it. */
function textsIn(value: string): readonly string[] {
  const region = REGION.exec(value);
  const after = region === null ? '' : value.slice(region.index + region[0].length);
  const quoted = NEEDS_ESCAPE.test(value) ? JSON.stringify(value).slice(1, -1) : '';
  const parts = [value, quoted, region?.[0] ?? '', after.startsWith('.') ? after.slice(1) : ''];
  return parts.filter(({ length }) => length >= SHORTEST);
}
