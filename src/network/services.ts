/** A VPC endpoint service, read from its name. */
export interface ServiceName {
  /** What follows the region, such as `sagemaker.api`; SageMaker's own `aws.sagemaker.<region>.studio` is `studio`. */
  readonly service: string;
  readonly region: string;
  /** Whether it is the FIPS variant, which answers only the FIPS host name. */
  readonly fips: boolean;
}

const PREFIXES = [
  'com.amazonaws',
  'cn.com.amazonaws',
  'aws.sagemaker',
  'eu.amazonaws',
  'gov.ic.c2s',
  'gov.sgov.sc2s',
  'gov.ic.hci.csp',
  'uk.adc-e.cloud',
];

/**
 * Reads the name of an AWS endpoint service in any partition; undefined for the services of others (`…vpce-svc-…`).
 * Source: AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink".
 */
export function parseServiceName(name: string): ServiceName | undefined {
  const prefix = PREFIXES.find((candidate) => name.startsWith(`${candidate}.`));
  if (prefix === undefined) return undefined;
  const [, region, service] = /^([a-z0-9-]+)\.(.+)$/.exec(name.slice(prefix.length + 1)) ?? [];
  if (region === undefined || service === undefined || region === 'vpce') return undefined;
  const fips = service.endsWith('-fips');
  return { service: fips ? service.slice(0, -'-fips'.length) : service, region, fips };
}

/** The services that exist as gateway endpoints; every other service of AWS is interface-only. */
export const GATEWAY_SERVICES: ReadonlySet<string> = new Set(['s3', 'dynamodb', 's3express']);

/** Whether a service has only interface endpoints. */
export const isInterfaceOnly = (service: string): boolean => !GATEWAY_SERVICES.has(service);

/** Whether a DNS zone holds the host names of a service: `api.sagemaker.<region>.amazonaws.com`, or a parent of it. */
export function isZoneOf(zone: string, service: string): boolean {
  const name = zone.replace(/\.$/, '').toLowerCase();
  if (service === 'studio' || service === 'notebook') return name.includes('sagemaker');
  const labels = service.split('.').reverse().join('.');
  const parent = service.split('.')[0] ?? service;
  return (
    /\.amazonaws\.com(\.cn)?$/.test(name) &&
    (name.startsWith(`${labels}.`) || name.startsWith(`${parent}.`) || name.startsWith(`${service}.`))
  );
}
