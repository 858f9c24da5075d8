import {
  BlockWriter,
  definePolicy,
  type Domain,
  every,
  type FileSystem,
  INBOUND_NFS_GROUP,
  some,
  yes,
} from 'tfplan-studio';

export const customEfs = definePolicy({
  id: 'custom-efs',
  title: 'A custom file system can be mounted from every subnet of the domain',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/domain-custom-file-system.html',
  why: 'Spaces fail with an internal error where the file system has no mount target, or one without the NFS group that SageMaker makes.',
  unknowns:
    "The group that SageMaker makes is named after the domain's id, which of a new domain is known only after apply: undetermined. So is a file system outside this plan, which may have mount targets that the plan does not show, and a group known by its id alone.",
  subject: 'domain',
  when: (domain) => some(domain.settings.customFileSystems, () => yes()),
  require: (domain) =>
    every(domain.settings.customFileSystems, (fileSystem) =>
      every(domain.subnets, (subnet) => fileSystem.serves(subnet, domain)),
    ),
  remedy: (domain, { graph }) => {
    const fileSystems = domain.settings.customFileSystems.items;
    const blocks = new BlockWriter(graph, fileSystems[0]);
    const name = { hcl: `"${INBOUND_NFS_GROUP}\${${blocks.id(domain).hcl}}"` };
    const group = blocks.data('aws_security_group', 'studio_nfs', { name });
    for (const fileSystem of fileSystems) mount(blocks, fileSystem, domain, [{ hcl: `${group.hcl}.id` }]);
    return blocks.remedy(
      `Give ${fileSystems.map(({ address }) => address).join(', ')} a mount target in every subnet of ${domain.address}, with the security group that SageMaker makes for the mount targets of a domain.`,
    );
  },
});

/** Mount targets where none is, and the group for those that lack it. */
function mount(
  blocks: BlockWriter,
  fileSystem: FileSystem,
  domain: Domain,
  groups: readonly { readonly hcl: string }[],
): void {
  for (const subnet of domain.subnets.items) {
    if (fileSystem.serves(subnet, domain).truth !== 'no') continue;
    const present = fileSystem.mountTargetsIn(subnet).items;
    for (const { resource } of present) blocks.argument(resource, { security_groups: groups });
    if (present.length > 0) continue;
    blocks.resource('aws_efs_mount_target', `studio ${subnet.resource?.name ?? 'subnet'}`, {
      file_system_id: blocks.id(fileSystem),
      subnet_id: blocks.id(subnet),
      security_groups: groups,
    });
  }
}
