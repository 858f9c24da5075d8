import {
  Alt,
  type BlockInstance,
  isKnown,
  Mapping,
  type Position,
  Sequence,
  Sym,
  Unknown,
  type Value as SourceValue,
} from '../hcl/index.ts';
import { isOptionalComputed } from './optional-computed.ts';
import type { Resource } from './resource.ts';
import { isRecord } from './tree.ts';
import type { Path, Value } from './value.ts';

/** What the sources say of an argument. */
export interface Written {
  readonly value: SourceValue;
  readonly isConfigured: boolean;
  readonly position: Position | undefined;
}

/** An element of a list or set as it is written: a block, or an object in an argument. */
export interface Element {
  at(path: Path): Written;
  /** Whether it stands for any number of elements. */
  readonly isRepeated: boolean;
  readonly isDynamic: boolean;
}

/**
 * The written elements that each element of a planned set may stand for; empty if none are written as such. Sets do not keep the
 * order of the sources, so an element is recognised by what is known of both. Planned elements that are equal, as many as may be
 * meant by them, are one written element each: which is which makes no difference to the set.
 */
export function elementsLike(
  resource: Resource,
  block: BlockInstance,
  name: string,
): readonly (readonly Element[])[] {
  const written = elementsIn(block, name);
  if (written.length === 0) return [];
  const planned = resource.value.get(name).elements();
  if (written.length === 1 && planned.length === 1) return [written];
  const numbers = new Map(written.map((element, number) => [element, number]));
  const groups = new Map<string, number[]>();
  const matching = planned.map((element, place) => {
    const elements = written.filter((candidate) => agrees(resource, element, candidate));
    const key = `${elements.map((candidate) => numbers.get(candidate)).join(' ')} ${contentOf(element)}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(place);
    return { elements, group };
  });
  return matching.map(({ elements, group }, place) => {
    const isPaired = group.length === elements.length && elements.every(({ isRepeated }) => !isRepeated);
    return isPaired ? [elements[group.indexOf(place)]!] : elements;
  });
}

/** Equal for elements of which the plan knows the same. */
function contentOf(element: Value): string {
  const reading = element.read();
  return JSON.stringify([reading.state === 'known' && reading.value, element.unknownNames]);
}

function elementsIn(block: BlockInstance, name: string): readonly Element[] {
  const blocks = block.blocks(name);
  if (blocks.length > 0)
    return blocks.map((nested) => ({
      at: (path) => nested.argument(path),
      isRepeated: nested.isRepeated,
      isDynamic: nested.isDynamic,
    }));
  const { value, position } = block.argument([name]);
  if (!(value instanceof Sequence)) return [];
  return value.items
    .filter((item): item is Mapping => item instanceof Mapping)
    .map((item) => ({
      at: ([key, ...rest]) => ({
        value:
          rest.length > 0 ? new Unknown([], 'nested in an element') : (item.entries.get(String(key)) ?? null),
        isConfigured: item.entries.has(String(key)),
        position,
      }),
      isRepeated: false,
      isDynamic: false,
    }));
}

/** Whether nothing that is known of a planned element and a written one tells them apart. */
function agrees(resource: Resource, planned: Value, element: Element): boolean {
  const reading = planned.read();
  if (reading.state !== 'known' || !isRecord(reading.value)) return true;
  const names = new Set([...Object.keys(reading.value), ...planned.unknownNames]);
  return [...names].every((name) => {
    const value = planned.get(name);
    const { value: source } = element.at([name]);
    // Only what the provider fills in is unknown where nothing is written.
    if (value.isUnknown)
      return isUnset(source)
        ? isOptionalComputed(resource, value.path)
        : element.isDynamic || (!isScalar(source) && !isKnown(source));
    if (value.isUnset) return mayShowAsUnset(source);
    const after = value.knownString ?? value.knownNumber;
    if (after === undefined || !isScalar(source) || source === null)
      return after === undefined || !isKnown(source) || source === null;
    return normal(after) === normal(source);
  });
}

/** Whether a provider may show a written value as not set. What is known only after apply it shows as unknown. */
function mayShowAsUnset(source: SourceValue): boolean {
  if (source instanceof Sym) return false;
  if (source instanceof Sequence) return source.items.every((item) => isUnset(item) || mayBeNothing(item));
  return isUnset(source) || !isKnown(source) || source === 0 || source === false;
}

const mayBeNothing = (item: SourceValue): boolean =>
  item instanceof Alt ? item.options.some(mayBeNothing) : item instanceof Unknown && !item.notNull;

/** How providers show what is not set. */
export const isUnset = (value: SourceValue): boolean =>
  value === null || value === '' || (value instanceof Sequence && value.items.length === 0);

const isScalar = (value: SourceValue): value is string | number | boolean | null =>
  value === null || typeof value !== 'object';

const PROTOCOLS: Readonly<Record<string, string>> = { all: '-1', '6': 'tcp', '17': 'udp', '1': 'icmp' };

/** As the provider spells it. */
function normal(value: string | number | boolean): string {
  const text = String(value).toLowerCase();
  return PROTOCOLS[text] ?? text;
}
