import type { Resource, ResourceGraph, Target } from '../graph/index.ts';
import { Collection, type Hidden, type Member } from '../logic/index.ts';

const UNLISTED: Hidden = {
  outsideOnly: false,
  evidence: { address: 'the plan', text: 'is not complete: what it does not list may be there' },
};

/** The resources of a type, by what one of their attributes refers to. */
export class Referrers {
  readonly #byObject = new Map<object, Member<Resource>[]>();
  readonly #hidden: Hidden | undefined;

  constructor(graph: ResourceGraph, type: string, attribute: string, toObject: (target: Target) => object) {
    let hidden = graph.isComplete ? undefined : UNLISTED;
    for (const resource of graph.ofType(type)) {
      const { targets } = resource.links(attribute);
      if (targets.hidden !== undefined && !targets.hidden.outsideOnly) hidden ??= targets.hidden;
      for (const { item, certain, evidence } of targets.members) {
        const object = toObject(item);
        const members = this.#byObject.get(object);
        const member = { item: resource, certain, ...(evidence && { evidence }) };
        if (members === undefined) this.#byObject.set(object, [member]);
        else members.push(member);
      }
    }
    this.#hidden = hidden;
  }

  of(object: object): Collection<Resource> {
    const members = this.#byObject.get(object);
    if (members === undefined && this.#hidden === undefined) return Collection.empty;
    return new Collection(members ?? [], { hidden: this.#hidden });
  }
}
