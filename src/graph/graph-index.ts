import { remembered } from '../logic/index.ts';
import { ANY_KIND, isCarrier, LINK_ATTRIBUTES, type LinkKind, REMOTE_STATE } from './links.ts';
import type { Resource } from './resource.ts';

/** A resource and the attribute by which it is referred to. */
export interface Identified {
  readonly resource: Resource;
  readonly attribute: string;
}

/** The instances of a graph, by address, by type, by module and by the ids they are known by. */
export class GraphIndex {
  readonly resources: readonly Resource[];
  readonly destroyed: readonly Resource[];
  readonly #byAddress = new Map<string, Resource>();
  readonly #byType = new Map<string, Resource[]>();
  readonly #carriers = new Map<string, Resource[]>();
  readonly #replaced: Resource[] = [];
  readonly #identified = new Map<LinkKind, Map<string, Identified>>();
  readonly #namesakes = new Map<LinkKind, Map<string, Map<Resource, Identified>>>();
  readonly #identities = new Set<string>();
  // Most types are never asked for, so each is arranged when it is.
  readonly #managed = remembered((instances: readonly Resource[]) =>
    instances.filter(({ mode }) => mode === 'managed'),
  );
  readonly #byName = remembered((instances: readonly Resource[]) =>
    grouped(instances, ({ moduleAddress, mode, name }) => nameKey(moduleAddress, mode, name)),
  );
  readonly #byModule = remembered((instances: readonly Resource[]) =>
    grouped(instances, ({ moduleAddress }) => moduleAddress),
  );

  constructor(resources: readonly Resource[], destroyed: readonly Resource[]) {
    this.resources = resources;
    this.destroyed = destroyed;
    for (const resource of resources) {
      const { address, moduleAddress, mode, type, change } = resource;
      this.#byAddress.set(address, resource);
      append(this.#byType, type, resource);
      if (change === 'replace') this.#replaced.push(resource);
      const isDeferred = mode === 'data' && change === 'read' && resource.value.get('id').isUnknown;
      if (isDeferred || ((mode === 'managed' || type === REMOTE_STATE) && isCarrier(type)))
        append(this.#carriers, moduleAddress, resource);
    }
    for (const { identities } of Object.values(LINK_ATTRIBUTES)) {
      for (const { type, attribute } of identities) this.#identities.add(`${type}.${attribute}`);
    }
  }

  get moduleAddresses(): Iterable<string> {
    return new Set(this.resources.map((resource) => resource.moduleAddress));
  }

  /** The resource of that address; instances that the plan removes for good have none. */
  at(address: string): Resource | undefined {
    return this.#byAddress.get(address);
  }

  /** The managed instances of a type. */
  ofType<Type extends string>(type: Type): readonly Resource<Type>[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the index holds just the resources of that type
    return this.#managed(this.standing(type)) as readonly Resource[] as readonly Resource<Type>[];
  }

  /** The instances of a type, data sources included. */
  standing(type: string): readonly Resource[] {
    return this.#byType.get(type) ?? NONE;
  }

  /** The instances of one resource block in one module instance. */
  instances(moduleAddress: string, mode: string, type: string, name: string): readonly Resource[] {
    return this.#byName(this.standing(type)).get(nameKey(moduleAddress, mode, name)) ?? [];
  }

  /** The instances of a type, data sources included, in one module instance. */
  inModule(moduleAddress: string, type: string): readonly Resource[] {
    return this.#byModule(this.standing(type)).get(moduleAddress) ?? [];
  }

  /** Resources of a module instance whose unknown outputs may be ids of anything. */
  carriersIn(moduleAddress: string): readonly Resource[] {
    return this.#carriers.get(moduleAddress) ?? [];
  }

  isIdentity(type: string, attribute: string): boolean {
    return attribute === 'id' || attribute === 'arn' || this.#identities.has(`${type}.${attribute}`);
  }

  /**
   * The object of a kind that is known by an id. A managed resource wins over a data source of the same id, and what stays
   * over what the plan removes.
   */
  identified(kind: LinkKind, id: string): Identified | undefined {
    let known = this.#identified.get(kind);
    if (known === undefined) {
      known = this.#identify(kind);
      this.#identified.set(kind, known);
    }
    return known.get(id);
  }

  /** All managed objects of a kind that one id stands for, if there are several: names may be alike in two accounts. */
  namesakes(kind: LinkKind, id: string): ReadonlyMap<Resource, Identified> | undefined {
    return this.identified(kind, id) === undefined ? undefined : this.#namesakes.get(kind)?.get(id);
  }

  #identify(kind: LinkKind): Map<string, Identified> {
    const known = new Map<string, Identified>();
    const namesakes = new Map<string, Map<Resource, Identified>>();
    this.#namesakes.set(kind, namesakes);
    const add = (resource: Resource): void => {
      for (const { type, attribute } of kind.identities) {
        if (type !== resource.type && type !== '*') continue;
        for (const id of idsIn(resource.value.get(attribute))) {
          const found = { resource, attribute };
          const first = known.get(id);
          if (first === undefined) known.set(id, found);
          else if (
            resource.mode === 'managed' &&
            first.resource.type === type &&
            first.resource !== resource
          ) {
            const all = namesakes.get(id) ?? new Map([[first.resource, first]]);
            if (!all.has(resource)) all.set(resource, found);
            namesakes.set(id, all);
          }
        }
      }
    };
    const types = new Set(kind.identities.map((identity) => identity.type));
    const candidates = kind === ANY_KIND ? this.resources : [...types].flatMap((type) => this.standing(type));
    for (const resource of candidates) if (resource.mode === 'managed') add(resource);
    for (const resource of candidates) if (resource.mode === 'data') add(resource);
    for (const resource of this.#replaced) addGone(known, kind, resource);
    for (const resource of this.destroyed) addGone(known, kind, resource);
    return known;
  }
}

/** The old id of a replaced or removed object: what still holds it refers to nothing. */
function addGone(known: Map<string, Identified>, kind: LinkKind, resource: Resource): void {
  for (const { type, attribute } of kind.identities) {
    if (type !== resource.type) continue;
    const id = resource.before.get(attribute).knownString;
    if (id !== undefined && !known.has(id)) known.set(id, { resource, attribute: 'before' });
  }
}

function idsIn(value: Resource['value']): readonly string[] {
  const { knownString } = value;
  if (knownString !== undefined) return knownString === '' ? [] : [knownString];
  const reading = value.read();
  if (reading.state !== 'known') return [];
  const ids: string[] = [];
  const open: unknown[] = [reading.value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') ids.push(next);
    else if (typeof next === 'object' && next !== null)
      for (const member of Object.values(next)) open.push(member);
  }
  return ids;
}

const NONE: readonly Resource[] = [];

const nameKey = (moduleAddress: string, mode: string, name: string): string =>
  `${moduleAddress}\0${mode}\0${name}`;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) append(groups, keyOf(item), item);
  return groups;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
