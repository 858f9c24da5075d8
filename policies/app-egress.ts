import {
  all,
  ANYBODY,
  allows,
  any,
  type AppUser,
  behind,
  BlockWriter,
  definePolicy,
  every,
  isEmpty,
  type Judgement,
  type NeededService,
  neededServices,
  no,
  not,
  type Party,
  PortSet,
  PUBLIC_SERVICES,
  some,
  unknown,
  yes,
} from 'tfplan-studio';
import { letThrough, type Side } from './remedies/rule-blocks.ts';
import { groupsBreaking } from './remedies/breaking-groups.ts';

const PORTS = { first: 443, last: 443 };
const HTTPS = PortSet.of([PORTS]);

export const appEgress = definePolicy({
  id: 'app-egress',
  title: 'The security groups of Studio apps let TCP 443 out to the services that Studio needs',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Every call of Studio goes out over HTTPS. A security group in Terraform lets nothing out unless an egress rule says so.',
  unknowns:
    'A security group outside this plan may have rules that it does not show, and a rule may have ports or destinations known only after apply: undetermined, unless the rules that are known are enough. So is a narrow rule where a service has endpoints or a way out that the plan does not show, or where it is not known whether the name of a service leads to its endpoint.',
  subject: 'apps',
  when: ({ users }) =>
    all(
      every(users, ({ domain }) => domain.isVpcOnly),
      some(users, ({ groups }) => not(isEmpty(groups))),
    ),
  require: ({ users }, { options }) => {
    const services = neededServices(options.features);
    return every(users, (user) => letsOut(user, services));
  },
  remedy: ({ users }, { graph, options }) => {
    const services = neededServices(options.features);
    const groups = groupsBreaking(users, (user) => letsOut(user, services));
    const [user] = users.items;
    const blocks = new BlockWriter(graph, groups[0]);
    for (const group of groups) {
      for (const side of user === undefined ? [] : destinations(blocks, user, services))
        letThrough(blocks, group, 'egress', side, PORTS);
    }
    const names = users.items.flatMap((each) => each.groups.items.map(({ address }) => address));
    return blocks.remedy(
      `Let TCP 443 out of ${[...new Set(names)].join(', ')}: to the endpoints' security groups and to the prefix list of S3, or to 0.0.0.0/0.`,
    );
  },
});

const letsOut = (user: AppUser, services: readonly NeededService[]): Judgement =>
  any(isEmpty(user.groups), allows(user.groups, 'egress', ANYBODY, HTTPS), reaches(user, services));

/** Where the apps still have to get out to: the endpoints that the plan shows, or anywhere if the domain uses the internet. */
function destinations(
  blocks: BlockWriter,
  { domain, groups: carried }: AppUser,
  services: readonly NeededService[],
): readonly Side[] {
  const isShut = (party: Party): boolean => allows(carried, 'egress', party, HTTPS).truth !== 'yes';
  const endpoints = domain.interfaceEndpointsFor(services).certain.filter(({ party }) => isShut(party));
  const groups = new Set(endpoints.flatMap((endpoint) => endpoint.groups.certain[0] ?? []));
  const sides: readonly Side[] = [
    ...[...groups].map((group) => ({ group })),
    ...domain.s3Gateways.certain.flatMap((gateway) =>
      gateway.resource === undefined || !isShut(behind(gateway))
        ? []
        : [{ prefixList: blocks.attribute(gateway.resource, 'prefix_list_id') }],
    ),
  ];
  return sides.length === 0 || domain.isMeantForInternet.truth === 'yes' ? [{ cidr: '0.0.0.0/0' }] : sides;
}

function reaches(user: AppUser, services: readonly NeededService[]): Judgement {
  const { domain } = user;
  const everywhere = allows(user.groups, 'egress', PUBLIC_SERVICES, HTTPS);
  const publicly = any(everywhere, not(domain.isMeantForInternet));
  const reached = services.map(({ service, need }) => {
    const endpoints = domain.endpointsUsedFor(service);
    if (endpoints.members.length > 0) {
      return every(endpoints, (endpoint) => {
        if (endpoint.isInterface.truth === 'no')
          return allows(user.groups, 'egress', behind(endpoint), HTTPS);
        const privately = allows(user.groups, 'egress', endpoint.party, HTTPS);
        const isUsed = endpoint.answersToItsName(domain.vpc);
        const perhaps =
          privately.truth === publicly.truth ? all(privately, publicly) : unknown(...isUsed.evidence);
        // Without private DNS the service is asked at its public addresses.
        return { yes: privately, no: publicly, unknown: perhaps }[isUsed.truth];
      });
    }
    if (need !== 'always') return yes();
    if (endpoints.hidden !== undefined) return any(everywhere, unknown(endpoints.hidden.evidence));
    return publicly;
  });
  return all(...reached, letsAnythingOut(user));
}

/** Where no service can be reached at all, a group that lets nothing out is still a fault of its own. */
function letsAnythingOut({ groups }: AppUser): Judgement {
  return some(groups, (group) => {
    const { truth } = some(group.rules('egress'), ({ peer, ports }) => {
      const isEmptyList = peer.kind === 'addresses' && peer.addresses.upper.isEmpty;
      if (isEmptyList || !ports.upper.contains(443)) return no();
      return ports.lower.contains(443) ? yes() : unknown();
    });
    return truth === 'no' ? no(group.fact('lets nothing out on TCP 443')) : { truth, evidence: [] };
  });
}
