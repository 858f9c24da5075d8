import { Mapping, Sequence, Sym, type Value as SourceValue } from '../hcl/index.ts';
import { textForm } from './links.ts';
import type { Resource } from './resource.ts';
import { isRecord } from './tree.ts';
import type { Value } from './value.ts';

/** The attributes of a resource as a value of the Terraform language, with a symbol for every unknown leaf. */
export function symbolic(resource: Resource): SourceValue {
  return valueOf(resource, resource.value);
}

function valueOf(resource: Resource, value: Value): SourceValue {
  const reading = value.read();
  if (reading.state === 'unknown') return new Sym(resource, value.path, textForm(resource, value.path));
  if (reading.state === 'null') return null;
  const { value: known } = reading;
  if (Array.isArray(known)) {
    return new Sequence(
      'list',
      value.elements().map((element) => valueOf(resource, element)),
    );
  }
  if (isRecord(known)) {
    const names = new Set([...Object.keys(known), ...value.unknownNames]);
    return new Mapping(
      'object',
      [...names].map((name) => [name, valueOf(resource, value.get(name))]),
    );
  }
  return typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean' ? known : null;
}
