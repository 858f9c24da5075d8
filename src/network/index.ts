/** The network that a graph describes. AWS's resource types and defaults are known here and nowhere else. */
export { type AwsObject, type Identity } from './aws-object.ts';
export { type AddressBounds, exactly } from './bounds.ts';
export { type AppUser, isEmpty, UserProfile } from './app-user.ts';
export { Domain } from './domain.ts';
export { DomainSettings } from './domain-settings.ts';
export { Endpoint } from './endpoint.ts';
export { FileSystem, INBOUND_NFS_GROUP, type MountTarget } from './file-system.ts';
export { ANYBODY, behind, PUBLIC_SERVICES, THE_INTERNET } from './internet.ts';
export { NatGateway } from './nat-gateway.ts';
export { Network } from './network.ts';
export { isNeeded } from './needs.ts';
export { NetworkAcl, type PortBounds, REPLIES } from './network-acl.ts';
export { allows, overlaps, type Party } from './reach.ts';
export { Role } from './role.ts';
export { Route, type RouteEnd, type RouteTarget } from './route.ts';
export { RouteTable } from './route-table.ts';
export { isClosedTo } from './open-ingress.ts';
export { type Direction, type Peer, type Rule } from './rule.ts';
export { includes, same } from './same.ts';
export { SecurityGroup } from './security-group.ts';
export {
  isInterfaceOnly,
  isOfOneRegion,
  parseServiceName,
  type ServiceName,
  serviceNameIn,
} from './services.ts';
export {
  FEATURE_NAMES,
  type FeatureName,
  type Features,
  fipsOf,
  type NeededService,
  neededServices,
  type StudioService,
} from './studio-services.ts';
export { addressesBeside, Subnet } from './subnet.ts';
export { Vpc } from './vpc.ts';
