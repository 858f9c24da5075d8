import { Collection, type Evidence, type Member } from '../logic/index.ts';
import { AwsObject } from './aws-object.ts';
import type { Network } from './network.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import { defaultVpcRoute, inlineRoute, propagatedRoutes, type Route, standaloneRoute } from './route.ts';

const PROPAGATION = 'aws_vpn_gateway_route_propagation';

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
    const standalone = network.referrers('aws_route', 'route_table_id', network.routeTable).of(this);
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
    for (const told of this.#propagating()) members.push({ item: propagatedRoutes(told), certain: false });
    if ('implicitIn' in this.object && this.object.implicitIn.isDefaultVpc)
      members.push({ item: defaultVpcRoute(this.address), certain: this.isClosed });
    const open = this.#isOpen();
    return new Collection(members, {
      hidden: standalone.hidden ?? (open ? unseen(this.address, 'routes') : undefined),
    });
  }

  /** What says that virtual private gateways write routes into the table. */
  #propagating(): readonly Evidence[] {
    const { network, resource } = this;
    const separate = network
      .referrers(PROPAGATION, 'route_table_id', network.routeTable)
      .of(this)
      .items.map(({ address }) => ({ address, text: 'lets a virtual private gateway write routes' }));
    const listed = resource?.get('propagating_vgws');
    if (resource === undefined || listed === undefined || listed.isUnset) return separate;
    if (listed.isUnknown && resource.configured('propagating_vgws') === 'no') return separate;
    // An existing table still lists the gateways of resources that the plan removes.
    const removed = resource.isWritten('propagating_vgws')
      ? []
      : network.former
          .removed(PROPAGATION, 'route_table_id', resource.get('id').knownString)
          .map(({ before }) => before.get('vpn_gateway_id').knownString);
    const stays =
      listed.isUnknown || listed.elements().some(({ knownString: id }) => !id || !removed.includes(id));
    return stays ? [...separate, listed.evidence('lets virtual private gateways write routes')] : separate;
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
