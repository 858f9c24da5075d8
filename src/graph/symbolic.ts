import { Alt, Mapping, Sequence, Sym, Unknown, type Value as SourceValue } from '../hcl/index.ts';
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
    return new Mapping(
      'object',
      value.names.map((name) => [name, valueOf(resource, value.get(name))]),
    );
  }
  return typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean' ? known : null;
}

/** A value of the Terraform language as a plan has it: what is known, and the marks of what is not. */
export function asPlanned(value: SourceValue): { readonly after: unknown; readonly marks: unknown } {
  if (value instanceof Sym || value instanceof Unknown || value instanceof Alt) return OPEN;
  if (value instanceof Sequence) {
    if (!value.fixed) return OPEN;
    const items = value.items.map(asPlanned);
    return { after: items.map(({ after }) => after), marks: items.map(({ marks }) => marks) };
  }
  if (!(value instanceof Mapping)) return { after: value, marks: false };
  const entries = [...value.entries].map(([key, item]) => [key, asPlanned(item)] as const);
  return {
    after: Object.fromEntries(entries.map(([key, { after }]) => [key, after])),
    marks: Object.fromEntries(entries.map(([key, { marks }]) => [key, marks])),
  };
}

const OPEN = { after: null, marks: true };
