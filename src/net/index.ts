/** Addresses, CIDR blocks and ports as sets. Knows nothing of Terraform or AWS. */
export {
  addressBits,
  formatAddress,
  formatCidr,
  parseAddress,
  parseCidr,
  type Address,
  type AddressRange,
  type Cidr,
  type Family,
} from './ip.ts';
export { AddressSet } from './addressset.ts';
export { PortSet, type PortRange } from './portset.ts';
export { Region, type OrderedRule, type Rectangle } from './region.ts';
