/** The built-in policies, in the order of the catalogue. */
import type { AnyPolicy } from 'tfplan-studio';
import { appEgress } from './app-egress.ts';
import { appSecurityGroups } from './app-security-groups.ts';
import { appTraffic } from './app-traffic.ts';
import { availabilityZones } from './availability-zones.ts';
import { customEfs } from './custom-efs.ts';
import { defaultTenancy } from './default-tenancy.ts';
import { domainReplacement } from './domain-replacement.ts';
import { efsTraffic } from './efs-traffic.ts';
import { endpointIngress } from './endpoint-ingress.ts';
import { endpointPolicy } from './endpoint-policy.ts';
import { endpointPrivateDns } from './endpoint-private-dns.ts';
import { endpointRegion } from './endpoint-region.ts';
import { endpointType } from './endpoint-type.ts';
import { endpointZones } from './endpoint-zones.ts';
import { homeEfsRetention } from './home-efs-retention.ts';
import { limits } from './limits.ts';
import { natGateway } from './nat-gateway.ts';
import { networkAcls } from './network-acls.ts';
import { networkMode } from './network-mode.ts';
import { networkModeChange } from './network-mode-change.ts';
import { noInternet } from './no-internet.ts';
import { openIngress } from './open-ingress.ts';
import { privateSubnets } from './private-subnets.ts';
import { profileIsolation } from './profile-isolation.ts';
import { s3GatewayRoutes } from './s3-gateway-routes.ts';
import { sameVpc } from './same-vpc.ts';
import { serviceEndpoints } from './service-endpoints.ts';
import { sourceVpceConditions } from './source-vpce-conditions.ts';
import { subnetCapacity } from './subnet-capacity.ts';
import { vpcDns } from './vpc-dns.ts';

/** A chapter of the catalogue. */
export interface Topic {
  readonly title: string;
  readonly policies: readonly AnyPolicy[];
}

export const topics: readonly Topic[] = [
  {
    title: 'The domain, its VPC and its subnets',
    policies: [networkMode, privateSubnets, defaultTenancy, sameVpc, subnetCapacity, availabilityZones],
  },
  { title: 'Ways to the internet', policies: [natGateway, noInternet] },
  {
    title: 'VPC endpoints',
    policies: [
      serviceEndpoints,
      endpointType,
      endpointRegion,
      endpointPrivateDns,
      vpcDns,
      endpointIngress,
      endpointZones,
      endpointPolicy,
      s3GatewayRoutes,
    ],
  },
  {
    title: 'Security groups of the apps',
    policies: [appSecurityGroups, appEgress, appTraffic, efsTraffic, openIngress, profileIsolation],
  },
  { title: 'Limits, file systems and network ACLs', policies: [limits, customEfs, networkAcls] },
  {
    title: 'What a plan does to a domain',
    policies: [domainReplacement, homeEfsRetention, networkModeChange],
  },
  { title: 'Roles', policies: [sourceVpceConditions] },
];

export const policies: readonly AnyPolicy[] = topics.flatMap((topic) => topic.policies);
