import {
  all,
  type Collection,
  definePolicy,
  type Domain,
  type Endpoint,
  every,
  no,
  some,
  yes,
} from 'tfplan-studio';

const SERVICE = 'sagemaker.runtime';

export const endpointZones = definePolicy({
  id: 'endpoint-zones',
  title: "The sagemaker.runtime endpoint is in every availability zone of the domain's subnets",
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html',
  why: 'The private name of the runtime resolves only in zones where the endpoint has a network interface: elsewhere calls of model endpoints fail.',
  subject: 'domain',
  when: (domain) =>
    all(
      domain.isVpcOnly,
      some(runtimeEndpoints(domain), () => yes()),
    ),
  require: (domain) =>
    every(domain.subnets, (subnet) => {
      const near = some(runtimeEndpoints(domain), (endpoint) =>
        some(endpoint.subnets, (other) => subnet.sharesZone(other)),
      );
      return near.truth === 'no'
        ? no(subnet.fact(`is in ${subnet.zone ?? 'a zone'}, where no ${SERVICE} endpoint has a subnet`))
        : near;
    }),
  remedy: (domain) =>
    `Add a subnet of each availability zone of ${domain.address} to subnet_ids of ${runtimeEndpoints(domain)
      .items.map(({ address }) => address)
      .join(', ')}.`,
});

const runtimeEndpoints = (domain: Domain): Collection<Endpoint> =>
  domain.endpointsFor(SERVICE).filter((endpoint) => endpoint.isInterface);
