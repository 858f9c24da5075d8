import type { Attribute, Block, Body } from './syntax.ts';

/**
 * Merges the blocks of override files into those of the other files, as Terraform does: an argument replaces the one of
 * the same name, nested blocks of a type replace all of that type, and `lifecycle` is merged argument by argument.
 * An override of what does not exist is passed over; Terraform would have refused it.
 */
export function mergeOverrides(blocks: readonly Block[], overrides: readonly Block[]): readonly Block[] {
  if (overrides.length === 0) return blocks;
  const merged = [...blocks];
  const places = new Map(blocks.map((block, index) => [header(block), index] as const).reverse());
  for (const override of overrides) {
    if (override.type === 'locals') {
      merged.push(override);
      continue;
    }
    const place = places.get(header(override)) ?? -1;
    const base = merged[place];
    if (base !== undefined) merged[place] = { ...base, body: mergeBodies(base.body, override.body) };
  }
  return merged;
}

function header({ type, labels }: Block): string {
  return JSON.stringify([type, ...labels]);
}

function mergeBodies(base: Body, override: Body): Body {
  const replaced = new Set(override.blocks.map(nestedType));
  const lifecycle = base.blocks.find(({ type }) => type === 'lifecycle');
  return {
    attributes: new Map<string, Attribute>([...base.attributes, ...override.attributes]),
    blocks: [
      ...base.blocks.filter((block) => !replaced.has(nestedType(block))),
      ...override.blocks.map((block) =>
        block.type === 'lifecycle' && lifecycle !== undefined
          ? { ...block, body: mergeBodies(lifecycle.body, block.body) }
          : block,
      ),
    ],
  };
}

/** A dynamic block makes blocks of its label's type. */
function nestedType({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0] ?? '') : type;
}
