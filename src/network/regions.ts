import type { Resource, ResourceGraph } from '../graph/index.ts';

/**
 * The AWS regions that the resources of a graph are in: by their own `region` (AWS provider 6), by the provider's
 * configuration, or by what the resources of one configuration show, where all agree.
 */
export class Regions {
  readonly #graph: ResourceGraph;
  #shown: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  readonly #known = new Map<Resource, string | undefined>();

  constructor(graph: ResourceGraph) {
    this.#graph = graph;
  }

  /** The region of a resource; undefined where the plan does not tell. */
  of(resource: Resource): string | undefined {
    if (this.#known.has(resource)) return this.#known.get(resource);
    const region = this.#find(resource);
    this.#known.set(resource, region);
    return region;
  }

  #find(resource: Resource): string | undefined {
    const own = resource.value.get('region').knownString;
    if (own !== undefined && own !== '') return own;
    const provider = this.#graph.provider(resource);
    if (provider === undefined) return shownBy(resource);
    const { text, isGuess } = provider.argument('region');
    if (text !== undefined && !isGuess) return text;
    this.#shown ??= this.#collect();
    const [region, ...others] = this.#shown.get(provider.key) ?? [];
    if (others.length > 0) return undefined;
    return region ?? (REGION.test(text ?? '') ? text : undefined);
  }

  #collect(): ReadonlyMap<string, ReadonlySet<string>> {
    const shown = new Map<string, Set<string>>();
    for (const resource of this.#graph.resources) {
      const region = shownBy(resource);
      const key = region === undefined ? undefined : this.#graph.provider(resource)?.key;
      if (region === undefined || key === undefined) continue;
      const regions = shown.get(key);
      if (regions === undefined) shown.set(key, new Set([region]));
      else regions.add(region);
    }
    return shown;
  }
}

const REGION = /^[a-z]+(?:-[a-z]+)+-\d+$/;
/** `eu-west-1a`; local and wavelength zones have longer names. */
const ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d+)[a-z]$/;
const ARN = /^arn:[^:]*:[^:]*:([a-z0-9-]+):/;

/** The region that a resource's own attributes tell. */
function shownBy(resource: Resource): string | undefined {
  const text = (name: string): string | undefined => resource.value.get(name).knownString;
  if (resource.mode === 'data') {
    const asks = resource.type === 'aws_region' && !resource.isWritten('name');
    return asks ? (text('name') ?? text('id')) : undefined;
  }
  return ZONE.exec(text('availability_zone') ?? '')?.[1] ?? ARN.exec(text('arn') ?? '')?.[1];
}
