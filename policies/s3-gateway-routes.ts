import {
  all,
  BlockWriter,
  type Collection,
  definePolicy,
  type Domain,
  every,
  type Judgement,
  no,
  type RouteTable,
  some,
  yes,
} from 'tfplan-studio';
import { associate } from './remedies/association-blocks.ts';

export const s3GatewayRoutes = definePolicy({
  id: 's3-gateway-routes',
  title: 'The S3 gateway endpoint is in the route table of every subnet of the domain',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  why: 'A gateway endpoint serves only the subnets whose effective route table it is associated with; from the others S3 cannot be reached privately.',
  unknowns:
    'A subnet whose route table this plan does not show and an endpoint whose route tables are known only after apply are undetermined. A VPC that this plan does not manage may have another gateway endpoint for S3: undetermined, where none of the plan is associated.',
  subject: 'domain',
  when: (domain) =>
    all(
      domain.isVpcOnly,
      some(domain.s3Gateways, () => yes()),
    ),
  require: (domain) => every(routeTables(domain), (table) => leadsToS3(table, domain)),
  severityOf: (domain) => (domain.hasInternetPath.truth === 'yes' ? 'warning' : 'error'),
  remedy: (domain, { graph }) => {
    const missing = routeTables(domain).items.filter((table) => leadsToS3(table, domain).truth === 'no');
    const [gateway] = domain.s3Gateways.items;
    const blocks = new BlockWriter(graph, gateway);
    if (gateway !== undefined) associate(blocks, gateway, 'route_table', gateway.routeTables, missing);
    return blocks.remedy(
      `Associate ${missing.map(({ address }) => address).join(', ')} with ${gateway?.address ?? 'the S3 gateway endpoint'}.`,
    );
  },
});

const routeTables = (domain: Domain): Collection<RouteTable> =>
  domain.subnets.flatMap((subnet) => subnet.routeTable);

const leadsToS3 = (table: RouteTable, domain: Domain): Judgement =>
  some(domain.s3Gateways, (gateway) => {
    const associated = some(gateway.routeTables, (candidate) => candidate.is(table));
    return associated.truth === 'no'
      ? no(table.fact(`is not associated with ${gateway.address}`))
      : associated;
  });
