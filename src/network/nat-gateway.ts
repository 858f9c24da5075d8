import { all, Collection, type Judgement, no, not, unknown, yes } from '../logic/index.ts';
import { AwsObject } from './aws-object.ts';
import { isBlocked } from './block-public-access.ts';
import type { Network } from './network.ts';
import type { NetworkObject } from './network-object.ts';
import type { Subnet } from './subnet.ts';
import type { Vpc } from './vpc.ts';

/** A NAT gateway. */
export class NatGateway extends AwsObject {
  #access: Judgement | undefined;

  constructor(object: NetworkObject, network: Network) {
    super(object, network, 'NAT gateway');
  }

  /**
   * Whether it gives internet access: it is public, and its own subnet sends everything to an internet gateway or to a
   * firewall in front of one; a regional NAT gateway needs an internet gateway on its VPC.
   * Source: Amazon VPC user guide, "NAT gateways".
   */
  get givesInternetAccess(): Judgement {
    this.#access ??= this.#judge();
    return this.#access;
  }

  /** The VPC that it is in: of its own where it is regional, else of its subnet. */
  get vpc(): Collection<Vpc> {
    const { network, resource } = this;
    if (resource === undefined) return new Collection<Vpc>([], { kind: 'one' });
    const { targets } = resource.links('vpc_id');
    return targets.members.length > 0
      ? targets.map(network.vpc)
      : this.subnets.flatMap((subnet) => subnet.vpc);
  }

  /** The subnet that it is in; a regional one is in none. */
  get subnets(): Collection<Subnet> {
    return (
      this.resource?.links('subnet_id').targets.map(this.network.subnet) ??
      new Collection<Subnet>([], { kind: 'one' })
    );
  }

  #judge(): Judgement {
    const { resource } = this;
    if (this.isGone) return no(this.fact('is removed by this plan'));
    if (resource === undefined || resource.mode === 'data')
      return unknown(this.fact('is not managed by this plan'));
    const type = resource.get('connectivity_type');
    const isPublic = type.satisfies((value) => value === 'public' || value === null);
    // Where the mode is not known yet, a subnet tells it.
    const isRegional =
      resource.get('availability_mode').knownString === 'regional' || resource.get('subnet_id').isUnset;
    if (isRegional) return all(isPublic, this.#hasGateway(), not(isBlocked(this)));
    return all(isPublic, this.#leadsOut(), not(isBlocked(this)));
  }

  #leadsOut(): Judgement {
    return this.subnets.every((subnet) => subnet.gatewayPath);
  }

  #hasGateway(): Judgement {
    return this.vpc.every((vpc) => {
      const { truth } = vpc.internetGateways.some((gateway) =>
        yes({ address: gateway.address, text: 'is attached' }),
      );
      return {
        truth,
        evidence: [vpc.fact(truth === 'yes' ? 'has an internet gateway' : 'has no internet gateway')],
      };
    });
  }
}
