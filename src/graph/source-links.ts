import { Collection, type Hidden, type Member, wider } from '../logic/index.ts';
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
import { isOptionalComputed } from './optional-computed.ts';
import { Resource } from './resource.ts';
import { isSourceOf } from './source-guard.ts';
import { asPlanned, symbolic } from './symbolic.ts';
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
    const [first, ...others] = value.items.filter((item) => !isUnset(item)).map((item) => this.#one(item));
    if (first === undefined) return Collection.empty;
    return others.length === 0 ? first : allOf([first, ...others]);
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

const isUnset = (value: SourceValue): boolean =>
  value === null || value === '' || (value instanceof Sequence && value.items.length === 0);

/** An element of a list or set as it is written: a block, or an object in an argument. */
interface Element {
  at(path: Path): Written;
  /** Whether it stands for any number of elements. */
  readonly isRepeated: boolean;
  readonly isDynamic: boolean;
}

/**
 * The written elements that each element of a planned set may stand for. Sets do not keep the order of the sources, so an
 * element is recognised by what is known of both. Elements that look alike, as many planned as written, are one written
 * element each: which is which makes no difference to the set.
 */
function elementsLike(
  resource: Resource,
  block: BlockInstance,
  name: string,
): readonly (readonly Element[])[] {
  const written = elementsIn(block, name);
  if (written.length === 0) return [];
  const planned = resource.value.get(name).elements();
  if (written.length === 1 && planned.length === 1) return [written];
  const matching = planned.map((element) =>
    written.filter((candidate) => agrees(resource, element, candidate)),
  );
  const places = new Map<string, number[]>();
  const numbers = new Map(written.map((element, number) => [element, number]));
  const keyOfAll = (elements: readonly Element[]): string =>
    elements.map((element) => numbers.get(element)).join(' ');
  for (const [place, elements] of matching.entries()) {
    const key = keyOfAll(elements);
    const others = places.get(key);
    if (others === undefined) places.set(key, [place]);
    else others.push(place);
  }
  return matching.map((elements, place) => {
    const alike = places.get(keyOfAll(elements)) ?? [];
    const isPaired = alike.length === elements.length && elements.every(({ isRepeated }) => !isRepeated);
    return isPaired ? [elements[alike.indexOf(place)]!] : elements;
  });
}

function elementsIn(block: BlockInstance, name: string): readonly Element[] {
  const blocks = block.blocks(name);
  if (blocks.length > 0)
    return blocks.map((nested) => ({
      at: (path) => nested.argument(path),
      isRepeated: nested.isRepeated,
      isDynamic: nested.isDynamic,
    }));
  const { value, position } = block.argument([name]);
  if (!(value instanceof Sequence)) return [];
  return value.items
    .filter((item): item is Mapping => item instanceof Mapping)
    .map((item) => ({
      at: ([key, ...rest]) => ({
        value:
          rest.length > 0 ? new Unknown([], 'nested in an element') : (item.entries.get(String(key)) ?? null),
        isConfigured: item.entries.has(String(key)),
        position,
      }),
      isRepeated: false,
      isDynamic: false,
    }));
}

/** Whether nothing that is known of a planned element and a written one tells them apart. */
function agrees(resource: Resource, planned: Value, element: Element): boolean {
  const reading = planned.read();
  if (reading.state !== 'known' || !isRecord(reading.value)) return true;
  const names = new Set([...Object.keys(reading.value), ...planned.unknownNames]);
  return [...names].every((name) => {
    const value = planned.get(name);
    const { value: source } = element.at([name]);
    // Only what the provider fills in is unknown where nothing is written.
    if (value.isUnknown)
      return isUnset(source)
        ? isOptionalComputed(resource, value.path)
        : element.isDynamic || (!isScalar(source) && !isKnown(source));
    if (value.isUnset) return mayShowAsUnset(source);
    const after = value.knownString ?? value.knownNumber;
    if (after === undefined || !isScalar(source) || source === null)
      return after === undefined || !isKnown(source) || source === null;
    return normal(after) === normal(source);
  });
}

/** Whether a provider may show a written value as not set. What is known only after apply it shows as unknown. */
function mayShowAsUnset(source: SourceValue): boolean {
  if (source instanceof Sym) return false;
  if (source instanceof Sequence) return source.items.every((item) => isUnset(item) || mayBeNothing(item));
  return isUnset(source) || !isKnown(source) || source === 0 || source === false;
}

const mayBeNothing = (item: SourceValue): boolean =>
  item instanceof Alt ? item.options.some(mayBeNothing) : item instanceof Unknown && !item.notNull;

const isScalar = (value: SourceValue): value is string | number | boolean | null =>
  value === null || typeof value !== 'object';

const PROTOCOLS: Readonly<Record<string, string>> = { all: '-1', '6': 'tcp', '17': 'udp', '1': 'icmp' };

/** As the provider spells it. */
function normal(value: string | number | boolean): string {
  const text = String(value).toLowerCase();
  return PROTOCOLS[text] ?? text;
}
