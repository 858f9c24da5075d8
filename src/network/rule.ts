import type { Path, Resource, Target, Value } from '../graph/index.ts';
import { Collection, type Evidence, type Member } from '../logic/index.ts';
import { AddressSet, PortSet } from '../net/index.ts';
import { type AddressBounds, boundsOf, exactly } from './bounds.ts';
import type { Network } from './network.ts';
import { addressesIn } from './prefix-list.ts';
import type { SecurityGroup } from './security-group.ts';

export type Direction = 'ingress' | 'egress';

/** The other side of a rule. */
export type Peer =
  | { readonly kind: 'addresses'; readonly addresses: AddressBounds }
  | { readonly kind: 'group'; readonly groups: Collection<SecurityGroup> }
  | { readonly kind: 'prefix list'; readonly lists: Collection<Target> }
  | { readonly kind: 'unknown' };

/** One rule of a security group, with one peer. Ports are TCP ports: what the rule lets through of TCP. */
export interface Rule {
  readonly direction: Direction;
  readonly ports: { readonly lower: PortSet; readonly upper: PortSet };
  readonly peer: Peer;
  readonly evidence: Evidence;
  /** The content as text, for finding the same rule in another resource; undefined where something is unknown. */
  readonly content: string | undefined;
}

/** The names of a rule's arguments in one of the three resource types that write rules. */
interface Arguments {
  readonly protocol: string;
  readonly addresses: readonly string[];
  readonly prefixLists: readonly string[];
  readonly groups: readonly string[];
}

const INLINE: Arguments = {
  protocol: 'protocol',
  addresses: ['cidr_blocks', 'ipv6_cidr_blocks'],
  prefixLists: ['prefix_list_ids'],
  groups: ['security_groups'],
};

const STANDALONE: Readonly<Record<string, Arguments>> = {
  aws_security_group_rule: { ...INLINE, groups: ['source_security_group_id'] },
  aws_vpc_security_group_ingress_rule: {
    protocol: 'ip_protocol',
    addresses: ['cidr_ipv4', 'cidr_ipv6'],
    prefixLists: ['prefix_list_id'],
    groups: ['referenced_security_group_id'],
  },
};

/** The rules that an element of a group's `ingress` or `egress` argument stands for, one a peer. */
export function inlineRules(
  group: SecurityGroup,
  resource: Resource,
  direction: Direction,
  element: Value,
): readonly Member<Rule>[] {
  const certain =
    element.get('from_port').knownNumber !== undefined && element.get('protocol').knownString !== undefined;
  return read(group, resource, direction, element, INLINE).map((rule) => ({ item: rule, certain }));
}

/**
 * The rules that a resource of its own stands for, in both directions where that is not known. `value` is its planned value,
 * or what it was before.
 */
export function standaloneRules(
  group: SecurityGroup,
  resource: Resource,
  value: Value = resource.value,
): readonly Rule[] {
  const names = STANDALONE[resource.type] ?? STANDALONE['aws_vpc_security_group_ingress_rule'];
  if (names === undefined) return [];
  return directionsOf(resource, value).flatMap((direction) => read(group, resource, direction, value, names));
}

function directionsOf(resource: Resource, value: Value): readonly Direction[] {
  if (resource.type === 'aws_vpc_security_group_ingress_rule') return ['ingress'];
  if (resource.type === 'aws_vpc_security_group_egress_rule') return ['egress'];
  const type = value.get('type');
  return (['ingress', 'egress'] as const).filter(
    (direction) => type.isUnknown || type.knownString === direction,
  );
}

function read(
  group: SecurityGroup,
  resource: Resource,
  direction: Direction,
  value: Value,
  names: Arguments,
): readonly Rule[] {
  const ports = tcpPorts(value, names.protocol);
  const prefix = contentPrefix(value, names.protocol);
  const rule = (peer: Peer, peerText: string, known: string | undefined): Rule => ({
    direction,
    ports,
    peer,
    content: prefix === undefined || known === undefined ? undefined : `${direction} ${prefix} ${known}`,
    evidence: value.evidence(
      `${direction === 'ingress' ? 'lets in' : 'lets out'} ${portText(value, names.protocol)} ${direction === 'ingress' ? 'from' : 'to'} ${peerText}`,
    ),
  });
  const rules: Rule[] = [];
  for (const name of names.addresses) rules.push(...addressRules(value.get(name), name, rule));
  for (const name of [...names.prefixLists, ...names.groups]) {
    const given = value.get(name);
    if (given.isUnset || isOnlyComputed(resource, value, name)) continue;
    const path: Path = [...value.path, name];
    const { targets } = resource.links(String(path[0]), ...path.slice(1));
    const isGroup = names.groups.includes(name);
    if (targets.members.length === 0 && targets.hidden === undefined) continue;
    if (targets.kind === 'many') {
      for (const { item, certain } of targets.members) {
        const one = new Collection([{ item, certain }], { hidden: certain ? undefined : targets.hidden });
        rules.push(rule(peerOf(one, isGroup, group.network), nameOf(item), idOf(item, group)));
      }
      if (targets.hidden !== undefined && given.isUnknown)
        rules.push(
          rule(
            peerOf(new Collection<Target>([], { hidden: targets.hidden }), isGroup, group.network),
            'others',
            undefined,
          ),
        );
    } else {
      const [first] = targets.items;
      rules.push(
        rule(
          peerOf(targets, isGroup, group.network),
          first === undefined ? 'what is known only after apply' : targets.items.map(nameOf).join(' or '),
          first === undefined ? undefined : idOf(first, group),
        ),
      );
    }
  }
  const self = value.get('self');
  if (self.isUnknown) rules.push(rule({ kind: 'unknown' }, 'itself or nobody', undefined));
  else if (self.is(true).truth === 'yes') {
    rules.push(rule({ kind: 'group', groups: Collection.one(group) }, 'itself', 'self'));
  }
  return rules;
}

/** `source_security_group_id` is computed: unknown even where nothing sets it. */
function isOnlyComputed(resource: Resource, value: Value, name: string): boolean {
  return (
    resource.type === 'aws_security_group_rule' &&
    name === 'source_security_group_id' &&
    value.get(name).isUnknown &&
    resource.configured(name) === 'no'
  );
}

function addressRules(
  value: Value,
  name: string,
  rule: (peer: Peer, text: string, known: string | undefined) => Rule,
): readonly Rule[] {
  const everything = name.includes('6') ? AddressSet.everything6 : AddressSet.everything4;
  if (value.isUnset) return [];
  if (value.isUnknown)
    return [
      rule(
        { kind: 'addresses', addresses: { lower: AddressSet.empty, upper: everything } },
        'addresses known only after apply',
        undefined,
      ),
    ];
  const single = value.knownString === undefined ? value.elements() : [value];
  return single.map((element) =>
    rule(
      { kind: 'addresses', addresses: boundsOf(element, everything) },
      element.word ?? 'addresses known only after apply',
      element.knownString,
    ),
  );
}

/** The numbers that protocols may be written by, and the spelling of "all" that AWS does not use. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  all: '-1',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
};
const ALL_PROTOCOLS = '-1';

/** A known protocol as AWS spells it. */
function protocolOf(value: Value): string | undefined {
  const text = value.knownString?.toLowerCase();
  return text === undefined ? undefined : (PROTOCOLS[text] ?? text);
}

/** The TCP ports of a rule. `tcp` 0–0 is port 0 only; the ports of protocol -1 mean nothing. */
export function tcpPorts(value: Value, protocolName: string): Rule['ports'] {
  const protocol = value.get(protocolName);
  const text = protocolOf(protocol);
  if (protocol.isUnknown) return { lower: PortSet.empty, upper: PortSet.everything };
  if (text === ALL_PROTOCOLS) return both(PortSet.everything);
  if (text !== 'tcp') return both(PortSet.empty);
  const from = value.get('from_port');
  const to = value.get('to_port');
  if (from.isUnknown || to.isUnknown) return { lower: PortSet.empty, upper: PortSet.everything };
  const first = from.knownNumber ?? -1;
  const last = to.knownNumber ?? -1;
  if (first === -1 || last === -1) return both(PortSet.everything);
  return both(first <= last && first >= 0 && last <= 65_535 ? PortSet.range(first, last) : PortSet.empty);
}

const both = (set: PortSet): Rule['ports'] => ({ lower: set, upper: set });

function portText(value: Value, protocolName: string): string {
  const protocol = value.get(protocolName);
  const text = protocolOf(protocol);
  if (text === undefined) return 'a protocol known only after apply';
  if (protocol.isSensitive) return 'a protocol that is sensitive';
  if (text === ALL_PROTOCOLS) return 'all traffic';
  const [first, last] = ['from_port', 'to_port'].map((name) => value.get(name).word);
  if (first === undefined || last === undefined) return `${text} on ports known only after apply`;
  return `${text} ${first === last ? first : `${first}-${last}`}`;
}

function contentPrefix(value: Value, protocolName: string): string | undefined {
  const protocol = protocolOf(value.get(protocolName));
  if (protocol === undefined || protocol === ALL_PROTOCOLS) return protocol;
  const [from, to] = ['from_port', 'to_port'].map((name) => value.get(name).knownNumber);
  return from === undefined || to === undefined ? undefined : `${protocol} ${from} ${to}`;
}

function peerOf(targets: Collection<Target>, isGroup: boolean, network: Network): Peer {
  return isGroup ? { kind: 'group', groups: targets.map(network.group) } : prefixListPeer(targets, network);
}

/** A managed prefix list that the plan shows stands for its entries; the lists of AWS's services stay what they are. */
function prefixListPeer(lists: Collection<Target>, network: Network): Peer {
  const addresses = addressesIn(lists, network);
  return addresses === undefined ? { kind: 'prefix list', lists } : { kind: 'addresses', addresses };
}

function idOf(target: Target, group: SecurityGroup): string | undefined {
  const id = target.in === 'outside' ? target.id : target.resource.get(target.attribute).knownString;
  return id !== undefined && id === group.resource?.get('id').knownString ? 'self' : id;
}

function nameOf(target: Target): string {
  if (target.in === 'outside') return target.id ?? 'something outside this plan';
  const { resource, attribute } = target;
  return attribute === 'id' || attribute === 'before' ? resource.address : `${resource.address}.${attribute}`;
}

/** The rules of a default security group as AWS makes it: itself in, everything out. */
export function defaultGroupRules(group: SecurityGroup): readonly Rule[] {
  const assumed = (text: string): Evidence => ({ address: group.address, text: `${text}, as AWS makes it` });
  const everyPort = both(PortSet.everything);
  return [
    {
      direction: 'ingress',
      ports: everyPort,
      peer: { kind: 'group', groups: Collection.one(group) },
      evidence: assumed('is taken to let itself in'),
      content: undefined,
    },
    {
      direction: 'egress',
      ports: everyPort,
      peer: { kind: 'addresses', addresses: exactly(AddressSet.everything) },
      evidence: assumed('is taken to let everything out'),
      content: undefined,
    },
  ];
}
