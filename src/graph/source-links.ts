import { Collection, type Hidden, type Member } from '../logic/index.ts';
import {
  Alt,
  type BlockInstance,
  Evaluator,
  type Host,
  type InstanceKey,
  isKnown,
  Mapping,
  type ModuleSource,
  type PlannedInstance,
  type Position,
  readModule,
  Sequence,
  Sym,
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
import { Resource } from './resource.ts';
import { isSourceOf } from './source-guard.ts';
import { symbolic } from './symbolic.ts';
import { isRecord } from './tree.ts';
import type { Path, Value } from './value.ts';

/** What the sources say of an argument. */
export interface Written {
  readonly value: SourceValue;
  readonly isConfigured: boolean;
  readonly position: Position | undefined;
}

/**
 * Finds what an unknown attribute refers to by evaluating the sources of the plan with symbols for what is unknown: exact
 * where the JSON alone gives a superset.
 */
export class SourceLinks implements Host {
  readonly workspace = undefined;
  readonly #sources: ModuleSources;
  readonly #index: GraphIndex;
  readonly #configuration: ConfigurationIndex;
  readonly #variables: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly #evaluator: Evaluator;
  readonly #modules = new Map<string, ModuleSource | undefined>();
  readonly #active = new Set<string>();

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
    return new Map(
      this.#index.instances(moduleAddress, mode, type, name).map((instance) => [
        instance.key,
        {
          instance,
          get value() {
            return symbolic(instance);
          },
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
    const matching = elementsLike(
      block,
      name,
      resource.value.get(name, index),
      resource.value.get(name).elements().length,
    );
    const [first, ...others] = matching.map((element) => element(rest));
    if (first === undefined) return block.argument(path);
    if (others.length === 0) return first;
    return {
      ...first,
      value: new Alt([first.value, ...others.map(({ value }) => value)]),
    };
  }

  /** Where an attribute is written, or else the resource. */
  position(resource: Resource, path: Path): Position | undefined {
    const block = this.#block(resource);
    if (block === undefined) return undefined;
    return (path.length === 0 ? undefined : this.written(resource, path)?.position) ?? block.position;
  }

  /** The links of an attribute whose value is unknown; undefined where the sources cannot be asked. */
  resolve(
    resource: Resource,
    path: Path,
    kind: LinkKind,
    many: boolean,
    linksOf: LinksOf,
  ): Links | undefined {
    const written = this.written(resource, path);
    if (written === undefined) return undefined;
    const key = [resource.address, ...path].join('\0');
    if (this.#active.has(key)) return undefined;
    this.#active.add(key);
    try {
      const reader = new Reader(this.#index, kind, linksOf, resource.value.get(...path));
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

type LinksOf = (resource: Resource, path: Path, wanted?: Wanted) => Links;

/** Turns an evaluated value into links. */
class Reader {
  readonly #index: GraphIndex;
  readonly #kind: LinkKind;
  readonly #linksOf: LinksOf;
  readonly #value: Value;

  constructor(index: GraphIndex, kind: LinkKind, linksOf: LinksOf, value: Value) {
    this.#index = index;
    this.#kind = kind;
    this.#linksOf = linksOf;
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
    return value.items
      .filter((item) => !isUnset(item))
      .map((item) => this.#one(item))
      .reduce((all, one) => all.concat(one), new Collection<Target>([]));
  }

  #one(value: SourceValue): Collection<Target> {
    if (typeof value === 'string') return this.#identified(value);
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
        ? this.#linksOf(instance, path)
        : this.#linksOf(instance, [passed, ...path.slice(1)], { kind: this.#kind, many });
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

  #identified(id: string): Collection<Target> {
    const identified = this.#index.identified(this.#kind, id);
    if (identified !== undefined) return Collection.one<Target>({ in: 'plan', ...identified });
    return this.#kind === ANY_KIND ? this.#outside() : Collection.one<Target>({ in: 'outside', id });
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
    hidden ??= choice.hidden;
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

const keyOf = (target: Target): string =>
  target.in === 'plan' ? `${target.resource.address} ${target.attribute}` : `outside ${target.id ?? ''}`;

const isUnset = (value: SourceValue): boolean =>
  value === null || value === '' || (value instanceof Sequence && value.items.length === 0);

type Element = (path: Path) => Written;

/**
 * The written blocks that an element of a planned set may stand for. Sets do not keep the order of the sources, so a
 * block is recognised by what is known of both.
 */
function elementsLike(block: BlockInstance, name: string, planned: Value, count: number): readonly Element[] {
  const blocks = block.blocks(name);
  if (blocks.length > 0) {
    if (blocks.length === 1 && count === 1) return [(path) => blocks[0]!.argument(path)];
    const alike = blocks.filter((candidate) => agrees(planned, (key) => candidate.argument([key]).value));
    return alike.map((candidate) => (path) => candidate.argument(path));
  }
  const { value, position } = block.argument([name]);
  if (!(value instanceof Sequence)) return [];
  return value.items
    .filter((item): item is Mapping => item instanceof Mapping)
    .filter((item) => agrees(planned, (key) => item.entries.get(key) ?? null))
    .map((item) => ([key, ...rest]) => ({
      value:
        rest.length > 0 ? new Unknown([], 'nested in an element') : (item.entries.get(String(key)) ?? null),
      isConfigured: item.entries.has(String(key)),
      position,
    }));
}

/** Whether no scalar that is known on both sides differs. */
function agrees(planned: Value, written: (key: string) => SourceValue): boolean {
  const reading = planned.read();
  if (reading.state !== 'known' || !isRecord(reading.value)) return true;
  return Object.keys(reading.value).every((key) => {
    const value = planned.get(key);
    const source = written(key);
    if (value.isUnknown)
      return source instanceof Sequence
        ? !isKnown(source) || source.items.length === 0
        : !isScalar(source) || source === null;
    if (value.isUnset) return isUnset(source) || !isKnown(source) || source === 0 || source === false;
    const after = value.knownString ?? value.knownNumber;
    if (after === undefined || !isScalar(source) || source === null)
      return after === undefined || !isKnown(source) || source === null;
    return normal(after) === normal(source);
  });
}

const isScalar = (value: SourceValue): value is string | number | boolean | null =>
  value === null || typeof value !== 'object';

const PROTOCOLS: Readonly<Record<string, string>> = { all: '-1', '6': 'tcp', '17': 'udp', '1': 'icmp' };

/** As the provider spells it. */
function normal(value: string | number | boolean): string {
  const text = String(value).toLowerCase();
  return PROTOCOLS[text] ?? text;
}
