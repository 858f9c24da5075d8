import type { TerraformFunction } from './arguments.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { encodingFunctions } from './encoding.ts';
import { networkFunctions } from './network.ts';
import { numberFunctions } from './numbers.ts';
import { setFunctions } from './sets.ts';
import { textFunctions } from './text.ts';

const functions: ReadonlyMap<string, TerraformFunction> = new Map(
  [
    collectionFunctions,
    conversionFunctions,
    encodingFunctions,
    networkFunctions,
    numberFunctions,
    setFunctions,
    textFunctions,
  ].flatMap((theme) => Object.entries(theme)),
);

/** These may return null; any other function never does. */
const nullable: ReadonlySet<string> = new Set([
  'element',
  'lookup',
  'one',
  'jsondecode',
  'nonsensitive',
  'sensitive',
  'yamldecode',
]);

/**
 * The function of that name; undefined for one that reads files or clocks, belongs to a provider, or is not done here.
 * `core::` before the name changes nothing.
 */
export function findFunction(name: string): TerraformFunction | undefined {
  return functions.get(name.replace(/^core::/, ''));
}

export function mayReturnNull(name: string): boolean {
  return nullable.has(name) || name.includes('::') || !functions.has(name);
}
