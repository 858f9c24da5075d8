import { definePolicy, every, isInterfaceOnly, known, unknown, yes } from 'tfplan-studio';

export const endpointType = definePolicy({
  id: 'endpoint-type',
  title: 'An endpoint for an interface-only service is an interface endpoint',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  why: 'vpc_endpoint_type defaults to Gateway: the plan succeeds, and AWS refuses the endpoint at apply.',
  subject: 'domain',
  when: (domain) => domain.isVpcOnly,
  require: (domain) =>
    every(domain.vpc, (vpc) =>
      every(vpc.listedEndpoints, (endpoint) => {
        const { service, type } = endpoint;
        if (service === undefined || type === undefined || !isInterfaceOnly(service.service)) return yes();
        if (type.isUnknown) return unknown(type.evidence(type.show()));
        return known(
          type.is('Interface').truth === 'yes',
          type.evidence(`${type.show()} for ${service.service}`),
        );
      }),
    ),
  remedy: () => 'Set vpc_endpoint_type = "Interface".',
});
