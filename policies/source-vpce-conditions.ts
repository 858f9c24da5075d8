import {
  any,
  type Collection,
  definePolicy,
  type Domain,
  known,
  none,
  type Role,
  some,
  yes,
} from 'tfplan-studio';

export const sourceVpceConditions = definePolicy({
  id: 'source-vpce-conditions',
  title: 'The execution roles of a Studio domain do not demand that requests come through a VPC',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: "The Studio UI calls AWS from the user's browser with the execution role. Conditions on aws:SourceVpce, aws:SourceVpc or aws:VpcSourceIp make it fail from outside: it needs a VPN or Direct Connect.",
  unknowns:
    'A policy known only after apply, or known by its ARN alone, is undetermined; the policies of AWS itself pass. Where the plan has a VPN, a transit gateway or Direct Connect, by which users may come in, a failure is undetermined. Roles outside this plan are not judged.',
  subject: 'domain',
  when: (domain) => some(rolesOf(domain), () => yes()),
  require: (domain) =>
    any(
      none(rolesOf(domain), (role) => role.demandsNetwork),
      domain.network.privateWayIn,
    ),
  remedy: (domain) =>
    `Let users of ${domain.address} reach the VPC over a VPN or Direct Connect, or take the conditions out of the policies of ${rolesOf(
      domain,
    )
      .items.map(({ address }) => address)
      .join(', ')}.`,
});

/** The execution roles that this plan manages: of others it shows no policies. */
const rolesOf = (domain: Domain): Collection<Role> =>
  domain.settings.executionRoles.filter((role) => known(role.isManaged));
