import { definePolicy, known, unknown } from 'tfplan-studio';
import { boundsOf } from './span.ts';

export const availabilityZones = definePolicy({
  id: 'availability-zones',
  title: "A Studio domain's subnets span at least two availability zones",
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html',
  why: 'When the only zone has no capacity or fails, no app of the domain starts.',
  unknowns:
    'A subnet whose zone is not known may be in a zone of its own or in that of another subnet: undetermined, unless two others differ. One subnet alone fails, wherever it is.',
  subject: 'domain',
  require: (domain) => {
    const { least, most } = domain.zones;
    const zones = [...new Set(domain.subnets.items.flatMap((subnet) => subnet.zone ?? []))].sort();
    const named = zones.length === 0 ? 'zones known only after apply' : zones.join(', ');
    if (least >= 2 || most < 2)
      return known(least >= 2, domain.fact(`has subnets in ${named}`, 'subnet_ids'));
    const open = `leaves open in how many zones its subnets are (${boundsOf(domain.zones)}); they may be in ${named}`;
    return unknown(domain.fact(open, 'subnet_ids'));
  },
  remedy: ({ address }) => `Give ${address} subnets in at least two availability zones.`,
});
