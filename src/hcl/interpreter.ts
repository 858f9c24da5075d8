import { attribute, element, ofOptions } from './access.ts';
import { harmonize, toText } from './conversion.ts';
import { NotComputable } from './functions/arguments.ts';
import { findFunction, mayReturnNull } from './functions/index.ts';
import { forValue } from './loops.ts';
import { binary, boolean, concatenate, unary } from './operators.ts';
import { type Scope, isClosed, withNames } from './scope.ts';
import {
  type Call,
  type Conditional,
  type Expression,
  type ForExpression,
  type Splat,
  parts,
} from './syntax.ts';
import { Text } from './texts.ts';
import {
  Alt,
  EvaluationError,
  Exhausted,
  Mapping,
  Sequence,
  Sym,
  Unknown,
  type Value,
  alternatives,
  isKnown,
  maximumLength,
  sizeOf,
  unknownFrom,
} from './values.ts';

const maximumDepth = 1_200;
/** How many combinations of alternatives are followed one by one. */
const maximumCombinations = 256;
/** Steps of one evaluation, and of all together: a guard against sources made to be slow. A step takes up to a microsecond. */
const maximumSteps = 3_000_000;
const maximumTotal = 30_000_000;
/** Counted when an evaluation is given up: the next one may come to the same place again. */
const costOfGivingUp = 300_000;
const tooDeep = 'the sources are nested too deeply';
/** What is looked through in one step of large values and long texts, and of values whose types are compared. */
const valuesInStep = 32;
const typedInStep = 4;

/** Gives the meaning of a reference such as `var.x` or `aws_vpc.this`; undefined if the expression is none. */
export type ReferenceResolver = (expression: Expression, scope: Scope) => Value | undefined;

/**
 * Evaluates expressions. Outside `try` and `can` what fails is unknown, with the dependencies of its parts: Terraform made a
 * plan of these sources, so the fault lies in what is not known here.
 */
export class Interpreter {
  readonly #resolve: ReferenceResolver;
  #depth = 0;
  #steps = 0;
  #total = 0;
  /** Above 0 inside `try` and `can`, where errors must reach them. */
  #strict = 0;
  /** Counts what may fail at apply though it did not here: `try` must then reckon with its other arguments. */
  #doubts = 0;

  constructor(resolve: ReferenceResolver) {
    this.#resolve = resolve;
  }

  /** Runs one evaluation from the outside; unknown if it takes too long, or nests too deeply. */
  run(evaluation: () => Value): Value {
    if (this.#depth > 0) return evaluation();
    this.#steps = 0;
    this.#depth = 1;
    try {
      return evaluation();
    } catch (error) {
      if (isFailure(error)) return new Unknown([], error.message);
      // A RangeError tells of the engine's own limits, of the stack and of the length of texts and lists.
      if (!(error instanceof Exhausted || error instanceof RangeError)) throw error;
      this.#total += costOfGivingUp;
      return new Unknown([], error instanceof Exhausted ? error.message : tooDeep);
    } finally {
      this.#depth = 0;
      this.#strict = 0;
    }
  }

  /** Evaluates what stands for itself, such as a local value: a `try` around a reference to it does not reach inside. */
  apart(evaluation: () => Value): Value {
    const [strict, doubts] = [this.#strict, this.#doubts];
    this.#strict = 0;
    try {
      return evaluation();
    } finally {
      this.#strict = strict;
      this.#doubts = doubts;
    }
  }

  evaluate(expression: Expression, scope: Scope): Value {
    if (expression.kind === 'literal') return expression.value;
    if (!isCostly(expression) || !isRepeated(scope) || !isClosed(expression, scope)) {
      return this.#attended(expression, scope);
    }
    // Computed only once in a module, though `count`, `for_each` or a loop asks for it again and again.
    const { memo } = scope.module;
    const found = memo.get(expression);
    if (found !== undefined) return found;
    const doubts = this.#doubts;
    const value = this.#attended(expression, scope);
    if (this.#doubts === doubts) memo.set(expression, value);
    return value;
  }

  #attended(expression: Expression, scope: Scope): Value {
    this.spend(1);
    this.#depth++;
    try {
      if (this.#depth > maximumDepth) throw new Exhausted(tooDeep);
      return this.#evaluate(expression, scope);
    } catch (error) {
      if (this.#strict > 0 || !isFailure(error)) throw error;
      return this.#failed(expression, scope, error.message);
    } finally {
      this.#depth--;
    }
  }

  /** Counts steps; gives the evaluation up when there have been too many. */
  spend(steps: number): void {
    this.#steps += steps;
    this.#total += steps;
    if (this.#steps > maximumSteps || this.#total > maximumTotal)
      throw new Exhausted('the sources take too long to evaluate');
  }

  /** To look through large values takes steps too. */
  #spendOn(values: readonly Value[], inStep = valuesInStep): void {
    this.spend(values.reduce<number>((sum, value) => sum + Math.floor(lengthOf(value) / inStep), 0));
  }

  /** One type for both branches of a conditional. */
  #harmonized(values: readonly Value[]): readonly Value[] {
    this.#spendOn(values, typedInStep);
    return harmonize(values);
  }

  #failed(expression: Expression, scope: Scope, reason: string): Unknown {
    const values: Value[] = [];
    let inner = scope;
    for (const part of parts(expression)) {
      const value = this.evaluate(part, inner);
      values.push(value);
      if (inner !== scope) continue;
      if (expression.kind === 'for') {
        const bound = unknownFrom([value], reason);
        inner = withNames(scope, [
          [expression.keyName, bound],
          [expression.valueName, bound],
        ]);
      } else if (expression.kind === 'splat') {
        inner = { ...scope, element: unknownFrom([value], reason) };
      }
    }
    this.#spendOn(values);
    return unknownFrom(values, reason);
  }

  #evaluate(expression: Expression, scope: Scope): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template':
        return this.#template(this.#all(expression.parts, scope));
      case 'tuple':
        return new Sequence('tuple', this.#all(expression.items, scope));
      case 'object':
        return this.#object(
          expression.entries.map(({ key, value }) => [
            this.evaluate(key, scope),
            this.evaluate(value, scope),
          ]),
        );
      case 'name':
      case 'access':
      case 'index':
        return this.#reference(expression, scope);
      case 'element':
        return scope.element ?? null;
      case 'splat':
        return this.#splat(expression, scope);
      case 'call':
        return this.#call(expression, scope);
      case 'conditional':
        return this.#conditional(expression, scope);
      case 'binary':
        return this.#binary(expression, scope);
      case 'unary':
        return this.#distribute([this.evaluate(expression.operand, scope)], ([operand = null]) =>
          unary(expression.operator, operand),
        );
      case 'for':
        return this.#for(expression, scope);
    }
  }

  #all(expressions: readonly Expression[], scope: Scope): Value[] {
    return expressions.map((expression) => this.evaluate(expression, scope));
  }

  #template(values: readonly Value[]): Value {
    this.#spendOn(values);
    return this.#distribute(values, concatenate);
  }

  /** Applies a function to every combination of what the values may be. */
  #distribute(values: readonly Value[], apply: (values: readonly Value[]) => Value): Value {
    const combinations = values.reduce<number>(
      (count, value) => count * (value instanceof Alt ? value.options.length : 1),
      1,
    );
    if (combinations === 1) return apply(values);
    if (combinations > maximumCombinations) return unknownFrom(values, 'too many alternatives');
    const index = values.findIndex((value) => value instanceof Alt);
    const choice = values[index];
    if (!(choice instanceof Alt)) return apply(values);
    return ofOptions(choice.options, (option) => this.#distribute(values.with(index, option), apply));
  }

  #object(entries: readonly (readonly [Value, Value])[]): Value {
    const known: [string, Value][] = [];
    for (const [key, value] of entries) {
      const name = toText(key);
      if (typeof name !== 'string') return unknownFrom(entries.flat(), 'an object with an unknown key', true);
      known.push([name, value]);
    }
    return new Mapping('object', known);
  }

  #reference(expression: Extract<Expression, { kind: 'name' | 'access' | 'index' }>, scope: Scope): Value {
    const found = this.#resolve(expression, scope);
    if (found !== undefined) return found;
    if (expression.kind === 'name') throw new EvaluationError(`There is no "${expression.name}" here`);
    const of = this.evaluate(expression.of, scope);
    if (!isKnown(of) && !(of instanceof Mapping)) this.#doubt(of);
    if (expression.kind === 'access') return attribute(of, expression.name);
    const key = this.evaluate(expression.key, scope);
    this.#doubt(key);
    return element(of, key);
  }

  /** Notes that what is done with an unknown value may fail. */
  #doubt(value: Value): void {
    if (value instanceof Sym || value instanceof Unknown || value instanceof Alt) this.#doubts++;
    else if (value instanceof Sequence && !value.fixed) this.#doubts++;
  }

  #splat(expression: Splat, scope: Scope): Value {
    return this.#distribute([this.evaluate(expression.of, scope)], ([value = null]) => {
      if (value === null) return new Sequence('tuple', []);
      const each = (item: Value): Value => this.evaluate(expression.each, { ...scope, element: item });
      if (value instanceof Unknown || (value instanceof Sym && !value.isText)) {
        return unknownFrom([each(value), value], 'elements of an unknown list', true);
      }
      if (!(value instanceof Sequence)) return new Sequence('tuple', [each(value)]);
      return new Sequence('tuple', value.items.map(each), value.fixed);
    });
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
    const first = this.evaluate(left, scope);
    if ((operator === '&&' && first === false) || (operator === '||' && first === true)) return first;
    const operands = [first, this.evaluate(right, scope)];
    if (operator !== '==' && operator !== '!=') for (const operand of operands) this.#doubt(operand);
    return this.#distribute(operands, ([a = null, b = null]) => binary(operator, a, b));
  }

  #conditional({ condition, whenTrue, whenFalse }: Conditional, scope: Scope): Value {
    const decision = boolean(this.evaluate(condition, scope));
    if (decision === undefined) {
      const doubts = this.#doubts;
      const [first, second] = [whenTrue, whenFalse].map((branch) => this.#attempt(branch, scope));
      if (first === undefined && second === undefined) throw new EvaluationError('Both branches fail');
      this.#doubts = first === undefined || second === undefined ? doubts + 1 : this.#doubts;
      const options = [first, second].filter((value) => value !== undefined);
      return alternatives(this.#harmonized(options));
    }
    const [taken, other] = decision ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
    return this.#typedLike(this.evaluate(taken, scope), other, scope);
  }

  /** Both branches of a conditional have one type: `true ? 1 : "a"` is the text `1`. */
  #typedLike(value: Value, other: Expression, scope: Scope): Value {
    const hasOneForm =
      value === null || typeof value === 'string' || value instanceof Sym || value instanceof Unknown;
    if (hasOneForm || (other.kind === 'literal' && other.value === null)) return value;
    const alternative = this.apart(() => this.#attempt(other, scope) ?? null);
    const [typed = null] = this.#harmonized([value, alternative]);
    return typed;
  }

  /** The value, or undefined if evaluating it fails. */
  #attempt(expression: Expression, scope: Scope): Value | undefined {
    this.#strict++;
    try {
      return this.evaluate(expression, scope);
    } catch (error) {
      if (!isFailure(error)) throw error;
      return undefined;
    } finally {
      this.#strict--;
    }
  }

  #for(expression: ForExpression, scope: Scope): Value {
    return this.#distribute([this.evaluate(expression.in, scope)], ([collection = null]) =>
      forValue(expression, collection, (part, key, value) =>
        this.evaluate(
          part,
          withNames(scope, [
            [expression.keyName, key],
            [expression.valueName, value],
          ]),
        ),
      ),
    );
  }

  #call(call: Call, scope: Scope): Value {
    if (call.name === 'try') return this.#try(call.args, scope);
    if (call.name === 'can') return this.#can(call.args, scope);
    const values = this.#all(call.args, scope);
    this.#spendOn(values);
    return this.#distribute(values, (args) => this.#apply(call, args));
  }

  #apply({ name, expand }: Call, args: readonly Value[]): Value {
    const apply = findFunction(name);
    if (apply === undefined) {
      this.#doubts++;
      return unknownFrom(args, `${name}() is not evaluated`);
    }
    try {
      const value = apply(expand ? expanded(args) : args, (steps) => this.spend(steps));
      if (typeof value === 'string' && value.length > maximumLength) throw new NotComputable();
      this.#spendOn([value]);
      return value;
    } catch (error) {
      if (!(error instanceof NotComputable)) throw error;
      this.#doubts++;
      return unknownFrom(args, `${name}() of something unknown`, !mayReturnNull(name));
    }
  }

  /** The first argument that does not fail; together with the later ones as long as it still may. */
  #try(args: readonly Expression[], scope: Scope): Value {
    const before = this.#doubts;
    const options: Value[] = [];
    for (const arg of args) {
      const doubts = this.#doubts;
      const value = this.#attempt(arg, scope);
      if (value === undefined) continue;
      options.push(value);
      if (this.#doubts > doubts) continue;
      this.#doubts = before;
      break;
    }
    if (options.length === 0) throw new EvaluationError('All arguments of try() fail');
    return alternatives(options);
  }

  #can([arg]: readonly Expression[], scope: Scope): Value {
    if (arg === undefined) throw new EvaluationError('An argument is missing');
    const before = this.#doubts;
    const value = this.#attempt(arg, scope);
    const isDoubtful = this.#doubts > before;
    this.#doubts = before;
    if (value === undefined) return false;
    return isDoubtful ? unknownFrom([value], 'can() of something unknown', true) : true;
  }
}

function isCostly({ kind }: Expression): boolean {
  return kind === 'call' || kind === 'splat' || kind === 'for' || kind === 'conditional';
}

function isRepeated({ repetition, names, element: current }: Scope): boolean {
  return repetition !== undefined || names.size > 0 || current !== undefined;
}

/** Every character of a text counts: it is copied by most that is done with it. */
function lengthOf(value: Value): number {
  return typeof value === 'string' || value instanceof Text ? value.length : sizeOf(value);
}

/** A failure of the evaluation. */
function isFailure(error: unknown): error is Error {
  return error instanceof EvaluationError || error instanceof NotComputable;
}

/** The arguments with the last one, a sequence followed by `...`, spread out. */
function expanded(args: readonly Value[]): readonly Value[] {
  const last = args.at(-1);
  if (last instanceof Sequence && last.fixed) return [...args.slice(0, -1), ...last.items];
  if (last === null) throw new EvaluationError('A null value cannot be expanded');
  throw new NotComputable();
}
