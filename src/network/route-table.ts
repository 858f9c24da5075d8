import type { Resource } from '../graph/index.ts';
import { Collection, type Evidence, type Member } from '../logic/index.ts';
import { AwsObject } from './aws-object.ts';
import type { Network } from './network.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import {
  defaultVpcRoute,
  inlineRoute,
  propagatedRoutes,
  type Route,
  type RouteTarget,
  standaloneRoute,
} from './route.ts';

const GATEWAY_PROPAGATION = 'aws_vpn_gateway_route_propagation';
/** The resources that let others write routes, with where those lead as far as it is known. */
const PROPAGATIONS: Readonly<Record<string, RouteTarget | undefined>> = {
  [GATEWAY_PROPAGATION]: 'virtual private gateway',
  aws_vpc_route_server_propagation: undefined,
};

interface Writer {
  readonly told: Evidence;
  readonly by: RouteTarget | undefined;
}

/** A route table with its routes; the local ones, which every table has, are left out. */
export class RouteTable extends AwsObject {
  #routes: Collection<Route> | undefined;

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'route table');
  }

  get routes(): Collection<Route> {
    this.#routes ??= this.#findRoutes();
    return this.#routes;
  }

  #findRoutes(): Collection<Route> {
    const { network, resource } = this;
    const standalone = this.#named('aws_route');
    const members: Member<Route>[] = standalone.members.map((member) => ({
      item: standaloneRoute(member.item, network),
      certain: member.certain,
    }));
    const written = new Set(
      members.flatMap(({ item, certain }) =>
        certain && item.destination !== undefined ? [item.destination] : [],
      ),
    );
    if (resource !== undefined) {
      const removed = this.#removedDestinations();
      const listed = resource.mode === 'data' ? 'routes' : 'route';
      for (const element of resource.blocks(listed)) {
        const route = inlineRoute(resource, network, element);
        const stale =
          route.destination !== undefined &&
          (written.has(route.destination) || removed.has(route.destination));
        if (resource.isWritten(listed) || !stale) {
          members.push({ item: route, certain: route.destination !== undefined });
        }
      }
    }
    for (const { told, by } of this.#propagating())
      members.push({ item: propagatedRoutes(told, by), certain: false });
    if ('implicitIn' in this.object && this.object.implicitIn.isDefaultVpc)
      members.push({ item: defaultVpcRoute(this.address), certain: this.isClosed });
    const open = this.#isOpen();
    return new Collection(members, {
      hidden: standalone.hidden ?? (open ? unseen(this.address, 'routes') : undefined),
    });
  }

  /** The resources of a type that name the table. */
  #named(type: string): Collection<Resource> {
    return this.network.referrers(type, 'route_table_id', this.network.routeTable).of(this);
  }

  /** What says that others write routes into the table. */
  #propagating(): readonly Writer[] {
    const writers = Object.entries(PROPAGATIONS).flatMap(([type, by]) =>
      this.#named(type).items.map(({ address }) => ({
        told: { address, text: `lets a ${by ?? 'route server'} write routes` },
        by,
      })),
    );
    const listed = this.#listedGateways();
    return listed === undefined ? writers : [...writers, { told: listed, by: 'virtual private gateway' }];
  }

  #listedGateways(): Evidence | undefined {
    const { network, resource } = this;
    const listed = resource?.get('propagating_vgws');
    if (resource === undefined || listed === undefined || listed.isUnset) return undefined;
    if (listed.isUnknown && resource.configured('propagating_vgws') === 'no') return undefined;
    // An existing table still lists the gateways of resources that the plan removes.
    const removed = resource.isWritten('propagating_vgws')
      ? []
      : network.former
          .removed(GATEWAY_PROPAGATION, 'route_table_id', resource.get('id').knownString)
          .map(({ before }) => before.get('vpn_gateway_id').knownString);
    const stays =
      listed.isUnknown || listed.elements().some(({ knownString: id }) => !id || !removed.includes(id));
    return stays ? listed.evidence('lets virtual private gateways write routes') : undefined;
  }

  /** Whether routes may be there that the plan does not show. */
  #isOpen(): boolean {
    const { resource } = this;
    if (!this.isClosed)
      return resource?.mode !== 'data' || resource.get('routes').isUnknown || resource.get('routes').isNull;
    return resource !== undefined && resource.get('route').isUnknown && resource.configured('route') !== 'no';
  }

  /** Destinations of standalone routes that this plan removes: an existing table's `route` still lists them. */
  #removedDestinations(): ReadonlySet<string> {
    const { network, resource } = this;
    const id = resource?.get('id').knownString;
    if (resource === undefined || id === undefined) return new Set();
    return new Set(
      network.former
        .changed('aws_route', 'route_table_id', id)
        .flatMap((route) => standaloneRoute(route, network, route.before).destination ?? []),
    );
  }
}
