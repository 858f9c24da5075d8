import {
  all,
  Collection,
  definePolicy,
  every,
  neededServices,
  includes,
  same,
  some,
  any,
  not,
} from 'tfplan-studio';

export const sameVpc = definePolicy({
  id: 'same-vpc',
  title: 'A Studio domain, its subnets, its security groups and its endpoints are in one VPC',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html',
  why: 'AWS refuses subnets and groups of another VPC, and an endpoint in another VPC serves nobody here.',
  unknowns:
    'The VPC of a subnet or a group outside this plan is not known: undetermined. VPC ids that are written out are compared.',
  subject: 'domain',
  require: (domain, { options }) => {
    const groups = domain.appGroups.concat(domain.domainGroups);
    return all(
      every(domain.subnets, (subnet) => same(subnet.vpc, domain.vpc)),
      every(groups, (group) => group.isIn(domain.vpc)),
      every(domain.interfaceEndpointsFor(neededServices(options.features)), (endpoint) =>
        all(
          every(endpoint.subnets, (subnet) => same(subnet.vpc, endpoint.vpc)),
          every(endpoint.groups, (group) => group.isIn(endpoint.vpc)),
        ),
      ),
      every(Collection.of(domain.network.endpointsBeside(domain)), (endpoint) =>
        any(
          not(some(endpoint.subnets, (subnet) => includes(domain.subnets, subnet))),
          same(endpoint.vpc, domain.vpc),
        ),
      ),
    );
  },
  remedy: ({ address }) =>
    `Take the subnets, security groups and endpoints of ${address} from the VPC that its vpc_id names.`,
});
