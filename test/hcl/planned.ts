import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PASS_THROUGH } from '../../src/graph/links.ts';
import {
  type BlockInstance,
  type Host,
  type InstanceKey,
  Mapping,
  type ModuleSource,
  type PlannedInstance,
  type ResourceInstance,
  type ResourceMode,
  Sequence,
  type Step,
  Sym,
  type Value,
  readModule,
} from '../../src/hcl/index.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What these tests read of a plan. */
interface PlanJson {
  readonly variables?: Record<string, { value: Json }>;
  readonly resource_changes?: readonly ResourceChange[];
  readonly prior_state?: { readonly values?: { readonly root_module: StateModule } };
}
interface ResourceChange extends Resource {
  readonly module_address?: string;
  readonly deposed?: string;
  readonly change: { actions: string[]; after: Json; after_unknown: Json };
}
interface Resource {
  readonly address: string;
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
}
interface StateResource extends Resource {
  readonly values: Json;
  readonly deposed_key?: string;
}
interface StateModule {
  readonly address?: string;
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

/** Whether what stands already stays as it is, whatever the sources say. */
export function ignoresChanges(block: BlockInstance): boolean {
  return block.blocks('lifecycle').some((lifecycle) => lifecycle.argument(['ignore_changes']).isConfigured);
}

export interface PlannedResource extends Resource {
  readonly module: string;
  readonly key: InstanceKey;
  readonly after: Json;
  readonly unknown: Json;
}

/** A folder with a plan and its sources, bound to the evaluator as plan-json would be. */
export class PlanFolder implements Host {
  readonly workspace = 'default';
  readonly resources: readonly PlannedResource[];
  readonly #folder: string;
  readonly #plan: PlanJson;
  readonly #modules = new Map<string, ModuleSource | undefined>();
  readonly #instances = new Map<string, Map<InstanceKey, PlannedInstance>>();

  /** @param knowsMore than the plan: what resources hand on, and of which form ids are */
  constructor(folder: string, knowsMore = true) {
    this.#folder = folder;
    this.#plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
    this.resources = [...planned(this.#plan)];
    for (const resource of this.resources) {
      const { module, mode, type, name, key, after, unknown } = resource;
      const id = JSON.stringify([module, mode, type, name]);
      const instances = this.#instances.get(id) ?? new Map<InstanceKey, PlannedInstance>();
      const repeats = knowsMore ? PASS_THROUGH[type] : undefined;
      instances.set(key, {
        instance: resource,
        value: merged(after, unknown, knowsMore ? symbolOf(resource) : (path) => new Sym(resource, path), []),
        ...(repeats && { repeats }),
      });
      this.#instances.set(id, instances);
    }
  }

  module(callPath: string): ModuleSource | undefined {
    if (!this.#modules.has(callPath)) this.#modules.set(callPath, this.#read(callPath));
    return this.#modules.get(callPath);
  }

  variable(name: string): unknown {
    return this.#plan.variables?.[name]?.value;
  }

  resource(
    module: string,
    mode: ResourceMode,
    type: string,
    name: string,
  ): ReadonlyMap<InstanceKey, PlannedInstance> {
    return this.#instances.get(JSON.stringify([module, mode, type, name])) ?? new Map();
  }

  moduleInstances(): readonly InstanceKey[] {
    return [];
  }

  #read(callPath: string): ModuleSource | undefined {
    const directory = this.#directory(callPath);
    if (directory === undefined) return undefined;
    const names = readdirSync(join(this.#folder, directory), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(directory, name));
    const files = names.map((name) => ({ name, text: readFileSync(join(this.#folder, name), 'utf8') }));
    return readModule(files, { directory });
  }

  #directory(callPath: string): string | undefined {
    if (callPath === '') return '.';
    const cut = callPath.lastIndexOf('.');
    const parent = callPath.slice(0, Math.max(cut, 0));
    const source = this.module(parent)
      ?.calls.get(callPath.slice(cut + 1))
      ?.body.attributes.get('source')?.expression;
    const base = this.#directory(parent);
    if (base === undefined || source?.kind !== 'literal' || typeof source.value !== 'string')
      return undefined;
    return source.value.startsWith('.') ? join(base, source.value) : undefined;
  }
}

function* planned(plan: PlanJson): Iterable<PlannedResource> {
  const seen = new Set<string>();
  for (const entry of plan.resource_changes ?? []) {
    seen.add(entry.address);
    const { actions, after, after_unknown: unknown } = entry.change;
    if (entry.deposed !== undefined || actions.join() === 'delete' || actions.join() === 'forget') continue;
    yield { ...entry, module: entry.module_address ?? '', key: entry.index, after, unknown };
  }
  for (const { module, resource } of stateResources(plan.prior_state?.values?.root_module)) {
    if (seen.has(resource.address) || resource.deposed_key !== undefined) continue;
    yield { ...resource, module, key: resource.index, after: resource.values, unknown: {} };
  }
}

/** All resources of a state, with the address of their module. */
export function* stateResources(
  module: StateModule | undefined,
): Iterable<{ module: string; resource: StateResource }> {
  for (const resource of module?.resources ?? []) yield { module: module?.address ?? '', resource };
  for (const child of module?.child_modules ?? []) yield* stateResources(child);
}

/** The ids of terraform_data are UUIDs. */
const symbolOf =
  (instance: ResourceInstance) =>
  (path: readonly Step[]): Sym =>
    new Sym(instance, path, path[0] === 'id' ? 'word' : undefined);

/** `after` with the leaves that `after_unknown` marks as symbols. */
function merged(
  after: Json | undefined,
  unknown: Json | undefined,
  symbol: (path: readonly Step[]) => Sym,
  path: readonly Step[],
): Value {
  if (unknown === true) return symbol(path);
  if (Array.isArray(after) || Array.isArray(unknown)) {
    const [items, marks] = [Array.isArray(after) ? after : [], Array.isArray(unknown) ? unknown : []];
    const length = Math.max(items.length, marks.length);
    return new Sequence(
      'list',
      Array.from({ length }, (_, index) => merged(items[index], marks[index], symbol, [...path, index])),
    );
  }
  if (isObject(after) || isObject(unknown)) {
    const [members, marks] = [isObject(after) ? after : {}, isObject(unknown) ? unknown : {}];
    const names = new Set([...Object.keys(members), ...Object.keys(marks)]);
    return new Mapping(
      'object',
      [...names].map((name) => [name, merged(members[name], marks[name], symbol, [...path, name])]),
    );
  }
  return after ?? null;
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
