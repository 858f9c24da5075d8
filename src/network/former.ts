import type { Resource, ResourceGraph } from '../graph/index.ts';

/**
 * Resources that the plan removes or changes, by what they held before. An existing object that lists what they wrote does so
 * until the state is refreshed.
 */
export class Former {
  readonly #graph: ResourceGraph;
  readonly #removed = new Map<string, Index>();
  readonly #changed = new Map<string, Index>();

  constructor(graph: ResourceGraph) {
    this.#graph = graph;
  }

  /** Those of a type that the plan removes for good, of which an attribute was `id`. */
  removed(type: string, attribute: string, id: string | undefined): readonly Resource[] {
    return at(this.#removed, type, attribute, id, () =>
      this.#graph.destroyed.filter((resource) => resource.type === type),
    );
  }

  /** Those that it removes, replaces or updates. */
  changed(type: string, attribute: string, id: string | undefined): readonly Resource[] {
    const kept = at(this.#changed, type, attribute, id, () =>
      this.#graph.ofType(type).filter(({ change }) => change === 'replace' || change === 'update'),
    );
    const removed = this.removed(type, attribute, id);
    return kept.length === 0 ? removed : [...removed, ...kept];
  }
}

type Index = ReadonlyMap<string | undefined, readonly Resource[]>;

function at(
  indexes: Map<string, Index>,
  type: string,
  attribute: string,
  id: string | undefined,
  list: () => readonly Resource[],
): readonly Resource[] {
  const key = `${type}.${attribute}`;
  let index = indexes.get(key);
  if (index === undefined) {
    index = indexOf(list(), attribute);
    indexes.set(key, index);
  }
  return index.get(id) ?? [];
}

function indexOf(resources: readonly Resource[], attribute: string): Index {
  const index = new Map<string | undefined, Resource[]>();
  for (const resource of resources) {
    const id = resource.before.get(attribute).knownString;
    const others = index.get(id);
    if (others === undefined) index.set(id, [resource]);
    else others.push(resource);
  }
  return index;
}
