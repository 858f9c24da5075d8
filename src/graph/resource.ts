import { Collection, type Judgement } from '../logic/index.ts';
import type { InstanceKey } from './address.ts';
import type { Links } from './links.ts';
import { lossOf } from './loss.ts';
import type { PathStep } from './references.ts';
import type { At, AttributeName, AttributesOf } from './resource-types.ts';
import { type Path, Value } from './value.ts';

/** What the plan does to a resource; `unplanned`: it says nothing of what the state holds. */
export type Change = 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'read' | 'none' | 'unplanned';

/** What a resource asks of the graph it stands in. */
export interface Linker {
  /** Whether the plan lists everything. */
  readonly isComplete: boolean;
  links(resource: Resource, path: Path): Links;
  configured(resource: Resource, path: Path): Links['configured'];
  isWritten(resource: Resource, path: Path): boolean;
  parsed(resource: Resource, path: Path): Value | undefined;
  blocks(resource: Resource, name: string): readonly Value[];
}

export interface ResourceFacts {
  readonly address: string;
  readonly moduleAddress: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
  readonly provider: string;
  readonly change: Change;
  /** Terraform's word for why, as `replace_because_tainted`; undefined where it gives none. */
  readonly changeReason: string | undefined;
  /** The attributes that force a replacement, as paths. */
  readonly replacePaths: readonly Path[];
  readonly value: Value;
  /** What stood before the plan, null where nothing did. */
  readonly before: Value;
}

/** One instance of a resource or data source, with its values and its links. */
export class Resource<out Type extends string = string> implements ResourceFacts {
  readonly address: string;
  readonly moduleAddress: string;
  readonly mode: 'managed' | 'data';
  readonly type: Type;
  readonly name: string;
  readonly key: InstanceKey;
  readonly provider: string;
  readonly change: Change;
  readonly changeReason: string | undefined;
  readonly replacePaths: readonly Path[];
  readonly value: Value;
  readonly before: Value;
  readonly #linker: Linker;

  constructor(facts: ResourceFacts & { readonly type: Type }, linker: Linker) {
    this.address = facts.address;
    this.moduleAddress = facts.moduleAddress;
    this.mode = facts.mode;
    this.type = facts.type;
    this.name = facts.name;
    this.key = facts.key;
    this.provider = facts.provider;
    this.change = facts.change;
    this.changeReason = facts.changeReason;
    this.replacePaths = facts.replacePaths;
    this.value = facts.value;
    this.before = facts.before;
    this.#linker = linker;
  }

  /** Whether the plan removes it for good. */
  get isDestroyed(): boolean {
    return this.change === 'delete';
  }

  /** Whether the plan replaces it or removes it for good, and what forces that. */
  get isLost(): Judgement {
    return lossOf(this, this.#linker.isComplete);
  }

  /** Whether its type has the attribute, as the plan writes every one that there is. */
  has(name: AttributeName<Type>): boolean {
    return this.value.has(name);
  }

  /** The attribute at a path, as in `get('default_user_settings', 0, 'security_groups')`. */
  get<const Name extends AttributeName<Type>, const Steps extends Path>(
    name: Name,
    ...steps: Steps
  ): Value<At<AttributesOf<Type>, readonly [Name, ...Steps]>> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the provider gives the attribute that type
    return this.value.get(name, ...steps) as Value<At<AttributesOf<Type>, readonly [Name, ...Steps]>>;
  }

  /** What the attribute at a path refers to. */
  links(name: AttributeName<Type>, ...steps: readonly PathStep[]): Links {
    return this.#linker.links(this, [name, ...steps]);
  }

  /** The resources of the plan that the attribute at a path refers to. */
  refersTo(name: AttributeName<Type>, ...steps: readonly PathStep[]): Collection<Resource> {
    const { targets } = this.links(name, ...steps);
    const inside = targets.members.flatMap(({ item, ...member }) =>
      item.in === 'plan' ? [{ ...member, item: item.resource }] : [],
    );
    return new Collection(inside, {
      kind: targets.kind,
      atLeastOne: targets.atLeastOne,
      hidden: targets.hidden,
    });
  }

  /** Whether the configuration sets the attribute; unknown where the plan alone cannot tell. */
  configured(name: AttributeName<Type>, ...steps: readonly PathStep[]): Links['configured'] {
    return this.#linker.configured(this, [name, ...steps]);
  }

  /** Whether an expression for the attribute stands in the configuration, whatever it evaluates to. */
  isWritten(name: AttributeName<Type>, ...steps: readonly PathStep[]): boolean {
    return this.#linker.isWritten(this, [name, ...steps]);
  }

  /** The elements of a list or set of blocks, with what the sources tell of a dynamic one that the plan leaves unknown. */
  blocks(name: AttributeName<Type>): readonly Value[] {
    return this.#linker.blocks(this, name);
  }

  /** What the JSON in a text says, as far as it is known or can be told by the sources; undefined where it cannot be read. */
  parsed(name: AttributeName<Type>, ...steps: readonly PathStep[]): Value | undefined {
    return this.#linker.parsed(this, [name, ...steps]);
  }
}
