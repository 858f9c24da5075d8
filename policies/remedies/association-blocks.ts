import type { AwsObject, BlockWriter, Collection, Endpoint } from 'tfplan-studio';

/**
 * Associates an endpoint with more subnets or route tables: by resources of their own, or where the endpoint lists them itself, by
 * the whole list, since it would drop what is associated elsewhere.
 * @param present what it is associated with already
 */
export function associate(
  blocks: BlockWriter,
  endpoint: Endpoint,
  what: 'subnet' | 'route_table',
  present: Collection<AwsObject>,
  missing: readonly AwsObject[],
): void {
  const { resource } = endpoint;
  if (resource?.isWritten(`${what}_ids`)) {
    // What stands in a block of several endpoints is for all of them, and a gateway has no subnets.
    const { moduleAddress, type, name } = resource;
    const kinds = endpoint.network.graph
      .instances(moduleAddress, type, name)
      .map((instance) => instance.get('vpc_endpoint_type').knownString);
    if (new Set(kinds).size > 1) return;
    const all = [...present.certain, ...missing].map((object) => blocks.id(object));
    blocks.argument(resource, { [`${what}_ids`]: all });
    return;
  }
  for (const object of missing) {
    const name = `${endpoint.service?.service ?? ''} ${object.resource?.name ?? 'main'}`;
    blocks.resource(`aws_vpc_endpoint_${what}_association`, name, {
      vpc_endpoint_id: blocks.id(endpoint),
      [`${what}_id`]: blocks.id(object),
    });
  }
}
