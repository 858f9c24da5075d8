import { moduleAddress, parseModuleAddress } from './address.ts';
import { BlockInstance } from './blocks.ts';
import { convert } from './conversion.ts';
import { fromJson } from './functions/json.ts';
import type { Host, InstanceKey, PlannedInstance } from './host.ts';
import { Interpreter } from './interpreter.ts';
import { type ModuleInstance, type Scope, moduleScope } from './scope.ts';
import type { Attribute, Block, Expression } from './syntax.ts';
import { Text } from './texts.ts';
import { readType } from './types.ts';
import {
  EvaluationError,
  Exhausted,
  Mapping,
  type ResourceMode,
  Sequence,
  Sym,
  Unknown,
  type Value,
  alternatives,
  dependencies,
  isKnown,
  unknownFrom,
} from './values.ts';

/** A guard against modules that call themselves. */
const maximumModuleDepth = 50;
/** A larger `count` is not believed: the plan tells which instances there are. */
const maximumCount = 10_000;

/** Which resource instance of a plan is meant. `module` is the address of the module instance, `''` for the root. */
export interface ResourceAddress {
  readonly module: string;
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
}

/**
 * Evaluates the sources of a plan lazily: every local, variable and output at most once in a module instance. Nothing throws:
 * what cannot be evaluated is an `Unknown` that says why.
 */
export class Evaluator {
  readonly #host: Host;
  readonly #interpreter: Interpreter;
  readonly #modules = new Map<string, ModuleInstance>();
  readonly #root: ModuleInstance;

  constructor(host: Host) {
    this.#host = host;
    this.#interpreter = new Interpreter((expression, scope) => this.#reference(expression, scope));
    this.#root = { address: '', callPath: '', source: host.module(''), caller: undefined, memo: new Map() };
  }

  /** The block that configures a resource instance; undefined if the sources hold none. */
  resource({ module: address, mode, type, name, key }: ResourceAddress): BlockInstance | undefined {
    const module = this.#moduleAt(address);
    const block = module?.source?.resources.get(`${mode}.${type}.${name}`);
    if (module === undefined || block === undefined) return undefined;
    const self = (): Value => this.#host.resource(address, mode, type, name).get(key)?.value ?? null;
    const scope = { ...this.#repeatedScope(module, block, key), self };
    return new BlockInstance(this.#interpreter, block, scope, false);
  }

  /** The block that configures a provider in a module; undefined if the sources hold none. */
  provider(address: string, name: string): BlockInstance | undefined {
    const module = this.#moduleAt(address);
    const block = module?.source?.providers.get(name);
    return module && block && new BlockInstance(this.#interpreter, block, moduleScope(module), false);
  }

  /** The value of an output of a module instance. */
  output(address: string, name: string): Value {
    const module = this.#moduleAt(address);
    if (module === undefined) return new Unknown([], `no sources for "${address}"`);
    return this.#interpreter.run(() => this.#output(module, name));
  }

  #moduleAt(address: string): ModuleInstance | undefined {
    const steps = parseModuleAddress(address);
    let module: ModuleInstance | undefined = steps === undefined ? undefined : this.#root;
    for (const { name, key } of steps ?? []) {
      const block: Block | undefined = module?.source?.calls.get(name);
      module =
        module === undefined || block === undefined ? undefined : this.#child(module, name, block, key);
    }
    return module;
  }

  #child(parent: ModuleInstance, name: string, block: Block, key: InstanceKey): ModuleInstance {
    const address = moduleAddress(parent.address, { name, key });
    let child = this.#modules.get(address);
    if (child === undefined) {
      const callPath = parent.callPath === '' ? name : `${parent.callPath}.${name}`;
      const source = depth(parent) < maximumModuleDepth ? this.#host.module(callPath) : undefined;
      child = { address, callPath, source, caller: { module: parent, block, key }, memo: new Map() };
      this.#modules.set(address, child);
    }
    return child;
  }

  /** What a reference means; undefined if the expression is none, or only the beginning of one. */
  #reference(expression: Expression, scope: Scope): Value | undefined {
    if (expression.kind === 'name') return this.#bareName(expression.name, scope);
    if (expression.kind !== 'access') return undefined;
    const { of, name } = expression;
    if (of.kind === 'name') return scope.names.has(of.name) ? undefined : this.#named(of.name, name, scope);
    const call = moduleReference(of, scope);
    if (call !== undefined) return this.#outputOfCall(call, name, scope);
    if (of.kind !== 'access' || of.of.kind !== 'name' || scope.names.has(of.of.name)) return undefined;
    if (of.of.name === 'data') return this.#resource(scope.module, 'data', of.name, name);
    if (of.of.name === 'resource') return this.#resource(scope.module, 'managed', of.name, name);
    if (of.of.name === 'ephemeral') return new Unknown([], 'ephemeral values are not in a plan');
    return undefined;
  }

  #bareName(name: string, scope: Scope): Value | undefined {
    return scope.names.get(name) ?? (name === 'self' ? scope.self?.() : undefined);
  }

  /** `root.name`. */
  #named(root: string, name: string, scope: Scope): Value | undefined {
    const { module, repetition } = scope;
    switch (root) {
      case 'var':
        return this.#variable(module, name);
      case 'local':
        return this.#local(module, name);
      case 'module':
        return this.#moduleValue(module, name);
      case 'count':
        return repetition?.key;
      case 'each':
        return name === 'key' ? repetition?.key : repetition?.forEach();
      case 'path':
        return this.#path(module, name);
      case 'terraform':
      case 'tofu':
        return this.#host.workspace ?? new Unknown([], 'the workspace is not known', true);
      case 'self':
      case 'data':
      case 'resource':
      case 'ephemeral':
        return undefined;
      default:
        return this.#resource(module, 'managed', root, name);
    }
  }

  #path({ source }: ModuleInstance, name: string): Value {
    if (name === 'root') return '.';
    const directory = name === 'module' ? source?.directory : undefined;
    return directory ?? new Unknown([], `path.${name} is not known`, true);
  }

  /** Computes a value once in a module instance, also if that is given up: whoever asks next would wait as long again. */
  #memoized(module: ModuleInstance, key: string | Block | Expression, compute: () => Value): Value {
    const { memo } = module;
    if (memo.has(key))
      return memo.get(key) ?? (memo.get(key) === null ? null : new Unknown([], 'refers to itself'));
    memo.set(key, undefined);
    try {
      const value = this.#interpreter.apart(compute);
      memo.set(key, value);
      return value;
    } catch (error) {
      if (error instanceof Exhausted) memo.set(key, new Unknown([], error.message));
      throw error;
    } finally {
      if (memo.get(key) === undefined) memo.delete(key);
    }
  }

  #local(module: ModuleInstance, name: string): Value {
    const local = module.source?.locals.get(name);
    if (local === undefined) throw new EvaluationError(`There is no local value "${name}"`);
    return this.#memoized(module, `local.${name}`, () =>
      this.#interpreter.evaluate(local.expression, moduleScope(module)),
    );
  }

  #output(module: ModuleInstance, name: string): Value {
    const value = module.source?.outputs.get(name)?.body.attributes.get('value');
    if (value === undefined) throw new EvaluationError(`There is no output "${name}"`);
    return this.#memoized(module, `output.${name}`, () =>
      this.#interpreter.evaluate(value.expression, moduleScope(module)),
    );
  }

  #variable(module: ModuleInstance, name: string): Value {
    const block = module.source?.variables.get(name);
    if (block === undefined) throw new EvaluationError(`There is no variable "${name}"`);
    return this.#memoized(module, `var.${name}`, () =>
      this.#typedVariable(module, block, this.#given(module, name)),
    );
  }

  /** The value that the caller, or the one who ran Terraform, gives to a variable; undefined if none. */
  #given(module: ModuleInstance, name: string): Value | undefined {
    const { caller } = module;
    if (caller === undefined) {
      const json = this.#host.variable(name);
      return json === undefined ? undefined : fromJson(json);
    }
    const argument = caller.block.body.attributes.get(name);
    if (argument === undefined) return undefined;
    return this.#interpreter.evaluate(
      argument.expression,
      this.#repeatedScope(caller.module, caller.block, caller.key),
    );
  }

  #typedVariable(module: ModuleInstance, { body, labels }: Block, given: Value | undefined): Value {
    const constant = (expression: Expression): Value =>
      this.#interpreter.evaluate(expression, moduleScope(module));
    const value = (attribute: string): Value | undefined => {
      const found = body.attributes.get(attribute);
      return found === undefined ? undefined : constant(found.expression);
    };
    const fallback = value('default');
    if (given === undefined && fallback === undefined)
      return new Unknown([], `the plan does not carry var.${labels[0]}`);
    const refusesNull = value('nullable') === false && fallback !== undefined;
    const chosen = given === undefined || (given === null && refusesNull) ? (fallback ?? null) : given;
    const mayBeNull = chosen instanceof Sym ? !chosen.isText : chosen instanceof Unknown && !chosen.notNull;
    const type = body.attributes.get('type');
    const typed = (one: Value): Value => (type === undefined ? one : this.#converted(one, type, constant));
    return refusesNull && mayBeNull ? alternatives([typed(chosen), typed(fallback)]) : typed(chosen);
  }

  #converted(value: Value, type: Attribute, constant: (expression: Expression) => Value): Value {
    try {
      return convert(value, readType(type.expression, constant));
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return unknownFrom([value], error.message);
    }
  }

  /** The scope of the arguments of a resource or module call that may have `count` or `for_each`. */
  #repeatedScope(module: ModuleInstance, block: Block, key: InstanceKey): Scope {
    return {
      ...moduleScope(module),
      repetition: { key, forEach: () => this.#forEachValue(module, block, key) },
    };
  }

  #forEachValue(module: ModuleInstance, block: Block, key: InstanceKey): Value {
    const collection = this.#argument(module, block, 'for_each');
    if (collection instanceof Sequence && key !== undefined) return key;
    if (collection instanceof Mapping && typeof key === 'string') {
      const found = collection.entries.get(key);
      if (found !== undefined) return found;
    }
    return unknownFrom([collection ?? null], 'for_each is not known');
  }

  /** `count` or `for_each`; undefined if the block has none. */
  #argument(module: ModuleInstance, block: Block, name: 'count' | 'for_each'): Value | undefined {
    const found = block.body.attributes.get(name);
    if (found === undefined) return undefined;
    return this.#memoized(module, found.expression, () =>
      this.#interpreter.evaluate(found.expression, moduleScope(module)),
    );
  }

  /** All instances of a resource as one value: a tuple with `count`, an object with `for_each`, else the only instance. */
  #resource(module: ModuleInstance, mode: ResourceMode, type: string, name: string): Value {
    const address = `${mode}.${type}.${name}`;
    const block = module.source?.resources.get(address);
    if (block === undefined) throw new EvaluationError(`There is no resource "${type}.${name}"`);
    return this.#memoized(module, address, () => {
      const instances = this.#host.resource(module.address, mode, type, name);
      const missing = new Unknown([], `${type}.${name} is not in the plan`);
      const valueAt = (key: InstanceKey): Value => {
        const planned = instances.get(key);
        return planned === undefined ? missing : this.#instanceValue(module, block, key, planned);
      };
      if (instances.size === 0) return this.#withoutInstances(module, block) ?? missing;
      if (block.body.attributes.has('count')) {
        const length = [...instances.keys()].reduce<number>(
          (most, key) => Math.max(most, Number(key ?? 0) + 1),
          0,
        );
        return new Sequence(
          'tuple',
          Array.from({ length }, (_, index) => valueAt(index)),
        );
      }
      if (!block.body.attributes.has('for_each')) return valueAt(undefined);
      return new Mapping(
        'object',
        [...instances.keys()].map((key) => [String(key), valueAt(key)]),
      );
    });
  }

  /** The value of an instance, where an attribute that repeats an argument is what the argument is. */
  #instanceValue(module: ModuleInstance, block: Block, key: InstanceKey, instance: PlannedInstance): Value {
    const { value, repeats } = instance;
    if (repeats === undefined || !(value instanceof Mapping) || value.known) return value;
    const scope = this.#repeatedScope(module, block, key);
    const configuration = new BlockInstance(this.#interpreter, block, scope, false);
    const repeated = Object.entries(repeats).flatMap(([attribute, argument]): [string, Value][] => {
      const [own, given] = [value.entries.get(attribute), value.entries.get(argument)];
      if (own === undefined || given === undefined) return [];
      const planned = own instanceof Sym ? given : own;
      if (isKnown(planned)) return [[attribute, planned]];
      const written = configuration.argument([argument]);
      return [[attribute, written.isConfigured ? completed(planned, written.value) : planned]];
    });
    return new Mapping('object', [...value.entries, ...repeated]);
  }

  /** None because there shall be none; undefined if the plan leaves out what the sources want, as a targeted plan does. */
  #withoutInstances(module: ModuleInstance, block: Block): Value | undefined {
    const count = this.#argument(module, block, 'count');
    if (count !== undefined)
      return typeof count === 'number' && count > 0 ? undefined : new Sequence('tuple', []);
    const forEach = this.#argument(module, block, 'for_each');
    if (forEach === undefined) return undefined;
    const wanted =
      forEach instanceof Mapping
        ? forEach.entries.size
        : forEach instanceof Sequence
          ? forEach.items.length
          : 0;
    return wanted > 0 ? undefined : new Mapping('object', []);
  }

  /** All instances of a module call as one value, shaped as those of a resource are. */
  #moduleValue(module: ModuleInstance, name: string): Value {
    const block = this.#call(module, name);
    return this.#memoized(module, `module.${name}`, () => {
      const outputs = (key: InstanceKey): Value => this.#outputs(module, name, block, key);
      const { attributes } = block.body;
      if (attributes.has('count')) {
        const keys = this.#callKeys(module, name, block);
        return new Sequence('tuple', keys.map(outputs));
      }
      if (!attributes.has('for_each')) return outputs(undefined);
      const keys = this.#callKeys(module, name, block);
      return new Mapping(
        'object',
        keys.map((key) => [String(key), outputs(key)]),
      );
    });
  }

  #callKeys(module: ModuleInstance, name: string, block: Block): readonly InstanceKey[] {
    const count = this.#argument(module, block, 'count');
    if (typeof count === 'number' && count <= maximumCount)
      return Array.from({ length: Math.max(count, 0) }, (_, index) => index);
    const forEach = this.#argument(module, block, 'for_each');
    if (forEach instanceof Mapping) return [...forEach.entries.keys()];
    if (forEach instanceof Sequence && forEach.items.every((item) => typeof item === 'string'))
      return forEach.items;
    return this.#host.moduleInstances(module.address, name);
  }

  #outputs(module: ModuleInstance, name: string, block: Block, key: InstanceKey): Value {
    const child = this.#child(module, name, block, key);
    if (child.source === undefined) return this.#opaque(child);
    return new Mapping(
      'object',
      [...child.source.outputs.keys()].map((output) => [output, this.#output(child, output)]),
    );
  }

  /** `module.name.output` or `module.name[key].output`: no other output, and no other instance, is looked at. */
  #outputOfCall(call: ModuleReference, output: string, scope: Scope): Value | undefined {
    const block = this.#call(scope.module, call.name);
    const isRepeated = block.body.attributes.has('count') || block.body.attributes.has('for_each');
    if (call.key === undefined)
      return isRepeated ? undefined : this.#outputOf(scope.module, call.name, block, undefined, output);
    const key = this.#interpreter.evaluate(call.key, scope);
    if (!isRepeated || (typeof key !== 'string' && typeof key !== 'number')) return undefined;
    const wanted = this.#callKeys(scope.module, call.name, block).find(
      (known) => String(known) === String(key),
    );
    return wanted === undefined ? undefined : this.#outputOf(scope.module, call.name, block, wanted, output);
  }

  #outputOf(module: ModuleInstance, name: string, block: Block, key: InstanceKey, output: string): Value {
    const child = this.#child(module, name, block, key);
    return child.source === undefined ? this.#opaque(child) : this.#output(child, output);
  }

  /** An output of a module whose sources are not at hand: it may be made of anything that the module is given. */
  #opaque({ caller, callPath }: ModuleInstance): Value {
    if (caller === undefined) return new Unknown([], 'no sources');
    const scope = this.#repeatedScope(caller.module, caller.block, caller.key);
    const given = [...caller.block.body.attributes.values()].map(({ expression }) =>
      this.#interpreter.evaluate(expression, scope),
    );
    return new Unknown(dependencies(given), `the sources of module "${callPath}" are not at hand`);
  }

  #call(module: ModuleInstance, name: string): Block {
    const block = module.source?.calls.get(name);
    if (block === undefined) throw new EvaluationError(`There is no module "${name}"`);
    return block;
  }
}

function depth({ caller }: ModuleInstance): number {
  let levels = 0;
  for (let next = caller; next !== undefined; next = next.module.caller) levels++;
  return levels;
}

interface ModuleReference {
  readonly name: string;
  readonly key: Expression | undefined;
}

/** `module.name` or `module.name[key]`. */
function moduleReference(expression: Expression, scope: Scope): ModuleReference | undefined {
  if (expression.kind === 'index') {
    const call = moduleReference(expression.of, scope);
    return call === undefined || call.key !== undefined
      ? undefined
      : { name: call.name, key: expression.key };
  }
  if (expression.kind !== 'access' || expression.of.kind !== 'name') return undefined;
  return expression.of.name === 'module' && !scope.names.has('module')
    ? { name: expression.name, key: undefined }
    : undefined;
}

/** What is planned, where the sources tell more of what the plan leaves unknown. */
function completed(planned: Value, written: Value): Value {
  if (isKnown(planned) || (written instanceof Unknown && !(written instanceof Text))) return planned;
  if (planned instanceof Sym) return written;
  if (planned instanceof Sequence && written instanceof Sequence) {
    if (written.kind === 'set') return written;
    if (!written.fixed || written.items.length !== planned.items.length) return planned;
    const items = planned.items.map((item, index) => completed(item, written.items[index]!));
    return new Sequence(written.kind, items);
  }
  if (!(planned instanceof Mapping && written instanceof Mapping)) return planned;
  const entries = [...planned.entries].map(([key, item]) => {
    const entry = written.entries.get(key);
    return [key, entry === undefined ? item : completed(item, entry)] as const;
  });
  return new Mapping(planned.kind, entries);
}
