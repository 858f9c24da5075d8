import {
  type Arguments,
  type BlockWriter,
  type Direction,
  type Expression,
  type PortRange,
  type Resource,
  type SecurityGroup,
} from 'tfplan-studio';

/** The other side of a rule to write. */
export type Side =
  | { readonly group: SecurityGroup }
  | { readonly cidr: string }
  | { readonly prefixList: Expression };

/** Lets TCP into or out of a group: by a rule of its own, or by a block in the group if it writes its rules itself. */
export function letThrough(
  blocks: BlockWriter,
  group: SecurityGroup,
  direction: Direction,
  side: Side,
  { first, last }: PortRange,
): void {
  const ports = { from_port: first, to_port: last };
  const { resource } = group;
  if (resource !== undefined && writesItsRules(resource))
    blocks.nested(resource, direction, { protocol: 'tcp', ...ports, ...inline(blocks, group, side) });
  else
    blocks.resource(`aws_vpc_security_group_${direction}_rule`, `${resource?.name ?? 'default'} ${first}`, {
      security_group_id: blocks.id(group),
      ip_protocol: 'tcp',
      ...ports,
      ...standalone(blocks, side),
    });
}

/** Rules of their own and rules in the group do not go together. */
const writesItsRules = (group: Resource): boolean =>
  group.mode === 'managed' && (group.isWritten('ingress') || group.isWritten('egress'));

function inline(blocks: BlockWriter, group: SecurityGroup, side: Side): Arguments {
  if ('cidr' in side) return { cidr_blocks: [side.cidr] };
  if ('prefixList' in side) return { prefix_list_ids: [side.prefixList] };
  if (side.group === group) return { self: true };
  return refersTo(group, side.group)
    ? { cidr_blocks: [vpcBlock(blocks, group)] }
    : { security_groups: [blocks.id(side.group)] };
}

/** Whether rules in `from` name a group: naming `from` there, too, would be a cycle to Terraform. */
const refersTo = (group: SecurityGroup, from: SecurityGroup): boolean =>
  from.resource !== undefined &&
  writesItsRules(from.resource) &&
  from
    .rules('ingress')
    .concat(from.rules('egress'))
    .items.some(({ peer }) => peer.kind === 'group' && peer.groups.items.includes(group));

function vpcBlock(blocks: BlockWriter, { vpc }: SecurityGroup): Expression {
  const resource = vpc.only?.resource;
  return resource === undefined
    ? blocks.variable('vpc_cidr_block', 'the IPv4 block of the VPC')
    : blocks.attribute(resource, 'cidr_block');
}

function standalone(blocks: BlockWriter, side: Side): Arguments {
  if ('cidr' in side) return { cidr_ipv4: side.cidr };
  return 'prefixList' in side
    ? { prefix_list_id: side.prefixList }
    : { referenced_security_group_id: blocks.id(side.group) };
}
