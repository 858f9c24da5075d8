import type { Resource } from '../graph/index.ts';
import { all, any, type Judgement, no, not, unknown } from '../logic/index.ts';
import type { NatGateway } from './nat-gateway.ts';

/**
 * Whether VPC Block Public Access shuts a NAT gateway off from the internet: in both directions, in its region, and without an
 * exclusion of its VPC. Source: Amazon VPC user guide, "Block public access to VPCs and subnets".
 */
export function isBlocked(gateway: NatGateway): Judgement {
  const { graph } = gateway.network;
  return any(
    ...graph
      .ofType('aws_vpc_block_public_access_options')
      .map((options) =>
        all(
          options.get('internet_gateway_block_mode').is('block-bidirectional'),
          isOfRegion(options, gateway),
          not(isExcluded(gateway)),
        ),
      ),
  );
}

function isOfRegion(options: Resource, { network, region }: NatGateway): Judgement {
  const blocked = network.regions.of(options);
  if (blocked === undefined || region === undefined) return unknown();
  return { truth: blocked === region ? 'yes' : 'no', evidence: [] };
}

/** What an exclusion of a subnet means for the others of its VPC is left open. */
function isExcluded({ network, subnets, vpc }: NatGateway): Judgement {
  return any(
    ...network.graph.ofType('aws_vpc_block_public_access_exclusion').map((exclusion) => {
      const ofVpc = exclusion.links('vpc_id').targets.map(network.vpc);
      const ofSubnet = exclusion.links('subnet_id').targets.map(network.subnet);
      if (!exclusion.get('vpc_id').isUnset)
        return ofVpc.some((excluded) => vpc.some((own) => own.is(excluded)));
      const mayHelp = ofSubnet.some((excluded) => subnets.some((own) => own.is(excluded)));
      return mayHelp.truth === 'no'
        ? no()
        : unknown(exclusion.value.evidence('excludes a subnet, which may open the way out for others'));
    }),
  );
}
