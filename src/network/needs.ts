import { LINKED_TYPES } from '../graph/index.ts';

/** The families of resource types that a network, its ways out, and Studio with its roles and files consist of. */
const FAMILIES =
  /^aws_(?:customer|default|dx|ec2|efs|egress|iam|internet|main|nat|network|networkfirewall|networkmanager|prefix|route|route53|route53profiles|sagemaker|security|subnet|vpc|vpn)(?:_|$)/;
/** A stack may have made anything, and tells it by its outputs. */
const CARRIER = 'aws_cloudformation_stack';

/**
 * Whether a network needs the attributes of a managed resource type. Of others nothing is asked but that they are there; if a
 * reference leads through one of them all the same, what it holds counts as unknown. Types of other providers may hand on anything.
 */
export const isNeeded = (type: string): boolean =>
  !type.startsWith('aws_') || FAMILIES.test(type) || LINKED_TYPES.has(type) || type === CARRIER;
