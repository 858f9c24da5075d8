import type { Resource, Value } from '../graph/index.ts';
import { any, Collection, type Judgement, known, unknown } from '../logic/index.ts';
import type { Domain } from './domain.ts';
import type { FileSystem } from './file-system.ts';
import type { Network } from './network.ts';
import type { Role } from './role.ts';

const HOME_RETENTION = ['retention_policy', 0, 'home_efs_file_system'] as const;

/** The blocks that name file systems, in the settings of users and of a space. */
const FILE_SYSTEMS = ['custom_file_system_config', 'efs_file_system_config'] as const;
const SPACE_FILE_SYSTEMS = ['space_settings', 'custom_file_system', 'efs_file_system'] as const;

/** What the settings of a domain name beside its network: those of the domain, of its profiles and of its spaces. */
export class DomainSettings {
  readonly #domain: Domain;

  constructor(domain: Domain) {
    this.#domain = domain;
  }

  /** The roles with which users, shared spaces and profiles call AWS. */
  get executionRoles(): Collection<Role> {
    const { role } = this.#domain.network;
    const named = (resource: Resource | undefined, block: string): Collection<Role> =>
      resource?.links(block, 0, 'execution_role').targets.map(role) ?? Collection.empty;
    return named(this.#resource, 'default_user_settings')
      .concat(named(this.#resource, 'default_space_settings'))
      .concat(this.#domain.profiles.flatMap(({ resource }) => named(resource, 'user_settings')));
  }

  /** The EFS file systems of the user's own that the settings of users, spaces and profiles name. */
  get customFileSystems(): Collection<FileSystem> {
    const { members } = this.#network
      .referrers('aws_sagemaker_space', 'domain_id', this.#network.domain)
      .of(this.#domain);
    // People make spaces beside any plan: those that it does not list are none of its.
    const spaces = new Collection(members).flatMap((space) => this.#fileSystemsIn(space, SPACE_FILE_SYSTEMS));
    return this.#fileSystemsIn(this.#resource, ['default_user_settings', ...FILE_SYSTEMS])
      .concat(this.#fileSystemsIn(this.#resource, ['default_space_settings', ...FILE_SYSTEMS]))
      .concat(
        this.#domain.profiles.flatMap(({ resource }) =>
          this.#fileSystemsIn(resource, ['user_settings', ...FILE_SYSTEMS]),
        ),
      )
      .concat(spaces);
  }

  /** Whether RStudio is on: its role is what turns it on. */
  get hasRStudio(): Judgement {
    return this.#has('domain_settings', 'r_studio_server_pro_domain_settings');
  }

  /** Whether the settings of all users or of a profile speak of Canvas. */
  get hasCanvas(): Judgement {
    const ofProfiles = this.#domain.profiles.some(({ resource }) =>
      isGiven(resource.get('user_settings', 0, 'canvas_app_settings')),
    );
    return any(this.#has('default_user_settings', 'canvas_app_settings'), ofProfiles);
  }

  /** The AWS accounts whose images may be used where Docker is on. */
  get trustedAccounts(): Value | undefined {
    return this.#resource?.get('domain_settings', 0, 'docker_settings', 0, 'vpc_only_trusted_accounts');
  }

  /** What becomes of the home file system when the domain goes away: `Retain`, as long as nothing is set, or `Delete`. */
  get homeRetention(): Value | undefined {
    return this.#resource?.get(...HOME_RETENTION);
  }

  /** The same as it stood before the plan, which is what counts when the plan replaces or destroys the domain. */
  get priorHomeRetention(): Value | undefined {
    return this.#resource?.before.get(...HOME_RETENTION);
  }

  #fileSystemsIn(
    resource: Resource | undefined,
    [settings, blocks, block]: readonly [string, string, string],
  ): Collection<FileSystem> {
    if (resource === undefined) return Collection.empty;
    const written = resource.get(settings, 0, blocks);
    const at = (index: number): Collection<FileSystem> =>
      resource
        .links(settings, 0, blocks, index, block, 0, 'file_system_id')
        .targets.map(this.#network.fileSystem);
    const mayBeDynamic = resource.isWritten(settings, 0, blocks) || !this.#network.graph.hasSources;
    if (written.isUnknown && mayBeDynamic) {
      // A dynamic block makes them, any number of times.
      const perhaps = at(0).members.map((member) => ({ ...member, certain: false }));
      const hidden = { outsideOnly: false, evidence: written.evidence(written.show()) };
      return new Collection(perhaps, { hidden });
    }
    return written
      .elements()
      .map((_, index) => at(index))
      .reduce((all, one) => all.concat(one), new Collection<FileSystem>([]));
  }

  #has(block: 'domain_settings' | 'default_user_settings', name: string): Judgement {
    const value = this.#resource?.get(block, 0, name);
    return value === undefined ? unknown(this.#domain.fact('is not in this plan')) : isGiven(value);
  }

  get #network(): Network {
    return this.#domain.network;
  }

  get #resource(): Resource | undefined {
    return this.#domain.resource;
  }
}

/** Whether a block is written. */
function isGiven(value: Value): Judgement {
  const fact = value.evidence(value.isUnset ? 'is not set' : 'is set');
  return value.isUnknown ? unknown(value.evidence(value.show())) : known(!value.isUnset, fact);
}
