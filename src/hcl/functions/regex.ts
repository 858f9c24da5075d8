import { EvaluationError, Mapping, Sequence, type Value } from '../values.ts';
import { NotComputable, type Spend } from './arguments.ts';

/**
 * A match may take no more steps than this, by the worst case of backtracking: length of the text to the number of loops,
 * times the ways through optional parts and alternatives. Go's engine has no such worst case.
 */
const maximumSteps = 1e8;
/** So many of them take as long as one step of an evaluation. */
const stepsInOne = 100;
/** Longer patterns are not tried. */
const maximumPattern = 1000;

const posixClasses: ReadonlyMap<string, string> = new Map([
  ['alnum', '0-9A-Za-z'],
  ['alpha', 'A-Za-z'],
  ['ascii', '\\x00-\\x7F'],
  ['blank', '\\t '],
  ['cntrl', '\\x00-\\x1F\\x7F'],
  ['digit', '0-9'],
  ['graph', '!-~'],
  ['lower', 'a-z'],
  ['print', ' -~'],
  ['punct', '!-\\/:-@\\[-`{-~'],
  ['space', '\\t\\n\\v\\f\\r '],
  ['upper', 'A-Z'],
  ['word', '0-9A-Za-z_'],
  ['xdigit', '0-9A-Fa-f'],
]);

/** `regex`. */
export function firstMatch(pattern: string, value: string, spend: Spend): Value {
  const match = compile(pattern, value, spend).exec(value);
  if (match === null) throw new EvaluationError('The pattern does not match');
  return captured(match);
}

/** `regexall`. */
export function matches(pattern: string, value: string, spend: Spend): Value[] {
  return [...value.matchAll(compile(pattern, value, spend))].map(captured);
}

export function replacePattern(
  value: string,
  pattern: string,
  replacement: (match: RegExpMatchArray) => string,
  spend: Spend,
): string {
  let result = '';
  let end = 0;
  for (const match of value.matchAll(compile(pattern, value, spend))) {
    result += value.slice(end, match.index) + replacement(match);
    end = match.index + match[0].length;
  }
  return result + value.slice(end);
}

/** `$1`, `${1}`, `${name}` and `$$` of Go's Expand: a name runs as far as letters, digits and `_` go. */
export function expandReplacement(replacement: string): (match: RegExpMatchArray) => string {
  return (match) =>
    replacement.replace(
      /\$(?:(\$)|(\w+)|\{(\w+)\})/g,
      (_, dollar?: string, bare?: string, braced?: string) => {
        if (dollar !== undefined) return '$';
        const name = bare ?? braced ?? '';
        return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
      },
    );
}

/** The whole match, or a tuple of the groups, or an object of the named ones. */
function captured(match: RegExpMatchArray): Value {
  const [whole, ...groups] = match;
  if (groups.length === 0) return whole ?? '';
  const { groups: named } = match;
  if (named === undefined)
    return new Sequence(
      'tuple',
      groups.map((group) => group ?? null),
    );
  return new Mapping(
    'object',
    Object.entries(named).map(([name, group]): [string, Value] => [name, group ?? null]),
  );
}

/** Go's pattern as a RegExp. Throws NotComputable for what has no like in JavaScript, or could take too long. */
function compile(pattern: string, value: string, spend: Spend): RegExp {
  if (pattern.length > maximumPattern) throw new NotComputable();
  const { source, flags, loops, ways } = new Translation(pattern);
  const steps = (value.length + 1) ** (loops + 1) * ways;
  if (steps > maximumSteps) throw new NotComputable();
  spend(Math.ceil(steps / stepsInOne));
  try {
    const regexp = new RegExp(source, `gu${flags}`);
    // What is too large for the engine shows only when the pattern is used.
    regexp.test('');
    return regexp;
  } catch {
    throw new NotComputable();
  }
}

/** Reads a pattern of RE2 and writes one of JavaScript with the flag `u`. */
class Translation {
  source = '';
  flags = '';
  /** Repetitions of what can match in one way only; Infinity if others are repeated. */
  loops = 0;
  /** In how many ways the rest can match: the alternatives, and what may be there or not. */
  ways = 1;
  readonly #pattern: string;
  #offset = 0;
  #dotAll = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#leadingFlags();
    const open: { loops: number; ways: number; alternatives: number }[] = [];
    let alternatives = 0;
    while (this.#offset < pattern.length) {
      const start = this.#offset;
      const character = pattern[this.#offset++]!;
      if (character === '\\') this.#escape(false);
      else if (character === '[') this.#class();
      else if (character === '.') this.source += this.#dotAll ? '[^]' : '[^\\n]';
      else if (character === '(') {
        open.push({ loops: this.loops, ways: this.ways, alternatives });
        [this.ways, alternatives] = [1, 0];
        this.#group();
      } else if (character === ')') {
        const outside = open.pop() ?? { loops: 0, ways: 1, alternatives: 0 };
        const ways = alternatives + this.ways;
        const isSimple = ways === 1 && this.loops === outside.loops;
        this.source += character;
        if (!isSimple && /[*+{]/.test(pattern[this.#offset] ?? '')) this.loops = Infinity;
        this.ways = outside.ways * ways;
        ({ alternatives } = outside);
      } else {
        if (character === '?') this.ways *= 2;
        if (character === '|') [this.ways, alternatives] = [1, alternatives + this.ways];
        if (
          character === '*' ||
          character === '+' ||
          (character === '{' && /^\{\d+(,\d*)?\}/.test(pattern.slice(start)))
        )
          this.loops++;
        this.source +=
          character === '/' || (character === '}' && !/\{[\d,]+$/.test(this.source))
            ? `\\${character}`
            : character;
      }
    }
    this.ways += alternatives;
  }

  #leadingFlags(): void {
    const found = /^\(\?([ims]+)\)/.exec(this.#pattern);
    if (found === null) return;
    this.#offset = found[0].length;
    this.#dotAll = found[1]!.includes('s');
    this.flags = found[1]!.replace('s', '');
  }

  #group(): void {
    const rest = this.#pattern.slice(this.#offset);
    const name = /^\?P?<(\w+)>/.exec(rest);
    if (name !== null) {
      this.source += `(?<${name[1]}>`;
      this.#offset += name[0].length;
    } else if (rest.startsWith('?:')) {
      this.source += '(?:';
      this.#offset += 2;
    } else if (rest.startsWith('?')) {
      throw new NotComputable();
    } else {
      this.source += '(';
    }
  }

  #escape(inClass: boolean): void {
    const letter = this.#pattern[this.#offset++] ?? '';
    if (letter === 'A') this.source += '(?<![^])';
    else if (letter === 'z') this.source += '(?![^])';
    else if (letter === 's') this.source += inClass ? '\\t\\n\\f\\r ' : '[\\t\\n\\f\\r ]';
    else if (letter === 'S' && !inClass) this.source += '[^\\t\\n\\f\\r ]';
    else if (letter === 'a') this.source += '\\x07';
    else if (letter === '-') this.source += inClass ? '\\-' : '-';
    else if (/[dDwWbBntrfvpPx]/.test(letter)) this.#letterEscape(letter);
    else if (/[\^$\\.*+?()[\]{}|/]/.test(letter)) this.source += `\\${letter}`;
    else if (/[\x20-\x7e]/.test(letter) && !/\w/.test(letter)) this.source += letter;
    else throw new NotComputable();
  }

  #letterEscape(letter: string): void {
    const single = (letter === 'p' || letter === 'P') && /[A-Z]/.test(this.#pattern[this.#offset] ?? '');
    this.source += `\\${letter}`;
    if (single) this.source += `{${this.#pattern[this.#offset++]}}`;
  }

  #class(): void {
    this.source += '[';
    if (this.#pattern[this.#offset] === '^') this.source += this.#pattern[this.#offset++];
    for (let first = true; ; first = false) {
      const character = this.#pattern[this.#offset++];
      if (character === undefined) throw new NotComputable();
      if (character === ']' && !first) break;
      const posix = character === '[' ? /^:(\w+):\]/.exec(this.#pattern.slice(this.#offset)) : null;
      if (posix !== null) {
        this.source += posixClasses.get(posix[1]!) ?? this.#refuse();
        this.#offset += posix[0].length;
      } else if (character === '\\') this.#escape(true);
      else this.source += /[[\]]/.test(character) ? `\\${character}` : character;
    }
    this.source += ']';
  }

  #refuse(): never {
    throw new NotComputable();
  }
}
