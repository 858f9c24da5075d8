import { definePolicy, every, none, remembered, type RouteTable } from 'tfplan-studio';

const hasNoInternetGateway = remembered((table: RouteTable) =>
  none(table.routes, (route) => route.leadsTo('internet gateway')),
);

export const privateSubnets = definePolicy({
  id: 'private-subnets',
  title: 'A VpcOnly domain uses private subnets only',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'The network interfaces of Studio have no public address, so a route to an internet gateway leads nowhere: apps do not start.',
  unknowns:
    'A subnet whose route table this plan does not show, or a gateway_id known only after apply, makes it undetermined. A NAT gateway or a transit gateway is no internet gateway: pass.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) => every(domain.subnets, (subnet) => every(subnet.routeTable, hasNoInternetGateway)),
  remedy: ({ address }) =>
    `Give ${address} subnets whose route table has no route to an internet gateway, and reach the internet through a NAT gateway if it is needed.`,
});
