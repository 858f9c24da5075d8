import type { Resource } from '../graph/index.ts';
import {
  any,
  Collection,
  type Hidden,
  type Judgement,
  type Member,
  no,
  unknown,
  yes,
} from '../logic/index.ts';
import { PortSet } from '../net/index.ts';
import { AwsObject } from './aws-object.ts';
import type { Network } from './network.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import { overlaps, type Party } from './reach.ts';
import { type Excerpt, RuleBook } from './rule-book.ts';
import { defaultGroupRules, type Direction, inlineRules, type Rule, standaloneRules } from './rule.ts';
import { same } from './same.ts';
import type { Vpc } from './vpc.ts';

const RULE_TYPES = [
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
] as const;

/** The ports on which Studio apps listen. */
const APP_PORTS = PortSet.range(8192, 65_535);

/** A security group with its rules, whichever of the three ways they are written. */
export class SecurityGroup extends AwsObject {
  readonly #rules = new Map<Direction, Collection<Rule>>();
  readonly #books = new Map<Direction, RuleBook>();

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'security group');
  }

  get vpc(): Collection<Vpc> {
    if ('implicitIn' in this.object) return Collection.one(this.object.implicitIn);
    return this.resource === undefined
      ? new Collection<Vpc>([], { kind: 'one', hidden: unseen(this.address, 'VPC') })
      : this.network.vpcOf(this.resource);
  }

  /** Whether the group can be used in a VPC: its own, or one that it is associated with. */
  isIn(vpc: Collection<Vpc>): Judgement {
    const { network } = this;
    const associations = network
      .referrers('aws_vpc_security_group_vpc_association', 'security_group_id', network.group)
      .of(this);
    const own = same(this.vpc, vpc);
    if (associations.members.length === 0 && associations.hidden === undefined) return own;
    return any(
      own,
      associations.some((association) => same(network.vpcOf(association), vpc)),
    );
  }

  /** Whether network interfaces of the group can connect to each other's apps. */
  get letsItselfIn(): Judgement {
    return this.letsIn(Collection.one(this));
  }

  /** Whether network interfaces that carry one of the groups can connect to the apps of this one. */
  letsIn(groups: Collection<SecurityGroup>): Judgement {
    return this.rules('ingress').some(({ peer, ports, evidence }) => {
      const apps = ports.upper.intersect(APP_PORTS);
      if (apps.isEmpty) return no();
      if (peer.kind !== 'group') return peer.kind === 'unknown' ? unknown(evidence) : no();
      const { truth } = overlaps(peer.groups, groups);
      if (truth !== 'yes') return { truth, evidence: [evidence] };
      return ports.lower.intersect(APP_PORTS).isEmpty ? unknown(evidence) : yes(evidence);
    });
  }

  /** The rules that may speak of a party: of a group with many rules not all. */
  rulesAbout({ groups, addresses }: Party, direction: Direction, ports: PortSet): Excerpt {
    let book = this.#books.get(direction);
    if (book === undefined) {
      book = new RuleBook(this.rules(direction));
      this.#books.set(direction, book);
    }
    return book.about(groups, addresses.upper, ports);
  }

  rules(direction: Direction): Collection<Rule> {
    let rules = this.#rules.get(direction);
    if (rules === undefined) {
      rules = this.#findRules(direction);
      this.#rules.set(direction, rules);
    }
    return rules;
  }

  #findRules(direction: Direction): Collection<Rule> {
    const { resource } = this;
    const members: Member<Rule>[] = [];
    let hidden: Hidden | undefined = this.isClosed ? undefined : unseen(this.address, 'rules');
    for (const type of RULE_TYPES) {
      const writers = this.network.referrers(type, 'security_group_id', this.network.group).of(this);
      hidden ??= writers.hidden;
      for (const { item, certain } of writers.members) {
        for (const rule of standaloneRules(this, item)) {
          if (rule.direction === direction)
            members.push({ item: rule, certain: certain && !item.value.get('type').isUnknown });
        }
      }
    }
    if ('implicitIn' in this.object && this.isClosed) {
      members.push(
        ...defaultGroupRules(this)
          .filter((rule) => rule.direction === direction)
          .map((item) => ({ item, certain: true })),
      );
    }
    if (resource?.mode === 'managed') {
      const inline = resource.get(direction);
      if (inline.isUnknown && resource.configured(direction) !== 'no')
        hidden ??= { outsideOnly: false, evidence: inline.evidence('is known only after apply') };
      members.push(...this.#inline(resource, direction, members));
    }
    return new Collection(members, { hidden });
  }

  /**
   * The rules that the group itself lists. Of an existing group whose rules are written elsewhere, the list is what the
   * state saw: what the plan removes or changes is taken out again.
   */
  #inline(
    resource: Resource,
    direction: Direction,
    standalone: readonly Member<Rule>[],
  ): readonly Member<Rule>[] {
    const listed = resource
      .blocks(direction)
      .flatMap((element) => inlineRules(this, resource, direction, element));
    if (resource.isWritten(direction)) return listed;
    const elsewhere = new Set([
      ...standalone.map(({ item }) => item.content),
      ...this.#removedRules(resource).map((rule) => rule.content),
    ]);
    return listed.filter(({ item }) => item.content === undefined || !elsewhere.has(item.content));
  }

  #removedRules(resource: Resource): readonly Rule[] {
    const id = resource.get('id').knownString;
    return RULE_TYPES.flatMap((type) => this.network.former.changed(type, 'security_group_id', id)).flatMap(
      (rule) => standaloneRules(this, rule, rule.before),
    );
  }
}
