import {
  all,
  any,
  type Domain,
  definePolicy,
  every,
  type Judgement,
  no,
  some,
  STUDIO_SERVICES,
  type StudioService,
  yes,
} from 'tfplan-studio';

export const serviceEndpoints = definePolicy({
  id: 'service-endpoints',
  title: 'A VpcOnly domain reaches every service that Studio needs',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Without the internet or an endpoint, calls of the service time out: Studio does not start, or a feature of it fails.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) => all(...STUDIO_SERVICES.map((service) => isReachable(domain, service))),
  severityOf: (domain) => {
    const vital = STUDIO_SERVICES.filter(({ need }) => need === 'always');
    return vital.some((service) => isReachable(domain, service).truth === 'no') ? 'error' : 'warning';
  },
  remedy: (domain) => {
    const missing = STUDIO_SERVICES.filter((service) => isReachable(domain, service).truth === 'no');
    return `Add VPC endpoints for ${missing.map(({ service }) => service).join(', ')} to the VPC of ${domain.address}, or a NAT gateway with internet access.`;
  },
});

function isReachable(domain: Domain, { service, breaks }: StudioService): Judgement {
  const endpoint = some(domain.endpointsFor(service), () => yes());
  const zone = domain.network.privateZoneFor(service);
  const reachable = every(domain.subnets, (subnet) => any(subnet.intendedInternetPath, endpoint, zone));
  return reachable.truth === 'no'
    ? no(domain.fact(`has neither an endpoint for ${service} nor an internet path: ${breaks}`))
    : reachable;
}
