import {
  addressesBeside,
  all,
  any,
  type Collection,
  definePolicy,
  type Domain,
  every,
  type Judgement,
  neededServices,
  not,
  type Options,
  type PortBounds,
  PortSet,
  PUBLIC_SERVICES,
  REPLIES,
  some,
  type Subnet,
  yes,
} from 'tfplan-studio';

const HTTPS = { lower: PortSet.range(443), upper: PortSet.range(443) };
const NFS = { lower: PortSet.range(2049), upper: PortSet.range(2049) };

export const networkAcls = definePolicy({
  id: 'network-acls',
  title: 'Network ACLs let through HTTPS, NFS and the replies',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  why: 'A network ACL keeps no state: what security groups allow it can still drop, and so it can the replies.',
  unknowns:
    'A rule that is known only in part makes undetermined what depends on it, and so does an ACL outside this plan. The default ACL of a VPC that this plan manages is taken to let everything through, as AWS makes it. Replies on 32768-60999, which Linux uses, must get through; whether the rest of 1024-65535 must is undetermined.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain, { options }) => {
    const untouched = every(domain.vpc, (vpc) => vpc.keepsOpenAcl);
    if (untouched.truth === 'yes') return untouched;
    const judged = all(
      every(domain.subnets, (subnet) => connects(domain, subnet, options)),
      every(endpointSubnets(domain, options), (subnet) => answers(domain, subnet)),
    );
    return untouched.truth === 'no' ? judged : any(judged, untouched);
  },
  remedy: (domain, { options }) => {
    const acls = domain.subnets
      .concat(endpointSubnets(domain, options))
      .flatMap((subnet) => subnet.networkAcl);
    return `In ${acls.items.map(({ address }) => address).join(', ')}, let TCP 443 and 2049 out, 2049 in, and TCP 1024-65535 both ways for the replies, by rules with lower numbers than any that denies them; for the subnets of endpoints TCP 443 in and 1024-65535 out.`;
  },
});

const connects = (domain: Domain, subnet: Subnet, options: Options): Judgement =>
  all(reachesFiles(domain, subnet), reachesEndpoints(domain, subnet, options), reachesS3(domain, subnet));

type Addresses = Subnet['addresses'];

/** Whether a subnet's ACL lets it open connections, and hear the replies. */
const opens = (subnet: Subnet, to: string, addresses: Addresses, ports: PortBounds): Judgement =>
  every(subnet.networkAcl, (acl) =>
    all(acl.lets('egress', to, addresses, ports), acl.lets('ingress', `${to} in reply`, addresses, REPLIES)),
  );

/** Whether a subnet's ACL lets others open connections to it, and lets it reply. */
const accepts = (subnet: Subnet, from: string, addresses: Addresses, ports: PortBounds): Judgement =>
  every(subnet.networkAcl, (acl) =>
    all(
      acl.lets('ingress', from, addresses, ports),
      acl.lets('egress', `${from} in reply`, addresses, REPLIES),
    ),
  );

const OWN_SUBNETS = "the domain's other subnets";

function reachesFiles(domain: Domain, subnet: Subnet): Judgement {
  const others = addressesBeside(subnet, domain.subnets);
  return all(opens(subnet, OWN_SUBNETS, others, NFS), accepts(subnet, OWN_SUBNETS, others, NFS));
}

const reachesEndpoints = (domain: Domain, subnet: Subnet, options: Options): Judgement =>
  opens(subnet, 'the endpoints', addressesBeside(subnet, endpointSubnets(domain, options)), HTTPS);

/** S3 behind a gateway endpoint keeps its public addresses, and so do the services behind a NAT gateway. */
const reachesS3 = (domain: Domain, subnet: Subnet): Judgement =>
  any(
    opens(subnet, PUBLIC_SERVICES.name, PUBLIC_SERVICES.addresses, HTTPS),
    not(
      any(
        some(domain.s3Gateways, (gateway) => yes(gateway.fact('leaves S3 its public addresses'))),
        subnet.intendedInternetPath,
      ),
    ),
  );

const answers = (domain: Domain, subnet: Subnet): Judgement =>
  accepts(subnet, "the domain's subnets", addressesBeside(subnet, domain.subnets), HTTPS);

const endpointSubnets = (domain: Domain, { features }: Options): Collection<Subnet> =>
  domain
    .interfaceEndpointsFor(neededServices(features))
    .filter((endpoint) => endpoint.privateDns)
    .flatMap((endpoint) => endpoint.subnets);
