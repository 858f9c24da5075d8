import type { ModuleSource } from './module.ts';
import type { ResourceInstance, ResourceMode, Value } from './values.ts';

/** The `count` index or `for_each` key of an instance; undefined for a resource or module call without either. */
export type InstanceKey = string | number | undefined;

/** One instance of a resource as the plan has it. */
export interface PlannedInstance {
  readonly instance: ResourceInstance;
  /** Its attributes, where a leaf that the plan leaves unknown is a `Sym` of the instance. May be computed when read. */
  readonly value: Value;
  /** Attributes that repeat an argument of the instance, by the name of the argument. */
  readonly repeats?: Readonly<Record<string, string>>;
}

/** What the evaluator asks of its host. */
export interface Host {
  /**
   * The sources of the module called at a path without keys: `''` for the root, `'net.sub'` for module `sub` of module
   * `net`; undefined when they are not at hand.
   */
  module(callPath: string): ModuleSource | undefined;
  /** A root variable as plain JSON; undefined if the plan does not carry it. */
  variable(name: string): unknown;
  /**
   * The instances of a resource in one module instance (`''`, or `'module.net["a"].module.sub[0]'`), as the plan lists
   * them; none if it lists none.
   */
  resource(
    moduleAddress: string,
    mode: ResourceMode,
    type: string,
    name: string,
  ): ReadonlyMap<InstanceKey, PlannedInstance>;
  /** The keys of the instances of a module call that the plan shows: asked where the sources do not tell them. */
  moduleInstances(moduleAddress: string, call: string): readonly InstanceKey[];
  /** `terraform.workspace`; undefined if not known. */
  readonly workspace: string | undefined;
}
