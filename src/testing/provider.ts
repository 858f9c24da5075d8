import schema from '../../schemas/aws-provider-5.100.0.json' with { type: 'json' };
import { afterApply, type Attributes } from './values.ts';

const types: Readonly<Record<string, { readonly attrs: Readonly<Record<string, { readonly f: string }>> }>> =
  schema;

/**
 * The attributes of a new resource as its provider plans them: what is not given is null, or known after apply where the
 * provider computes it; its defaults are not filled in. Of types that tfplan-studio does not model only the id is added.
 */
export function planned(type: string, given: Attributes): Attributes {
  const attributes = Object.entries(types[type]?.attrs ?? {}).filter(([path]) => !path.includes('.'));
  const others = attributes.map(([name, { f: flags }]) => [name, COMPUTED.has(flags) ? afterApply : null]);
  const tags = type.startsWith('aws_') && Object.hasOwn(given, 'tags') ? { tags_all: given['tags'] } : {};
  return { id: afterApply, ...Object.fromEntries(others), ...tags, ...given };
}

/** The schema's marks of attributes that are computed, always or where the configuration does not set them. */
const COMPUTED = new Set(['C', 'OC']);
