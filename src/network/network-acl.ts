import type { Resource } from '../graph/index.ts';
import { type Hidden, type Judgement, no, unknown, yes } from '../logic/index.ts';
import { PortSet, Region } from '../net/index.ts';
import { type AclRule, allowAll, atLeast, atMost, listedRule, standaloneRule } from './acl-rule.ts';
import { AwsObject } from './aws-object.ts';
import type { AddressBounds } from './bounds.ts';
import type { Network } from './network.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import type { Direction } from './rule.ts';

/** Ports of a kind of traffic: those that it surely uses, and all that it may use. */
export interface PortBounds {
  readonly lower: PortSet;
  readonly upper: PortSet;
}

/**
 * The ports of replies: Linux takes 32768-60999 for its connections, and AWS advises to let all of 1024-65535 through.
 * Source: Amazon VPC user guide, "Ephemeral ports".
 */
export const REPLIES: PortBounds = {
  lower: PortSet.range(32_768, 60_999),
  upper: PortSet.range(1024, 65_535),
};

interface Traffic {
  /** What it surely lets through, and what it may. */
  readonly least: Region;
  readonly most: Region;
  readonly hidden: Hidden | undefined;
}

/** A network ACL. Of its numbered rules the first that matches decides, and replies need rules of their own. */
export class NetworkAcl extends AwsObject {
  readonly #traffic = new Map<Direction, Traffic>();

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'network ACL');
  }

  /** Whether it lets TCP on `ports` through from (`ingress`) or to (`egress`) addresses that `name` tells in a sentence. */
  lets(direction: Direction, name: string, addresses: AddressBounds, ports: PortBounds): Judgement {
    if (addresses.upper.isEmpty) return yes();
    const { least, most, hidden } = this.#trafficOf(direction);
    const wanted = Region.of([{ addresses: addresses.upper, ports: ports.upper }]);
    const doubtful = wanted.subtract(least);
    const assumed =
      'implicitIn' in this.object ? [this.fact('is taken to let everything through, as AWS makes it')] : [];
    if (doubtful.isEmpty) return yes(...assumed);
    const way = direction === 'ingress' ? `let in TCP` : `let out TCP`;
    const far = `${direction === 'ingress' ? 'from' : 'to'} ${name}`;
    const nothingKnown = addresses.lower.isEmpty;
    const sure = Region.of([
      { addresses: nothingKnown ? addresses.upper : addresses.lower, ports: ports.lower },
    ]);
    const missing = sure.subtract(most);
    if (hidden === undefined && (nothingKnown ? missing.equals(sure) : !missing.isEmpty))
      return no(this.fact(`does not ${way} ${missing.ports.toString()} ${far}`));
    const doubt = this.fact(`may not ${way} ${doubtful.ports.toString()} ${far}`);
    return unknown(hidden === undefined ? doubt : { ...doubt, because: [hidden.evidence] });
  }

  #trafficOf(direction: Direction): Traffic {
    let traffic = this.#traffic.get(direction);
    if (traffic === undefined) {
      const { rules, hidden } = this.#rules(direction);
      traffic = {
        least: hidden === undefined ? Region.firstMatch(atLeast(rules)) : Region.empty,
        most: Region.firstMatch(atMost(rules)),
        hidden,
      };
      this.#traffic.set(direction, traffic);
    }
    return traffic;
  }

  #rules(direction: Direction): { readonly rules: readonly AclRule[]; readonly hidden: Hidden | undefined } {
    const { network, resource } = this;
    if ('implicitIn' in this.object && this.isClosed) return { rules: [allowAll], hidden: undefined };
    const separate = network.referrers('aws_network_acl_rule', 'network_acl_id', network.networkAcl).of(this);
    const rules = separate.members
      .map(({ item, certain }) => standaloneRule(item.value, certain))
      .filter((rule) => rule.direction === undefined || rule.direction === direction);
    if (resource === undefined || !this.isClosed)
      return { rules, hidden: unseen(this.address, 'network ACL rules') };
    const listed = resource.get(direction);
    const isOpen = listed.isUnknown && resource.configured(direction) !== 'no';
    const elsewhere = new Set([...rules, ...this.#removed(resource, direction)].map(({ number }) => number));
    const isAuthoritative = resource.type === 'aws_default_network_acl' || resource.isWritten(direction);
    const own = listed
      .elements()
      .map(listedRule)
      .filter(({ number }) => isAuthoritative || number === undefined || !elsewhere.has(number));
    const open: Hidden = { outsideOnly: false, evidence: listed.evidence(listed.show()) };
    return { rules: [...rules, ...own], hidden: separate.hidden ?? (isOpen ? open : undefined) };
  }

  /** Rules of their own that this plan takes away or changes: an existing ACL still lists them. */
  #removed(resource: Resource, direction: Direction): readonly AclRule[] {
    return this.network.former
      .changed('aws_network_acl_rule', 'network_acl_id', resource.get('id').knownString)
      .map(({ before }) => standaloneRule(before, true))
      .filter((rule) => rule.direction === direction);
  }
}
