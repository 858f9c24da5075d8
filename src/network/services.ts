/** A VPC endpoint service, read from its name. */
export interface ServiceName {
  /**
   * What follows the region, such as `sagemaker.api` or `sagemaker.api-fips`; SageMaker's own
   * `aws.sagemaker.<region>.studio` is `studio`.
   */
  readonly service: string;
  /** Undefined for the services of all regions, as S3's multi-region access points, and where it is not told. */
  readonly region: string | undefined;
}

const STANDARD = 'com.amazonaws';
const CHINA = 'cn.com.amazonaws';
const SAGEMAKER = 'aws.sagemaker';
const EUROPE = 'eu.amazonaws';
/** The isolated partitions, by the beginning of their regions' names. */
const ISOLATED: readonly (readonly [string, string])[] = [
  ['us-iso-', 'gov.ic.c2s'],
  ['us-isob-', 'gov.sgov.sc2s'],
  ['us-isof-', 'gov.ic.hci.csp'],
  ['eu-isoe-', 'uk.adc-e.cloud'],
];
const PREFIXES = [STANDARD, CHINA, SAGEMAKER, EUROPE, ...ISOLATED.map(([, prefix]) => prefix)];

/** SageMaker's own services, whose names begin alike in every partition. */
const OF_SAGEMAKER: ReadonlySet<string> = new Set(['studio', 'notebook', 'experiments', 'partner-app']);
/** The interface services that have a prefix of their own in China, of those that Studio may use. */
const OF_CHINA: ReadonlySet<string> = new Set(
  'athena ec2 ecr.api ecr.dkr elasticfilesystem elasticfilesystem-fips fsx lambda license-manager monitoring rds redshift redshift-data sagemaker.api sagemaker.featurestore-runtime sagemaker.runtime servicecatalog states sts'.split(
    ' ',
  ),
);

/** The services that are of no region. */
const GLOBAL: ReadonlySet<string> = new Set(['s3-global.accesspoint']);

/**
 * Reads the name of an AWS endpoint service in any partition; undefined for the services of others (`…vpce-svc-…`).
 * Source: AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink".
 */
export function parseServiceName(name: string): ServiceName | undefined {
  const prefix = PREFIXES.find((candidate) => name.startsWith(`${candidate}.`));
  if (prefix === undefined) return undefined;
  const rest = name.slice(prefix.length + 1);
  if (/^vpce\b/.test(rest)) return undefined;
  if (GLOBAL.has(rest)) return { service: rest, region: undefined };
  const [, region, service] = /^([a-z0-9-]+)\.(.+)$/.exec(rest) ?? [];
  if (region === undefined || service === undefined) return undefined;
  if (service === 'studio' && prefix !== SAGEMAKER) return undefined;
  if (prefix === SAGEMAKER && !OF_SAGEMAKER.has(service)) return undefined;
  return { service, region };
}

/** The full name of a service in a region, as `aws_vpc_endpoint.service_name` takes it. */
export function serviceNameIn(region: string, service: string): string {
  return `${prefixIn(region, service)}.${region}.${service}`;
}

function prefixIn(region: string, service: string): string {
  if (OF_SAGEMAKER.has(service)) return SAGEMAKER;
  if (region.startsWith('cn-') && OF_CHINA.has(service)) return CHINA;
  if (region.startsWith('eusc-') && service.startsWith('ecr.')) return EUROPE;
  return ISOLATED.find(([start]) => region.startsWith(start))?.[1] ?? STANDARD;
}

/** The services that exist as gateway endpoints; every other service of AWS is interface-only. */
export const GATEWAY_SERVICES: ReadonlySet<string> = new Set(['s3', 'dynamodb', 's3express']);

/** Whether a service has only interface endpoints. */
export const isInterfaceOnly = (service: string): boolean => !GATEWAY_SERVICES.has(service);

/** Whether a service exists in us-east-1 only and is used from other regions by `service_region`. */
export const isOfOneRegion = (service: string): boolean => service === 'q' || service === 'codewhisperer';

/** Whether a DNS zone holds the host names of a service: `api.sagemaker.<region>.amazonaws.com`, or a parent of it. */
function isZoneOf(zone: string, service: string): boolean {
  const name = zone.replace(/\.$/, '').toLowerCase();
  if (service === 'studio' || service === 'notebook') return /(?:^|\.)sagemaker\.(?:aws|com\.cn)$/.test(name);
  const labels = service.split('.').reverse().join('.');
  const parent = service.split('.')[0] ?? service;
  return (
    /\.amazonaws\.com(\.cn)?$/.test(name) &&
    (name.startsWith(`${labels}.`) || name.startsWith(`${parent}.`) || name.startsWith(`${service}.`))
  );
}

/** Whether queries for a domain name take in the host names of a service: those of all its parents do too. */
export const takesIn = (domain: string, service: string): boolean =>
  isZoneOf(domain, service) || /^(?:(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?|aws|com|cn|)\.?$/i.test(domain);
