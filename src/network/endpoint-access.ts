import type { Resource } from '../graph/index.ts';
import { all, any, type Judgement, unknown, yes } from '../logic/index.ts';
import type { Endpoint } from './endpoint.ts';
import { PolicyDocument } from './policy-document.ts';

const FULL_ACCESS = yes();
const TYPE = 'aws_vpc_endpoint_policy';

/** What an endpoint's policy says; a resource of its own goes before the endpoint's argument. */
export function asksPolicy(endpoint: Endpoint, ask: (policy: PolicyDocument) => Judgement): Judgement {
  const { network, resource } = endpoint;
  if (resource === undefined) return unknown(endpoint.fact('is not in this plan'));
  const allows = (holder: Resource): Judgement => {
    const policy = isUnconfigured(holder) ? undefined : PolicyDocument.in(holder, 'policy');
    return policy === undefined ? FULL_ACCESS : ask(policy);
  };
  const separate = network.referrers(TYPE, 'vpc_endpoint_id', network.endpoint).of(endpoint);
  const [sure] = separate.certain;
  if (sure !== undefined) return allows(sure);
  // An existing endpoint still lists the policy of a resource that the plan removes.
  const hasLostIt = endpoint.removedOf(TYPE).length > 0 && !resource.isWritten('policy');
  const own = hasLostIt ? FULL_ACCESS : allows(resource);
  if (separate.members.length === 0 && separate.hidden === undefined) return own;
  const perhaps = unknown(resource.get('policy').evidence('may be replaced by a policy of its own'));
  return any(all(own, separate.every(allows)), perhaps);
}

const isUnconfigured = (holder: Resource): boolean =>
  holder.mode === 'managed' && holder.get('policy').isUnknown && holder.configured('policy') === 'no';
