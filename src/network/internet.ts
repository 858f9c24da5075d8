import { Collection, type Judgement, known, remembered, unknown, yes } from '../logic/index.ts';
import { AddressSet, parseCidr } from '../net/index.ts';
import { exactly } from './bounds.ts';
import type { Endpoint } from './endpoint.ts';
import type { Party } from './reach.ts';

const cidrs = (...blocks: readonly string[]): AddressSet =>
  AddressSet.of(blocks.flatMap((block) => parseCidr(block) ?? []));

/** Addresses that no public service has: private, shared, loopback, link-local and multicast ones. */
const NOT_PUBLIC = cidrs(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
);

const PUBLIC4 = AddressSet.everything4.subtract(NOT_PUBLIC);
/** The addresses of the internet, both families. */
export const THE_INTERNET: AddressSet = PUBLIC4.union(cidrs('2000::/3'));

const SOMEWHERE_PUBLIC = { lower: AddressSet.empty, upper: PUBLIC4 };

/** Every IPv4 address, whatever is behind it. */
export const ANYBODY: Party = {
  name: 'everywhere',
  groups: Collection.empty,
  addresses: exactly(AddressSet.everything4),
};

/** AWS's public service addresses as the far side of a connection; which ones they are is not known. */
export const PUBLIC_SERVICES: Party = {
  name: "AWS's public addresses",
  groups: Collection.empty,
  addresses: SOMEWHERE_PUBLIC,
  inPrefixList: () => unknown(),
};

/** The service behind a gateway endpoint: still public addresses, which AWS lists in a prefix list. */
export const behind = remembered((gateway: Endpoint): Party => {
  const { service = 's3' } = gateway.service ?? {};
  const isOfService = (name: string | undefined): Judgement =>
    name === undefined ? unknown() : known(name.endsWith(`.${service}`));
  return {
    name: `${NAMES[service] ?? service} (${gateway.address})`,
    groups: Collection.empty,
    addresses: SOMEWHERE_PUBLIC,
    inPrefixList: ({ peer }): Judgement =>
      peer.lists.some((list) => {
        if (list.in === 'outside') return unknown();
        const { resource, attribute } = list;
        if (attribute === 'prefix_list_id')
          return resource === gateway.resource
            ? yes()
            : isOfService(resource.get('service_name').knownString);
        return isOfService(resource.get('name').knownString);
      }),
  };
});

const NAMES: Readonly<Record<string, string>> = { s3: 'S3', dynamodb: 'DynamoDB' };
