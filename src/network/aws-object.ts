import type { Resource } from '../graph/index.ts';
import { type Evidence, type Judgement, no, unknown, yes } from '../logic/index.ts';
import type { Network } from './network.ts';
import { addressOf, type NetworkObject } from './network-object.ts';

/** What names an object in a configuration. */
export type Identity =
  | { readonly resource: Resource; readonly attribute: string; readonly id: undefined }
  | { readonly resource: undefined; readonly id: string };

/** An object of the network: a resource or data source of the plan, an implicit one, or one outside the plan. */
export abstract class AwsObject {
  readonly object: NetworkObject;
  readonly network: Network;
  readonly address: string;
  readonly #what: string;

  constructor(object: NetworkObject, network: Network, what: string) {
    this.object = object;
    this.network = network;
    this.#what = what;
    this.address = addressOf(object, what);
  }

  get resource(): Resource | undefined {
    return 'resource' in this.object ? this.object.resource : undefined;
  }

  /** The AWS region; undefined where the plan does not tell. */
  get region(): string | undefined {
    if ('implicitIn' in this.object) return this.object.implicitIn.region;
    return this.resource && this.network.regions.of(this.resource);
  }

  /** How a configuration can name it: by an attribute of a resource, or by its id. */
  get identity(): Identity | undefined {
    if ('implicitIn' in this.object) {
      const { resource } = this.object.implicitIn;
      const attribute = `default_${this.#what.toLowerCase().replace(' ', '_')}_id`;
      return resource && { resource, attribute, id: undefined };
    }
    if ('resource' in this.object) return { resource: this.object.resource, attribute: 'id', id: undefined };
    const { outside: id } = this.object;
    return id === undefined ? undefined : { resource: undefined, id };
  }

  /** Whether the plan removes it, so that a reference to it leads nowhere. */
  get isGone(): boolean {
    return 'resource' in this.object && this.object.gone === true;
  }

  /** Whether this plan's state holds it, or will. */
  get isManaged(): boolean {
    return this.resource?.mode === 'managed' && !this.isGone;
  }

  /**
   * Whether the plan shows everything about it, so that what is not there is not there. Of an object that AWS makes along with a
   * VPC it does if it has the VPC and no resource that may take the object over.
   */
  get isClosed(): boolean {
    if ('implicitIn' in this.object) {
      const { implicitIn: vpc } = this.object;
      return vpc.isClosed && vpc.possibleAdopters(this.#what).members.length === 0;
    }
    return this.isManaged && this.network.graph.isComplete;
  }

  /** Whether AWS made it along with a VPC, and no resource of the plan has taken it over. */
  get isImplicit(): boolean {
    return 'implicitIn' in this.object;
  }

  /** Whether both are one object. */
  is(other: AwsObject): Judgement {
    if (this === other) return yes();
    return this.isOpaque || other.isOpaque ? unknown() : no();
  }

  /** Whether nothing at all is known of it, not even which object it is. */
  get isOpaque(): boolean {
    if ('outside' in this.object) return this.object.outside === undefined;
    const { resource } = this;
    return resource?.mode === 'data' && resource.value.get('id').isUnknown;
  }

  fact(text: string, attribute?: string): Evidence {
    return { address: this.address, ...(attribute !== undefined && { attribute }), text };
  }
}
