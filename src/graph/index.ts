/** A plan as a graph: resource instances with three-valued values, and links between them. Knows no policies. */
export { type InstanceKey } from './address.ts';
export { type AwsResources } from './aws.generated.ts';
export { handsOnIds, LINKED_TYPES, type LinkKind, type Links, type Target } from './links.ts';
export { ResourceGraph } from './graph.ts';
export { type Provider } from './provider.ts';
export { type Change, Resource } from './resource.ts';
export { type AttributeName, type ResourceTypes } from './resource-types.ts';
export { Secrets } from './secrets.ts';
export { type Moment } from './universe.ts';
export { type Path, type Reading, Value } from './value.ts';
