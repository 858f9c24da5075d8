import type { Configuration, ConfigModule, ConfigResource, ModuleCall } from '../plan/index.ts';
import { type ModuleStep, childModule, parseModuleAddress } from './address.ts';
import { groupReferences, type Reference } from './references.ts';
import { below } from './tree.ts';
import type { Path } from './value.ts';

/** What the plan's configuration shows of one expression. */
export type Expression =
  | { readonly form: 'absent' }
  | { readonly form: 'constant'; readonly value: unknown }
  | { readonly form: 'references'; readonly references: readonly Reference[]; readonly blocks: boolean };

const ABSENT: Expression = { form: 'absent' };

/** A module instance with its configuration and the call that made it. */
export interface ModuleInstance {
  readonly address: string;
  readonly configuration: ConfigModule;
  readonly parent: ModuleInstance | undefined;
  readonly step: ModuleStep | undefined;
  readonly call: ModuleCall | undefined;
}

/** The plan's `configuration`, looked up by module instance. */
export class ConfigurationIndex {
  readonly #root: ModuleInstance;
  readonly #calls: ReadonlyMap<string, ConfigModule>;
  readonly #instances = new Map<string, ModuleInstance | undefined>();
  readonly #resources = new Map<ConfigModule, Map<string, ConfigResource>>();
  readonly #children = new Map<string, ModuleInstance[]>();

  constructor(configuration: Configuration, moduleAddresses: Iterable<string>) {
    const root = configuration.root_module ?? {};
    this.#root = { address: '', configuration: root, parent: undefined, step: undefined, call: undefined };
    this.#calls = callsBelow(root);
    for (const address of moduleAddresses) this.module(address);
  }

  /** The module instance at an address; undefined if the configuration does not have it any more. */
  module(address: string): ModuleInstance | undefined {
    if (this.#instances.has(address)) return this.#instances.get(address);
    let found: ModuleInstance | undefined = this.#root;
    for (const step of parseModuleAddress(address)) {
      found = found && this.#child(found, step);
    }
    this.#instances.set(address, found);
    return found;
  }

  /** The paths of all module calls without keys, the root module's empty one first. */
  get callPaths(): Iterable<string> {
    return this.#calls.keys();
  }

  /** The configuration of the module that a path of calls without keys leads to. */
  calledAt(callPath: string): ConfigModule | undefined {
    return this.#calls.get(callPath);
  }

  /** The known instances of a module's calls, of one call where `name` is given. */
  children(parent: ModuleInstance, name?: string): readonly ModuleInstance[] {
    return this.#children.get(childrenKey(parent, name)) ?? [];
  }

  resource(module: ModuleInstance, mode: string, type: string, name: string): ConfigResource | undefined {
    let byName = this.#resources.get(module.configuration);
    if (byName === undefined) {
      byName = new Map(
        (module.configuration.resources ?? []).map((resource) => [
          `${resource.mode ?? 'managed'} ${resource.type} ${resource.name}`,
          resource,
        ]),
      );
      this.#resources.set(module.configuration, byName);
    }
    return byName.get(`${mode} ${type} ${name}`);
  }

  #child(parent: ModuleInstance, step: ModuleStep): ModuleInstance | undefined {
    const address = childModule(parent.address, step);
    const known = this.#instances.get(address);
    if (known !== undefined) return known;
    const calls = parent.configuration.module_calls;
    const call = calls !== undefined && Object.hasOwn(calls, step.name) ? calls[step.name] : undefined;
    if (call?.module === undefined) return undefined;
    const child: ModuleInstance = { address, configuration: call.module, parent, step, call };
    this.#instances.set(address, child);
    for (const key of [childrenKey(parent), childrenKey(parent, step.name)]) {
      const siblings = this.#children.get(key);
      if (siblings === undefined) this.#children.set(key, [child]);
      else siblings.push(child);
    }
    return child;
  }
}

const childrenKey = ({ address }: ModuleInstance, name = ''): string => `${address}\0${name}`;

function callsBelow(root: ConfigModule): ReadonlyMap<string, ConfigModule> {
  const calls = new Map([['', root]]);
  for (const [path, module] of calls) {
    for (const [name, call] of Object.entries(module.module_calls ?? {})) {
      if (call.module !== undefined) calls.set(path === '' ? name : `${path}.${name}`, call.module);
    }
  }
  return calls;
}

/** The expressions that have been read, since every instance of a resource asks for those of its block. */
const read = new WeakMap<object, Map<string, Expression>>();

/**
 * The expression of an argument. Blocks that are written several times are read together, since the elements of a set
 * do not keep the order of the blocks; `blocks` says that the references of several arguments may be mixed.
 */
export function expressionAt(expressions: unknown, path: Path): Expression {
  if (typeof expressions !== 'object' || expressions === null) return ABSENT;
  let known = read.get(expressions);
  if (known === undefined) {
    known = new Map();
    read.set(expressions, known);
  }
  const key = keyOf(path);
  let expression = known.get(key);
  if (expression === undefined) {
    expression = readExpression(expressions, path);
    known.set(key, expression);
  }
  return expression;
}

function readExpression(expressions: object, path: Path): Expression {
  let found: unknown[] = [expressions];
  let blocks = false;
  for (const step of path) {
    const next: unknown[] = [];
    for (const node of found) {
      if (Array.isArray(node)) {
        const elements: readonly unknown[] = node;
        next.push(...(typeof step === 'number' ? elements : elements.map((element) => below(element, step))));
      } else if (isLeaf(node)) {
        blocks = true;
        next.push(node);
      } else if (typeof step === 'number') next.push(node);
      else next.push(below(node, step));
    }
    found = next.filter((node) => node !== undefined);
  }
  const leaves = found.flatMap(leavesOf);
  const references = leaves.flatMap((leaf) => groupReferences(leaf.references ?? []));
  if (references.length > 0) return { form: 'references', references, blocks: blocks || leaves.length > 1 };
  const [constant] = leaves;
  if (constant === undefined) return ABSENT;
  return { form: 'constant', value: constant.constant_value };
}

/** Numbers and names are told apart; most paths are a single name. */
const keyOf = (path: Path): string =>
  path.length === 1 && typeof path[0] === 'string' ? path[0] : JSON.stringify(path);

interface Leaf {
  readonly references?: readonly string[];
  readonly constant_value?: unknown;
}

function isLeaf(node: unknown): node is Leaf {
  return typeof node === 'object' && node !== null && ('references' in node || 'constant_value' in node);
}

/** The expressions at or below a node; an empty object is an expression of functions and literals only. */
function leavesOf(node: unknown): readonly Leaf[] {
  if (isLeaf(node)) return [node];
  if (typeof node !== 'object' || node === null) return [];
  const members = Object.values(node);
  return members.length === 0 && !Array.isArray(node) ? [{}] : members.flatMap(leavesOf);
}
