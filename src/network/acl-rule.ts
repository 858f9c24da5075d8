import type { Value } from '../graph/index.ts';
import { AddressSet, type OrderedRule, PortSet, Region } from '../net/index.ts';
import { boundsOf } from './bounds.ts';
import { type Direction, tcpPorts } from './rule.ts';

/** A numbered rule of a network ACL, as far as the plan tells. Its regions are TCP only. */
export interface AclRule {
  readonly direction: Direction | undefined;
  readonly number: number | undefined;
  readonly action: 'allow' | 'deny' | undefined;
  /** What it surely matches, and what it may match. */
  readonly least: Region;
  readonly most: Region;
}

/** The rule of an ACL that AWS makes with a VPC. */
export const allowAll: AclRule = {
  direction: undefined,
  number: 100,
  action: 'allow',
  least: Region.of([{ addresses: AddressSet.everything, ports: PortSet.everything }]),
  most: Region.of([{ addresses: AddressSet.everything, ports: PortSet.everything }]),
};

/** A rule in an ACL's own `ingress` or `egress`. One of which not even the number is known may stand for none or many. */
export const listedRule = (value: Value): AclRule => ({
  direction: undefined,
  ...matchOf(value, 'rule_no', 'action', value.get('rule_no').knownNumber !== undefined),
});

/** A rule written as a resource of its own. */
export function standaloneRule(value: Value, isThere: boolean): AclRule {
  const egress = value.get('egress');
  const isEgress = egress.is(true).truth;
  return {
    direction: egress.isUnknown ? undefined : isEgress === 'yes' ? 'egress' : 'ingress',
    ...matchOf(value, 'rule_number', 'rule_action', isThere && !egress.isUnknown),
  };
}

/** Traffic that the rules surely let through, when taken in order: what is doubtful denies. */
export const atLeast = (rules: readonly AclRule[]): readonly OrderedRule[] =>
  inOrder(rules, 'deny').map(({ action, least, most }) =>
    action === 'allow' ? { action, matches: least } : { action: 'deny', matches: most },
  );

/** Traffic that the rules may let through: what is doubtful allows. */
export const atMost = (rules: readonly AclRule[]): readonly OrderedRule[] =>
  inOrder(rules, 'allow').map(({ action, least, most }) =>
    action === 'deny' ? { action, matches: least } : { action: 'allow', matches: most },
  );

/** Rules by number. Of those whose number is not known, the ones that may do `first` come first and the others last. */
function inOrder(rules: readonly AclRule[], first: 'allow' | 'deny'): readonly AclRule[] {
  const place = ({ number, action }: AclRule): number =>
    number ??
    (action === undefined || action === first ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  return [...rules].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

function matchOf(
  value: Value,
  numberName: string,
  actionName: string,
  isSure: boolean,
): Omit<AclRule, 'direction'> {
  const action = value.get(actionName).knownString?.toLowerCase();
  const ports = tcpPorts(value, 'protocol');
  const v4 = boundsOf(value.get('cidr_block'), AddressSet.everything4);
  const v6 = boundsOf(value.get('ipv6_cidr_block'), AddressSet.everything6);
  const least = { addresses: v4.lower.union(v6.lower), ports: ports.lower };
  return {
    number: value.get(numberName).knownNumber,
    action: action === 'allow' || action === 'deny' ? action : undefined,
    least: isSure ? Region.of([least]) : Region.empty,
    most: Region.of([{ addresses: v4.upper.union(v6.upper), ports: ports.upper }]),
  };
}
