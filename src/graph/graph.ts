import { Collection, type Hidden, type Member, type Truth, wider } from '../logic/index.ts';
import type { ModuleSources, Plan } from '../plan/index.ts';
import type { Position } from '../hcl/index.ts';
import { parseTraversal } from './address.ts';
import { ConfigurationIndex } from './configuration.ts';
import { GraphIndex, type Identified } from './graph-index.ts';
import { JsonLinks } from './json-links.ts';
import { ANY_KIND, LINK_ATTRIBUTES, type LinkKind, type Links, type Target } from './links.ts';
import { isOptionalComputed } from './optional-computed.ts';
import { type Provider, Providers } from './provider.ts';
import type { AttributeName } from './resource-types.ts';
import type { Linker, Resource } from './resource.ts';
import { Secrets } from './secrets.ts';
import { SourceLinks, type Wanted } from './source-links.ts';
import { listInstances, type Moment } from './universe.ts';
import { type Path, Value } from './value.ts';

/** The resource instances of a plan at one moment, with typed values and links. */
export class ResourceGraph implements Linker {
  readonly moment: Moment;
  /** Whether the plan lists everything, so that what is not there is proved absent. */
  readonly isComplete: boolean;
  /** What no text about the graph may show. */
  readonly secrets: Secrets;
  readonly #index: GraphIndex;
  readonly #modules: number;
  readonly #configuration: ConfigurationIndex;
  readonly #providers: Providers;
  readonly #json: JsonLinks;
  readonly #source: SourceLinks | undefined;
  readonly #memo = new Map<Resource, Map<string, Links>>();

  constructor(plan: Plan, moment: Moment, sources?: ModuleSources) {
    const { resources, destroyed } = listInstances(plan, moment, this);
    this.moment = moment;
    this.secrets = new Secrets(plan);
    this.isComplete = plan.complete && !plan.errored;
    this.#index = new GraphIndex(resources, destroyed);
    const configuration = new ConfigurationIndex(plan.configuration, this.#index.moduleAddresses);
    this.#modules = [...configuration.callPaths].length;
    this.#configuration = configuration;
    this.#json = new JsonLinks(this.#index, configuration, plan.variables);
    this.#source = sources && new SourceLinks(sources, this.#index, configuration, plan.variables);
    this.#providers = new Providers(plan.configuration, plan.variables, (key, name) =>
      this.#source?.providerArgument(key, name),
    );
  }

  /** All instances, data sources included, in the plan's order. */
  get resources(): readonly Resource[] {
    return this.#index.resources;
  }

  /** The managed instances that the plan removes for good. */
  get destroyed(): readonly Resource[] {
    return this.#index.destroyed;
  }

  /** The managed instances that stand after the plan, of whatever type. */
  get managed(): readonly Resource[] {
    return this.resources.filter(({ mode }) => mode === 'managed');
  }

  /** The instances of a type, data sources included. */
  standing(type: string): readonly Resource[] {
    return this.#index.standing(type);
  }

  /** The managed instances of a type. */
  ofType<Type extends string>(type: Type): readonly Resource<Type>[] {
    return this.#index.ofType(type);
  }

  /** The managed instances of a type whose attribute refers to `resource`. */
  referrers<Type extends string>(
    resource: Resource,
    type: Type,
    attribute: AttributeName<Type>,
  ): Collection<Resource<Type>> {
    let hidden: Hidden | undefined;
    const members = this.ofType(type).flatMap((item): readonly Member<Resource<Type>>[] => {
      const referred = item.refersTo(attribute);
      if (referred.hidden?.outsideOnly === false) hidden ??= referred.hidden;
      const found = referred.members.find((member) => member.item === resource);
      return found === undefined ? [] : [{ ...found, item }];
    });
    return new Collection(members, { hidden });
  }

  /** The managed instances of a resource block in a module instance. */
  instances(moduleAddress: string, type: string, name: string): readonly Resource[] {
    return this.#index.instances(moduleAddress, 'managed', type, name);
  }

  /** The instance of that address. */
  at(address: string): Resource | undefined {
    return this.#index.at(address);
  }

  /** The provider configuration of a resource; undefined where the configuration has the resource no more. */
  provider({ moduleAddress, mode, type, name }: Resource): Provider | undefined {
    const module = this.#configuration.module(moduleAddress);
    const key = module && this.#configuration.resource(module, mode, type, name)?.provider_config_key;
    return key === undefined ? undefined : this.#providers.at(key);
  }

  links(resource: Resource, path: Path): Links {
    let known = this.#memo.get(resource);
    if (known === undefined) {
      known = new Map();
      this.#memo.set(resource, known);
    }
    const key = path.join('\0');
    let links = known.get(key);
    if (links === undefined) {
      links = this.#links(resource, path);
      known.set(key, links);
    }
    return links;
  }

  configured(resource: Resource, path: Path): Truth {
    const value = resource.value.get(...path);
    if (!value.isUnknown) return value.isUnset ? 'no' : 'yes';
    if (!isOptionalComputed(resource, path)) return 'yes';
    if (!this.isWritten(resource, path)) return 'no';
    return this.links(resource, path).configured;
  }

  /** Whether sources are at hand. */
  get hasSources(): boolean {
    return this.#source !== undefined;
  }

  /** How many modules the configuration calls, the root module included. */
  get modules(): number {
    return this.#modules;
  }

  /** The module calls, by path, whose sources could not be used; undefined if there were none to use. */
  get distrustedSources(): readonly string[] | undefined {
    return this.#source?.distrusted;
  }

  /** Where the sources write an attribute, or its resource. */
  locate(address: string, attribute: string | undefined): Position | undefined {
    const resource = this.#index.at(address);
    if (resource === undefined || this.#source === undefined) return undefined;
    const path = parseTraversal(attribute ?? '').flatMap(({ name, key }) => name ?? key ?? []);
    return this.#source.position(resource, path);
  }

  isWritten(resource: Resource, path: Path): boolean {
    const written = this.#source?.written(resource, path);
    if (written !== undefined) return written.isConfigured && written.value !== null;
    return this.#json.expression(resource, path).form !== 'absent';
  }

  blocks(resource: Resource, name: string): readonly Value[] {
    const planned = resource.value.get(name).elements();
    return planned.map((block, index) => {
      if (this.#source === undefined || !block.hasUnknown) return block;
      return block.filledBy((attribute) => this.#source?.literal(resource, [name, index, attribute]));
    });
  }

  parsed(resource: Resource, path: Path): Value | undefined {
    const value = resource.value.get(...path);
    const sensitive = value.isSensitive;
    if (value.knownString !== undefined) {
      const json = parsedJson(value.knownString);
      return json === undefined ? undefined : new Value(resource.address, path, json, undefined, sensitive);
    }
    const read = value.isUnknown ? this.#source?.parsed(resource, path) : undefined;
    return read && new Value(resource.address, path, read.after, read.marks, sensitive);
  }

  #links(resource: Resource, path: Path, { kind, many } = wantedAt(path)): Links {
    const value = resource.value.get(...path);
    const isOptional = path.length === 1 || isOptionalComputed(resource, path);
    const unconfigured = value.isUnknown && isOptional && !this.isWritten(resource, path);
    if (value.isUnset || unconfigured)
      return { targets: many ? Collection.empty : NOTHING_OF_ONE, configured: 'no' };
    const links = value.isUnknown
      ? this.#resolve(resource, path, kind, many)
      : this.#ofKnown(resource, value, kind, many);
    if (value.isSensitive) this.#hide(links.targets);
    return { ...links, targets: withEvidence(links.targets, value) };
  }

  /** Literals that only the sources show are secrets as well. */
  #hide({ items }: Collection<Target>): void {
    for (const target of items) if (target.in === 'outside') this.secrets.add(target.id ?? '');
  }

  #ofKnown(resource: Resource, value: Value, kind: LinkKind, many: boolean): Links {
    if (value.knownString !== undefined)
      return { targets: this.#named(resource, kind, value, value.knownString), configured: 'yes' };
    const elements = value.elements();
    const named = elements
      .flatMap((element) => element.knownString ?? [])
      .map((id) => this.#named(resource, kind, value, id));
    const hidden = named.reduce<Hidden | undefined>((found, one) => wider(found, one.hidden), undefined);
    const found = new Collection(
      named.flatMap(({ members }) => members),
      { hidden },
    );
    if (elements.every((element) => !element.isUnknown)) return { targets: found, configured: 'yes' };
    const open = this.#resolve(resource, value.path, kind, many);
    return { targets: found.concat(open.targets), configured: 'yes' };
  }

  #resolve(resource: Resource, path: Path, kind: LinkKind, many: boolean): Links {
    const exact = this.#source?.resolve(resource, path, kind, many, {
      linksOf: (other, place, wanted) =>
        wanted === undefined ? this.links(other, place) : this.#links(other, place, wanted),
      named: (id) => this.#named(resource, kind, resource.value.get(...path), id),
    });
    if (exact !== undefined) return exact;
    const links = this.#json.resolve(resource, path, kind, many);
    if (links.configured !== 'no' || isOptionalComputed(resource, path)) return links;
    // Null would be known, so it is set to something that the search does not see.
    const evidence = resource.value.get(...path).evidence('is known only after apply');
    const hidden = { outsideOnly: false, evidence };
    return {
      targets: new Collection<Target>([], { kind: many ? 'many' : 'one', hidden }),
      configured: 'yes',
    };
  }

  /** What an id names. Where nothing tells the kind of object, it may also be an attribute of a resource that is no id. */
  #named(resource: Resource, kind: LinkKind, value: Value, id: string): Collection<Target> {
    const namesakes = this.#index.namesakes(kind, id);
    if (namesakes !== undefined) return this.#oneOf(resource, value, namesakes);
    const identified = this.#index.identified(kind, id);
    if (identified !== undefined) return Collection.one<Target>({ in: 'plan', ...identified });
    if (kind !== ANY_KIND) return Collection.one<Target>({ in: 'outside', id });
    const evidence = value.evidence('may name a resource by another attribute than its id');
    return new Collection<Target>([], { kind: 'one', hidden: { outsideOnly: false, evidence } });
  }

  /** The one of several objects of one name that is made with the provider of what refers to it: names are those of an account. */
  #oneOf(resource: Resource, value: Value, namesakes: ReadonlyMap<Resource, Identified>): Collection<Target> {
    if (namesakes.size > MOST_NAMESAKES) {
      const evidence = value.evidence(`is the name of ${namesakes.size} objects`);
      return new Collection<Target>([], { kind: 'one', hidden: { outsideOnly: false, evidence } });
    }
    const key = this.provider(resource)?.key;
    const all = [...namesakes.values()];
    const near = all.filter((named) => this.provider(named.resource)?.key === key);
    const meant = near.length === 1 ? near : all;
    return new Collection(
      meant.map((item): Member<Target> => ({ item: { in: 'plan', ...item }, certain: meant.length === 1 })),
      { kind: 'one' },
    );
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** There are not so many accounts; to look through more for each of many referrers would take their product. */
const MOST_NAMESAKES = 64;

/** What the name of an attribute tells of the objects that it refers to. */
function wantedAt(path: Path): Wanted {
  const attribute = path.findLast((step) => typeof step === 'string') ?? '';
  return {
    kind: LINK_ATTRIBUTES[attribute] ?? ANY_KIND,
    many: attribute.endsWith('s') && typeof path.at(-1) === 'string',
  };
}

const NOTHING_OF_ONE: Collection<never> = new Collection<never>([], { kind: 'one' });

function withEvidence(targets: Collection<Target>, value: Value): Collection<Target> {
  const named = targets.members.map((member) => ({
    ...member,
    evidence: value.evidence(`${member.certain ? 'refers to' : 'may refer to'} ${nameOf(member.item)}`),
  }));
  return new Collection(named, targets);
}

function nameOf(target: Target): string {
  if (target.in === 'outside') return `${target.id ?? 'an object'}, which is not in this plan`;
  const { resource, attribute } = target;
  const implicit = attribute.startsWith('default_') || attribute.startsWith('main_');
  return implicit ? `${resource.address}.${attribute}` : resource.address;
}
