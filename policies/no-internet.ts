import { all, definePolicy, known, none } from 'tfplan-studio';

export const noInternet = definePolicy({
  id: 'no-internet',
  title: 'Where the configuration forbids it, no subnet of a domain has a way to the internet',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'Through a NAT gateway, code in a notebook can send data anywhere. Where that must not be, Studio works with VPC endpoints alone.',
  unknowns:
    'The plan does not show what is behind a transit gateway, a virtual private gateway, a VPC endpoint, a core network or a network interface: undetermined, unless the route is for private addresses only. So is a NAT gateway outside this plan, and a route whose target is known only after apply.',
  subject: 'domain',
  when: (domain, { options }) =>
    all(
      known(
        options.internet === 'forbidden',
        domain.fact('may use the internet, as far as the configuration says'),
      ),
      domain.isVpcOnly,
    ),
  require: (domain) => none(domain.subnets, (subnet) => subnet.leadsToInternet),
  remedy: ({ address }) =>
    `Take the routes to NAT gateways and egress-only internet gateways out of the route tables of the subnets of ${address}, and add VPC endpoints for the services that it needs.`,
});
