import { definePolicy, every, no, some, yes } from 'tfplan-studio';

export const s3GatewayRoutes = definePolicy({
  id: 's3-gateway-routes',
  title: 'The S3 gateway endpoint is in the route table of every subnet of the domain',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  why: 'A gateway endpoint serves only the subnets whose effective route table it is associated with; from the others S3 cannot be reached privately.',
  subject: 'domain',
  when: (domain) => some(domain.s3Gateways, () => yes()),
  require: (domain) =>
    every(domain.subnets, (subnet) =>
      every(subnet.routeTable, (table) =>
        some(domain.s3Gateways, (gateway) => {
          const associated = some(gateway.routeTables, (candidate) => candidate.is(table));
          return associated.truth === 'no'
            ? no(table.fact(`is not associated with ${gateway.address}`))
            : associated;
        }),
      ),
    ),
  severityOf: (domain) => (domain.hasInternetPath.truth === 'no' ? 'error' : 'warning'),
  remedy: (domain) =>
    `Add the route tables of the domain's subnets to route_table_ids of ${domain.s3Gateways.items.map(({ address }) => address).join(', ')}.`,
});
