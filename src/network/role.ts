import type { Resource, Target } from '../graph/index.ts';
import {
  Collection,
  type Evidence,
  type Judgement,
  type Member,
  no,
  type Truth,
  unknown,
  yes,
} from '../logic/index.ts';
import { AwsObject } from './aws-object.ts';
import type { Network } from './network.ts';
import type { NetworkObject } from './network-object.ts';
import { PolicyDocument } from './policy-document.ts';
import { demandsNetwork, isWithin } from './policy-statement.ts';

/** An IAM role with the policies that the plan gives it, wherever they are written. */
export class Role extends AwsObject {
  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'IAM role');
  }

  /**
   * Whether its policies shut out requests from outside a VPC. AWS's managed policies do not, since they are for everybody.
   */
  get demandsNetwork(): Judgement {
    return this.#policies.some((policy) => {
      if (policy instanceof PolicyDocument) return demandOf(policy);
      return unknown(policy);
    });
  }

  /** The policies, or where the plan does not show one, the fact that it does not. */
  get #policies(): Collection<PolicyDocument | Evidence> {
    const { network, resource } = this;
    if (resource === undefined) return Collection.empty;
    const inline = resource
      .get('inline_policy')
      .elements()
      .map((_, index) => PolicyDocument.in(resource, 'inline_policy', index, 'policy'));
    const ofRole = (type: string, attribute: string): Collection<Resource> =>
      network.referrers(type, attribute, network.role).of(this);
    const separate = ofRole('aws_iam_role_policy', 'role');
    const attached = ofRole('aws_iam_role_policy_attachment', 'role').concat(
      ofRole('aws_iam_policy_attachment', 'roles'),
    );
    const blocks = resource.get('inline_policy');
    const mayHaveMore = blocks.isUnknown && resource.isWritten('inline_policy');
    const hidden = mayHaveMore ? { outsideOnly: false, evidence: blocks.evidence(blocks.show()) } : undefined;
    return new Collection<PolicyDocument | Evidence>(known(inline), { hidden: separate.hidden ?? hidden })
      .concat(documentsIn(separate))
      .concat(attached.flatMap((attachment) => managed(attachment.links('policy_arn').targets)))
      .concat(managed(resource.links('managed_policy_arns').targets))
      .concat(
        resource.get('permissions_boundary').isUnset
          ? Collection.empty
          : managed(resource.links('permissions_boundary').targets),
      );
  }
}

function demandOf(policy: PolicyDocument): Judgement {
  const { statements } = policy;
  const open = statements.filter(({ effect, conditions }) => effect === 'Allow' && conditions.length === 0);
  const demands = statements.map((statement): Truth => {
    const { truth } = demandsNetwork(statement);
    const isIdle = truth !== 'no' && statement.effect === 'Allow';
    return isIdle && open.some((other) => isWithin(statement, other)) ? 'no' : truth;
  });
  if (demands.includes('yes'))
    return yes(
      policy.evidence(
        'demands that requests come through a VPC (aws:SourceVpce, aws:SourceVpc or aws:VpcSourceIp)',
      ),
    );
  if (policy.hidden !== undefined) return unknown(policy.hidden);
  return demands.includes('unknown')
    ? unknown(policy.evidence('may demand that requests come through a VPC'))
    : no(policy.evidence('does not restrict where requests come from'));
}

const known = (documents: readonly (PolicyDocument | undefined)[]): readonly Member<PolicyDocument>[] =>
  documents.flatMap((item) => (item === undefined ? [] : [{ item, certain: true }]));

const documentsIn = (resources: Collection<Resource>): Collection<PolicyDocument> =>
  resources.flatMap((resource) => new Collection(known([PolicyDocument.in(resource, 'policy')])));

/** The documents behind the ARNs of managed policies. */
function managed(arns: Collection<Target>): Collection<PolicyDocument | Evidence> {
  return arns.flatMap<PolicyDocument | Evidence>((target) => {
    if (target.in === 'plan') {
      const { resource } = target;
      return resource.has('policy')
        ? documentsIn(Collection.one(resource))
        : Collection.one(resource.value.evidence('has conditions that cannot be seen'));
    }
    if (target.id !== undefined && OF_AWS.test(target.id)) return Collection.empty;
    return Collection.one({
      address: target.id ?? 'an IAM policy outside this plan',
      text: 'is not in this plan: its conditions cannot be seen',
    });
  });
}

const OF_AWS = /^arn:[^:]*:iam::aws:policy\//;
