import {
  all,
  any,
  type Domain,
  definePolicy,
  every,
  fipsOf,
  type Judgement,
  type NeededService,
  neededServices,
  no,
  type Options,
  some,
  unknown,
  yes,
} from 'tfplan-studio';
import { endpointBlocks } from './remedies/endpoint-blocks.ts';

export const serviceEndpoints = definePolicy({
  id: 'service-endpoints',
  title: 'A VpcOnly domain reaches every service that Studio needs',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Without the internet or an endpoint, calls of the service time out: Studio does not start, or a feature of it fails.',
  unknowns:
    'A way out through a transit gateway, a virtual private gateway, a firewall or a network interface may lead to the service, and so may a Route 53 zone of its name, a resolver rule or a Route 53 profile: undetermined. So is a VPC that this plan does not manage, which may have endpoints of another configuration.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) =>
    all(...neededServices(options.features).map((service) => isReachable(domain, service, options))),
  severityOf: (domain, { options }) =>
    missing(domain, options).every(({ need }) => need === 'tied') ? 'warning' : 'error',
  remedy: (domain, { graph, options }) => {
    const services = missing(domain, options).map(({ service }) => service);
    return endpointBlocks(graph, domain, services).remedy(
      `Add VPC endpoints for ${services.join(', ')} to the VPC of ${domain.address}, or a NAT gateway with internet access.`,
    );
  },
});

const missing = (domain: Domain, options: Options): readonly NeededService[] =>
  neededServices(options.features).filter((service) => isReachable(domain, service, options).truth === 'no');

function isReachable(domain: Domain, { service, breaks }: NeededService, options: Options): Judgement {
  const endpoint = any(
    some(domain.endpointsFor(service), () => yes()),
    fipsEndpoint(domain, service, options),
  );
  const zone = domain.network.privateZoneFor(service);
  const reachable = every(domain.subnets, (subnet) => any(subnet.intendedInternetPath, endpoint, zone));
  return reachable.truth === 'no'
    ? no(domain.fact(`has neither an endpoint for ${service} nor an internet path: ${breaks}`))
    : reachable;
}

/** A FIPS endpoint serves clients that call the FIPS host name; whether they do, only the user can say. */
function fipsEndpoint(domain: Domain, service: string, { features }: Options): Judgement {
  const variant = fipsOf(service);
  if (variant === undefined || features?.fips !== undefined) return no();
  return some(domain.endpointsFor(variant), (endpoint) =>
    endpoint.service === undefined
      ? endpoint.isFor(service)
      : unknown(endpoint.fact(`is for ${variant}, which only clients that call FIPS host names use`)),
  );
}
