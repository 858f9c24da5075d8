import type { Resource } from '../graph/index.ts';
import type { NetworkObject } from './network-object.ts';
import type { Vpc } from './vpc.ts';

/** One object for each resource or id: two references to the same thing give the same object. */
export class Registry<T> {
  readonly #make: (object: NetworkObject) => T;
  readonly #byResource = new Map<Resource, T>();
  readonly #gone = new Map<Resource, T>();
  readonly #byId = new Map<string, T>();
  readonly #byVpc = new Map<Vpc, T>();

  constructor(make: (object: NetworkObject) => T) {
    this.#make = make;
  }

  of(object: NetworkObject): T {
    if ('resource' in object) {
      return remember(object.gone ? this.#gone : this.#byResource, object.resource, () => this.#make(object));
    }
    if ('implicitIn' in object) return remember(this.#byVpc, object.implicitIn, () => this.#make(object));
    if (object.outside === undefined) return this.#make(object);
    return remember(this.#byId, object.outside, () => this.#make(object));
  }
}

function remember<K, T>(known: Map<K, T>, key: K, make: () => T): T {
  let item = known.get(key);
  if (item === undefined) {
    item = make();
    known.set(key, item);
  }
  return item;
}
