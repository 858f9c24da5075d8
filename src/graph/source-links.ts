import { Collection, type Hidden, type Member, wider } from '../logic/index.ts';
import {
  Alt,
  type BlockInstance,
  Evaluator,
  type Host,
  type InstanceKey,
  type ModuleSource,
  type PlannedInstance,
  type Position,
  readJson,
  readModule,
  Sequence,
  Sym,
  Text,
  Unknown,
  type Value as SourceValue,
} from '../hcl/index.ts';
import type { ModuleSources } from '../plan/index.ts';
import type { ConfigurationIndex } from './configuration.ts';
import type { GraphIndex } from './graph-index.ts';
import {
  ANY_KIND,
  LINK_ATTRIBUTES,
  type LinkKind,
  type Links,
  overlaps,
  PASS_THROUGH,
  type Target,
} from './links.ts';
import type { ProviderArgument } from './provider.ts';
import { containsMark } from './marks.ts';
import { Resource } from './resource.ts';
import { type Element, elementsLike, isUnset, type Written } from './set-elements.ts';
import { isSourceOf } from './source-guard.ts';
import { asPlanned, symbolic } from './symbolic.ts';
import type { Path, Value } from './value.ts';

/**
 * Finds what an unknown attribute refers to by evaluating the sources of the plan with symbols for what is unknown: exact
 * where the JSON alone gives a superset.
 */
export class SourceLinks implements Host {
  /** The JSON of a plan does not tell it. */
  readonly workspace = undefined;
  readonly #sources: ModuleSources;
  readonly #index: GraphIndex;
  readonly #configuration: ConfigurationIndex;
  readonly #variables: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly #evaluator: Evaluator;
  readonly #modules = new Map<string, ModuleSource | undefined>();
  readonly #active = new Set<string>();
  readonly #elementsOf = new Map<Resource, Map<string, readonly (readonly Element[])[]>>();

  constructor(
    sources: ModuleSources,
    index: GraphIndex,
    configuration: ConfigurationIndex,
    variables: Readonly<Record<string, { readonly value?: unknown }>>,
  ) {
    this.#sources = sources;
    this.#index = index;
    this.#configuration = configuration;
    this.#variables = variables;
    this.#evaluator = new Evaluator(this);
  }

  module(callPath: string): ModuleSource | undefined {
    if (!this.#modules.has(callPath)) this.#modules.set(callPath, this.#trusted(callPath));
    return this.#modules.get(callPath);
  }

  /** The modules whose sources are missing, cannot be parsed, or are not what the plan was made of. */
  get distrusted(): readonly string[] {
    return [...this.#configuration.callPaths].filter((callPath) => this.module(callPath) === undefined);
  }

  variable(name: string): unknown {
    return Object.hasOwn(this.#variables, name) ? this.#variables[name]?.value : undefined;
  }

  resource(
    moduleAddress: string,
    mode: string,
    type: string,
    name: string,
  ): ReadonlyMap<InstanceKey, PlannedInstance> {
    const repeats = PASS_THROUGH[type];
    return new Map(
      this.#index.instances(moduleAddress, mode, type, name).map((instance) => [
        instance.key,
        {
          instance,
          get value() {
            return symbolic(instance);
          },
          ...(repeats && { repeats }),
        },
      ]),
    );
  }

  moduleInstances(moduleAddress: string, call: string): readonly InstanceKey[] {
    const parent = this.#configuration.module(moduleAddress);
    return parent === undefined
      ? []
      : this.#configuration.children(parent, call).map(({ step }) => step?.key);
  }

  /** What the sources say of an attribute; undefined where the sources of its resource are not at hand. */
  written(resource: Resource, path: Path): Written | undefined {
    const block = this.#block(resource);
    if (block === undefined) return undefined;
    const [name, index, ...rest] = path;
    if (typeof name !== 'string' || typeof index !== 'number') return block.argument(path);
    const elements = this.#elements(resource, block, name);
    if (elements.length === 0) return block.argument(path);
    const [first, ...others] = (elements[index] ?? []).map((element) => element.at(rest));
    if (first === undefined)
      return {
        value: new Unknown([], 'it is not told which element of the sources it is'),
        isConfigured: true,
        position: undefined,
      };
    if (others.length === 0) return first;
    return {
      ...first,
      value: new Alt([first.value, ...others.map(({ value }) => value)]),
      isConfigured: first.isConfigured || others.some(({ isConfigured }) => isConfigured),
    };
  }

  /** The written elements that each element of a planned set may stand for; empty if none are written as such. */
  #elements(resource: Resource, block: BlockInstance, name: string): readonly (readonly Element[])[] {
    let ofResource = this.#elementsOf.get(resource);
    if (ofResource === undefined) {
      ofResource = new Map();
      this.#elementsOf.set(resource, ofResource);
    }
    let elements = ofResource.get(name);
    if (elements === undefined) {
      elements = elementsLike(resource, block, name);
      ofResource.set(name, elements);
    }
    return elements;
  }

  /** The argument of a provider at a key such as `module.west:aws.other`; undefined where its sources are not at hand. */
  providerArgument(key: string, name: string): ProviderArgument | undefined {
    const colon = key.lastIndexOf(':');
    const block = this.#evaluator.provider(key.slice(0, Math.max(colon, 0)), key.slice(colon + 1));
    if (block === undefined) return undefined;
    const { value } = block.argument([name]);
    return { text: typeof value === 'string' ? value : undefined, isGuess: false };
  }

  /** A known value that a dynamic block gives an attribute which the plan leaves unknown; undefined where there is none. */
  literal(resource: Resource, [name, index, attribute]: readonly [string, number, string]): unknown {
    const block = this.#block(resource);
    const [element, ...others] = (block && this.#elements(resource, block, name)[index]) ?? [];
    if (element?.isDynamic !== true || element.isRepeated || others.length > 0) return undefined;
    const { after, marks } = asPlanned(element.at([attribute]).value);
    return after === null || containsMark(marks) ? undefined : after;
  }

  /** What the JSON in an unknown text says; undefined where the sources do not tell. */
  parsed(resource: Resource, path: Path): ReturnType<typeof asPlanned> | undefined {
    const value = this.written(resource, path)?.value;
    const read = value instanceof Text ? readJson(value) : undefined;
    return read === undefined ? undefined : asPlanned(read);
  }

  /** Where an attribute is written, or else the resource. */
  position(resource: Resource, path: Path): Position | undefined {
    const block = this.#block(resource);
    if (block === undefined) return undefined;
    return (path.length === 0 ? undefined : this.written(resource, path)?.position) ?? block.position;
  }

  /** The links of an attribute whose value is unknown; undefined where the sources cannot be asked. */
  resolve(resource: Resource, path: Path, kind: LinkKind, many: boolean, asks: Asks): Links | undefined {
    const written = this.written(resource, path);
    if (written === undefined) return undefined;
    const key = [resource.address, ...path].join('\0');
    if (this.#active.has(key)) return undefined;
    this.#active.add(key);
    try {
      const reader = new Reader(kind, asks, resource.value.get(...path));
      return reader.links(written.isConfigured ? written.value : null, many);
    } finally {
      this.#active.delete(key);
    }
  }

  #trusted(callPath: string): ModuleSource | undefined {
    const found = this.#sources.modules.get(callPath);
    const configuration = this.#configuration.calledAt(callPath);
    if (found === undefined || configuration === undefined) return undefined;
    const source = readModule(found.files, { directory: found.directory, dialect: this.#sources.dialect });
    return isSourceOf(source, configuration) ? source : undefined;
  }

  #block(resource: Resource): BlockInstance | undefined {
    return this.#evaluator.resource({
      module: resource.moduleAddress,
      mode: resource.mode,
      type: resource.type,
      name: resource.name,
      key: resource.key,
    });
  }
}

/** What an attribute of a passing resource is asked for: its name tells neither the kind of object nor how many. */
export interface Wanted {
  readonly kind: LinkKind;
  /** Whether the attribute holds a list or set. */
  readonly many: boolean;
}

/** What a reader asks of the graph. */
export interface Asks {
  /** The links of an attribute. */
  linksOf(resource: Resource, path: Path, wanted?: Wanted): Links;
  /** What a known id names. */
  named(id: string): Collection<Target>;
}

/** Turns an evaluated value into links. */
class Reader {
  readonly #kind: LinkKind;
  readonly #asks: Asks;
  readonly #value: Value;

  constructor(kind: LinkKind, asks: Asks, value: Value) {
    this.#kind = kind;
    this.#asks = asks;
    this.#value = value;
  }

  links(value: SourceValue, many: boolean): Links {
    const options = value instanceof Alt ? value.options : [value];
    const set = options.filter((option) => !isUnset(option));
    if (set.length === 0) return { targets: Collection.empty, configured: 'no' };
    const mayBeUnset =
      set.length < options.length || set.some((option) => option instanceof Unknown && !option.notNull);
    const choices = set.map((option) => (many ? this.#set(option) : this.#one(option)));
    const [only] = choices;
    const targets = choices.length === 1 && only !== undefined ? only : oneOf(choices, many);
    return { targets, configured: mayBeUnset ? 'unknown' : 'yes' };
  }

  #set(value: SourceValue): Collection<Target> {
    if (value instanceof Sym) return this.#symbol(value, true);
    if (!(value instanceof Sequence)) return this.#any(value);
    const [first, ...others] = value.items.filter((item) => !isUnset(item)).map((item) => this.#one(item));
    if (first === undefined) return Collection.empty;
    return others.length === 0 ? first : allOf([first, ...others]);
  }

  #one(value: SourceValue): Collection<Target> {
    if (typeof value === 'string') return this.#asks.named(value);
    if (value instanceof Sym) return this.#symbol(value);
    if (value instanceof Alt)
      return oneOf(
        value.options.filter((option) => !isUnset(option)).map((option) => this.#one(option)),
        false,
      );
    return this.#any(value);
  }

  /** A symbol is an identity of the wanted kind, or an attribute that holds one in turn. */
  #symbol({ instance, path }: Sym, many = false): Collection<Target> {
    const [attribute] = path;
    if (!(instance instanceof Resource) || typeof attribute !== 'string') return this.#outside();
    const identifies = this.#kind.identities.some(
      (identity) =>
        (identity.type === instance.type || identity.type === '*') && identity.attribute === attribute,
    );
    if (identifies) return Collection.one<Target>({ in: 'plan', resource: instance, attribute });
    const passed = PASS_THROUGH[instance.type]?.[attribute];
    const carried = LINK_ATTRIBUTES[String(path.findLast((step) => typeof step === 'string'))];
    if (passed === undefined && !overlaps(carried, this.#kind) && this.#kind !== ANY_KIND)
      return this.#outside();
    const { targets } =
      passed === undefined
        ? this.#asks.linksOf(instance, path)
        : this.#asks.linksOf(instance, [passed, ...path.slice(1)], { kind: this.#kind, many });
    const isLost = targets.members.length === 0 && targets.hidden === undefined && !many;
    return isLost ? this.#outside() : targets;
  }

  /** Made of unknown values in a way that is not followed: any of them, or something else. */
  #any(value: SourceValue): Collection<Target> {
    const made = value instanceof Unknown ? value.deps.map((symbol) => this.#symbol(symbol)) : [];
    const members: Member<Target>[] = made.flatMap((found) =>
      found.members.filter(({ item }) => item.in === 'plan').map((member) => ({ ...member, certain: false })),
    );
    return new Collection(members, {
      kind: 'one',
      hidden: this.#hidden(
        value instanceof Unknown ? `cannot be followed: ${value.reason}` : 'cannot be followed',
      ),
    });
  }

  #outside(): Collection<Target> {
    return new Collection<Target>([], { kind: 'one', hidden: this.#hidden('is known only after apply') });
  }

  #hidden(text: string): Hidden {
    return { outsideOnly: false, evidence: this.#value.evidence(text) };
  }
}

/** One of several readings of an attribute; what all of them hold is certain. */
function oneOf(choices: readonly Collection<Target>[], many: boolean): Collection<Target> {
  const members = new Map<string, Member<Target>>();
  const held = new Map<string, number>();
  let hidden: Hidden | undefined;
  for (const choice of choices) {
    hidden = wider(hidden, choice.hidden);
    for (const member of choice.members) {
      const key = keyOf(member.item);
      members.set(key, member);
      if (member.certain) held.set(key, (held.get(key) ?? 0) + 1);
    }
  }
  const merged = [...members].map(([key, member]) => ({
    ...member,
    certain: held.get(key) === choices.length,
  }));
  return new Collection(merged, {
    kind: many ? 'many' : 'one',
    atLeastOne: hidden === undefined && choices.every(({ members: chosen }) => chosen.length > 0),
    hidden,
  });
}

/** What several elements hold together: a set holds each but once. */
function allOf(elements: readonly Collection<Target>[]): Collection<Target> {
  const members = new Map<string, Member<Target>>();
  let hidden: Hidden | undefined;
  for (const element of elements) {
    hidden = wider(hidden, element.hidden);
    for (const member of element.members) {
      const key = keyOf(member.item);
      if (member.certain || !members.has(key)) members.set(key, member);
    }
  }
  return new Collection([...members.values()], { hidden });
}

const keyOf = (target: Target): string =>
  target.in === 'plan' ? `${target.resource.address} ${target.attribute}` : `outside ${target.id ?? ''}`;
