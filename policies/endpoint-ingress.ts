import { all, allows, any, definePolicy, every, neededServices, not, PortSet } from 'tfplan-studio';

const HTTPS = PortSet.range(443);

export const endpointIngress = definePolicy({
  id: 'endpoint-ingress',
  title: "The interface endpoints of Studio let TCP 443 in from the domain's apps",
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  why: 'With private DNS on, the name of the service resolves to the endpoint, NAT gateway or not; a closed group makes every call time out.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    every(domain.interfaceEndpointsFor(neededServices(options.features)), (endpoint) =>
      any(
        not(endpoint.privateDns),
        all(...domain.parties.map((party) => allows(endpoint.groups, 'ingress', party, HTTPS))),
      ),
    ),
  remedy: (domain) =>
    `Let TCP 443 into the endpoints' security groups from ${domain.defaultGroups.items.map(({ address }) => address).join(', ') || "the domain's subnets"}.`,
});
