import type { Resource } from '../graph/index.ts';
import { Collection, type Judgement, no, some, unknown, yes } from '../logic/index.ts';
import { AwsObject } from './aws-object.ts';
import type { Domain } from './domain.ts';
import type { Network } from './network.ts';
import { type NetworkObject, unseen } from './network-object.ts';
import type { SecurityGroup } from './security-group.ts';
import type { Subnet } from './subnet.ts';

/** The beginning of the name of the group that SageMaker makes for the mount targets of a domain; the domain's id follows. */
export const INBOUND_NFS_GROUP = 'security-group-for-inbound-nfs-';

/** Where a file system can be mounted. */
export interface MountTarget {
  readonly resource: Resource;
  readonly subnets: Collection<Subnet>;
  readonly groups: Collection<SecurityGroup>;
}

/** An EFS file system of the user's own that a domain mounts. */
export class FileSystem extends AwsObject {
  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'file system');
  }

  /** The mount targets; others may be there if the plan does not manage the file system. */
  get mountTargets(): Collection<MountTarget> {
    const { network } = this;
    const listed = network
      .referrers('aws_efs_mount_target', 'file_system_id', network.fileSystem)
      .of(this)
      .map((resource): MountTarget => {
        const { targets, configured } = resource.links('security_groups');
        const subnets = resource.links('subnet_id').targets.map(network.subnet);
        const standard = subnets.flatMap((subnet) => subnet.vpc).map((vpc) => vpc.defaultGroup);
        return {
          resource,
          subnets,
          groups: configured === 'no' ? standard : targets.map(network.group),
        };
      });
    const hidden = listed.hidden ?? (this.isClosed ? undefined : unseen(this.address, 'mount targets'));
    return new Collection(listed.members, { hidden });
  }

  /** The mount targets in a subnet. */
  mountTargetsIn(subnet: Subnet): Collection<MountTarget> {
    return this.mountTargets.filter((target) => some(target.subnets, (other) => other.is(subnet)));
  }

  /** Whether apps in a subnet of a domain can mount it: by a mount target there that carries SageMaker's own NFS group. */
  serves(subnet: Subnet, domain: Domain): Judgement {
    const near = this.mountTargetsIn(subnet);
    const served = some(near, ({ groups }) => some(groups, (group) => isInboundNfs(group, domain)));
    if (served.truth !== 'no') return served;
    return near.members.length === 0
      ? no(this.fact(`has no mount target in ${subnet.address}`))
      : no(
          ...near.items.map(({ resource }) => ({
            address: resource.address,
            attribute: 'security_groups',
            text: `does not name the group ${INBOUND_NFS_GROUP}<domain id>`,
          })),
        );
  }
}

function isInboundNfs(group: SecurityGroup, domain: Domain): Judgement {
  const name = group.resource?.get('name').knownString;
  const id = domain.resource?.get('id').knownString;
  if (name?.startsWith(INBOUND_NFS_GROUP)) {
    if (id !== undefined) return name === `${INBOUND_NFS_GROUP}${id}` ? yes(group.fact(`is ${name}`)) : no();
    return unknown(group.fact(`is ${name}, and the id of the domain is known only after apply`));
  }
  if (name !== undefined || group.isManaged || group.isImplicit) return no();
  return unknown(group.fact('is not managed by this plan: its name cannot be seen'));
}
