import { attribute, element } from './access.ts';
import type { Interpreter } from './interpreter.ts';
import { type Scope, withNames } from './scope.ts';
import type { Position } from './source.ts';
import type { Block, Body, Expression } from './syntax.ts';
import {
  Alt,
  EvaluationError,
  Mapping,
  Sequence,
  type Step,
  Sym,
  Unknown,
  type Value,
  sizeOf,
  unknownFrom,
} from './values.ts';

/** What the sources say of an argument. */
export interface Argument {
  readonly value: Value;
  /** Whether the sources set it at all, be it to null. */
  readonly isConfigured: boolean;
  readonly position: Position | undefined;
}

/** A block of a resource instance, or nested in one, with what its names mean. */
export class BlockInstance {
  /** It comes from a dynamic block over an unknown collection, and may come any number of times, or not at all. */
  readonly isRepeated: boolean;
  /** Whether a dynamic block makes it: over a collection that Terraform does not know yet it plans what is inside as unknown. */
  readonly isDynamic: boolean;
  readonly position: Position;
  readonly #interpreter: Interpreter;
  readonly #body: Body;
  readonly #scope: Scope;

  constructor(
    interpreter: Interpreter,
    block: Block,
    scope: Scope,
    isRepeated: boolean,
    body: Body = block.body,
  ) {
    this.isRepeated = isRepeated;
    this.isDynamic = body !== block.body;
    this.position = block.file.position(block.at);
    this.#interpreter = interpreter;
    this.#body = body;
    this.#scope = scope;
  }

  /**
   * The argument at a path such as `['default_user_settings', 0, 'security_groups']`, through nested blocks and into values.
   * Blocks are counted in the order of the sources, each dynamic block over an unknown collection as one: in a set of
   * blocks that is not the order of the plan. Without a path it is the block itself.
   */
  argument([first, ...rest]: readonly Step[]): Argument {
    if (first === undefined) return { value: this.value(), isConfigured: true, position: this.position };
    const configured = typeof first === 'string' ? this.#body.attributes.get(first) : undefined;
    if (configured !== undefined) {
      const value = this.#interpreter.run(() => this.#follow(configured.expression, rest));
      return { value, isConfigured: true, position: configured.file.position(configured.at) };
    }
    const blocks = typeof first === 'string' ? this.blocks(first) : [];
    const [block] = blocks;
    if (block === undefined) return { value: null, isConfigured: false, position: undefined };
    const [index, ...inner] = rest;
    if (index === undefined)
      return { value: this.#listOf(blocks), isConfigured: true, position: block.position };
    if (typeof index === 'string') return block.argument(rest);
    const chosen = blocks[index] ?? blocks.find(({ isRepeated }) => isRepeated);
    if (chosen === undefined) return { value: null, isConfigured: false, position: undefined };
    return inner.length === 0
      ? { value: this.#listOf([chosen]), isConfigured: true, position: chosen.position }
      : chosen.argument(inner);
  }

  /** The nested blocks of a type, dynamic ones expanded, in the order of the sources. */
  blocks(type: string): readonly BlockInstance[] {
    return this.#body.blocks.flatMap((block) => {
      if (block.type === type) return [new BlockInstance(this.#interpreter, block, this.#scope, false)];
      return block.type === 'dynamic' && block.labels[0] === type ? this.#expand(block, type) : [];
    });
  }

  /** All arguments and nested blocks as one object. */
  value(): Value {
    return this.#interpreter.run(() => this.#object());
  }

  #listOf(blocks: readonly BlockInstance[]): Value {
    return this.#interpreter.run(() => listOf(blocks));
  }

  #object(): Value {
    const types = new Set(
      this.#body.blocks.map(({ type, labels }) => (type === 'dynamic' ? (labels[0] ?? '') : type)),
    );
    return new Mapping('object', [
      ...[...this.#body.attributes.keys()].map((name): [string, Value] => [
        name,
        this.argument([name]).value,
      ]),
      ...[...types].map((type): [string, Value] => [type, listOf(this.blocks(type))]),
    ]);
  }

  #follow(expression: Expression, path: readonly Step[]): Value {
    const whole = this.#interpreter.evaluate(expression, this.#scope);
    try {
      return path.reduce<Value>(
        (value, step) => (typeof step === 'string' ? attribute(value, step) : elementOf(value, step)),
        whole,
      );
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return unknownFrom([whole], error.message);
    }
  }

  #expand(block: Block, type: string): BlockInstance[] {
    const { attributes, blocks } = block.body;
    const content = blocks.find((nested) => nested.type === 'content');
    const forEach = attributes.get('for_each')?.expression;
    if (content === undefined || forEach === undefined) return [];
    const named = attributes.get('iterator')?.expression;
    const iterator = named?.kind === 'name' ? named.name : type;
    const collection = this.#interpreter.run(() => {
      const value = this.#interpreter.evaluate(forEach, this.#scope);
      // Each of its elements makes a block.
      this.#interpreter.spend(sizeOf(value));
      return value;
    });
    return roundsOf(collection).map(({ key, value, isRepeated }) => {
      const current = this.#interpreter.run(
        () =>
          new Mapping('object', [
            ['key', key],
            ['value', value],
          ]),
      );
      return new BlockInstance(
        this.#interpreter,
        block,
        withNames(this.#scope, [[iterator, current]]),
        isRepeated,
        content.body,
      );
    });
  }
}

interface Round {
  readonly key: Value;
  readonly value: Value;
  readonly isRepeated: boolean;
}

function roundsOf(collection: Value): Round[] {
  if (collection instanceof Mapping) {
    return [...collection.entries].map(([key, value]) => ({ key, value, isRepeated: false }));
  }
  if (collection instanceof Sequence) {
    const { items, kind, fixed } = collection;
    const position = new Unknown([], 'a position in an unknown order', true);
    return items.map((value, index) => {
      const key = kind === 'set' ? value : fixed ? index : position;
      return { key, value, isRepeated: !fixed && !(value instanceof Sym && value.isIdentity) };
    });
  }
  if (collection instanceof Alt) {
    return collection.options.flatMap((option) =>
      roundsOf(option).map((round) => ({ ...round, isRepeated: true })),
    );
  }
  const unknown = unknownFrom([collection], 'an element of an unknown collection');
  return [{ key: unknown, value: unknown, isRepeated: true }];
}

/** A single block in JSON syntax may be written without the list around it. */
function elementOf(value: Value, index: number): Value {
  return value instanceof Mapping && index === 0 ? value : element(value, index);
}

/** The blocks as a list of objects; unknown if one of them may come any number of times. */
function listOf(blocks: readonly BlockInstance[]): Value {
  const values = blocks.map((block) => block.value());
  if (blocks.some(({ isRepeated }) => isRepeated))
    return unknownFrom(values, 'blocks of an unknown number', true);
  return new Sequence('list', values);
}
