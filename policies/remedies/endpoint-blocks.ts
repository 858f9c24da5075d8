import {
  type Argument,
  BlockWriter,
  type Collection,
  type Domain,
  type Expression,
  isInterfaceOnly,
  isOfOneRegion,
  known,
  neededServices,
  type ResourceGraph,
  serviceNameIn,
  type Subnet,
} from 'tfplan-studio';

/** The blocks of endpoints for services in the VPC of a domain, with a security group for them if they need a new one. */
export function endpointBlocks(
  graph: ResourceGraph,
  domain: Domain,
  services: readonly string[],
): BlockWriter {
  const vpc = domain.vpc.only;
  const blocks = new BlockWriter(graph, vpc);
  const vpcId = vpc === undefined ? ofDomain(blocks, domain, 'vpc_id') : blocks.id(vpc);
  const groups = services.some(isInterfaceOnly) ? endpointGroups(blocks, domain, vpcId) : [];
  for (const service of services) {
    const region = isOfOneRegion(service) ? 'us-east-1' : (domain.region ?? 'REGION');
    blocks.resource('aws_vpc_endpoint', service, {
      vpc_id: vpcId,
      service_name: serviceNameIn(region, service),
      ...(isOfOneRegion(service) && { service_region: region }),
      ...(isInterfaceOnly(service)
        ? {
            vpc_endpoint_type: 'Interface',
            private_dns_enabled: true,
            subnet_ids: blocks.ids(oneOfEachZone(domain.subnets), () =>
              ofDomain(blocks, domain, 'subnet_ids'),
            ),
            security_group_ids: groups,
          }
        : { vpc_endpoint_type: 'Gateway', route_table_ids: routeTables(blocks, domain) }),
    });
  }
  return blocks;
}

const ofDomain = (blocks: BlockWriter, { address, resource }: Domain, name: string): Expression =>
  resource === undefined ? blocks.variable(name, `${name} of ${address}`) : blocks.attribute(resource, name);

const routeTables = (blocks: BlockWriter, { address, subnets }: Domain): Argument =>
  blocks.ids(
    subnets.flatMap((subnet) => subnet.routeTable),
    () => blocks.variable('route_table_ids', `the route tables of the subnets of ${address}`),
  );

/** The groups of an endpoint that Studio has already, or else a new one that the apps can reach. */
function endpointGroups(blocks: BlockWriter, domain: Domain, vpcId: Argument): Argument {
  const [present] = domain.interfaceEndpointsFor(neededServices()).certain;
  const group = present?.groups.certain[0];
  if (group !== undefined) return [blocks.id(group)];
  const made = blocks.resource('aws_security_group', 'studio_endpoints', {
    name: 'studio-endpoints',
    vpc_id: vpcId,
  });
  const id = { hcl: `${made.hcl}.id` };
  const { certain: apps } = domain.appGroups;
  const sources =
    apps.length > 0
      ? apps.map((app) => blocks.id(app))
      : [blocks.variable('app_security_group_id', `the security group of the apps of ${domain.address}`)];
  for (const source of sources) {
    blocks.resource('aws_vpc_security_group_ingress_rule', 'studio_endpoints', {
      security_group_id: id,
      referenced_security_group_id: source,
      ip_protocol: 'tcp',
      from_port: 443,
      to_port: 443,
    });
  }
  return [id];
}

/** An endpoint takes one subnet of a zone. */
function oneOfEachZone(subnets: Collection<Subnet>): Collection<Subnet> {
  const zones = new Set<string>();
  return subnets.filter(({ zone }) => {
    const isNew = zone === undefined || !zones.has(zone);
    if (zone !== undefined) zones.add(zone);
    return known(isNew);
  });
}
