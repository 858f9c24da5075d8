import { handsOnIds, LINKED_TYPES } from '../graph/index.ts';

/** The families of resource types that a network, its ways out, and Studio with its roles and files consist of. */
const FAMILIES =
  /^aws_(?:customer|default|dx|ec2|efs|egress|iam|internet|main|nat|network|networkfirewall|networkmanager|prefix|route|route53|route53profiles|sagemaker|security|subnet|vpc|vpn)(?:_|$)/;
/**
 * Whether a network needs the attributes of a managed resource. Of other types nothing is asked but that they are there; if a
 * reference leads through one of them all the same, what it holds counts as unknown. Types of other providers may hand on anything.
 * Of a type that is only referred to, what stays is as well known by its id as by its address; what goes is needed to tell.
 * @param goes whether the plan removes or replaces it
 */
export const isNeeded = (type: string, goes = false): boolean =>
  !type.startsWith('aws_') || FAMILIES.test(type) || handsOnIds(type) || (goes && LINKED_TYPES.has(type));
