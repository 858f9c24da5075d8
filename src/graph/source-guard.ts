import { type Block, type ModuleSource, referredTo } from '../hcl/index.ts';
import type { ConfigModule, Expressions } from '../plan/index.ts';
import { expressionAt } from './configuration.ts';
import type { Reference } from './references.ts';

/**
 * Whether the sources of a module are the ones that the plan was made of, as far as its configuration tells: the same
 * resources and module calls, and the same references in every argument that both show.
 */
export function isSourceOf(source: ModuleSource, configuration: ConfigModule): boolean {
  if (source.diagnostics.length > 0) return false;
  const resources = new Map(
    (configuration.resources ?? [])
      .filter(({ mode }) => mode !== 'ephemeral')
      .map((resource) => [`${resource.mode}.${resource.type}.${resource.name}`, resource.expressions ?? {}]),
  );
  const calls = new Map(
    Object.entries(configuration.module_calls ?? {}).map(([name, call]) => [name, call.expressions ?? {}]),
  );
  return haveSame(source.resources, resources) && haveSame(source.calls, calls);
}

function haveSame(blocks: ReadonlyMap<string, Block>, configured: ReadonlyMap<string, Expressions>): boolean {
  if (blocks.size !== configured.size) return false;
  return [...blocks].every(([name, block]) => {
    const expressions = configured.get(name);
    return expressions !== undefined && refersAlike(block, expressions);
  });
}

function refersAlike({ body }: Block, expressions: Expressions): boolean {
  return [...body.attributes].every(([name, { expression }]) => {
    const configured = expressionAt(expressions, [name]);
    if (configured.form !== 'references') return true;
    const written = referredTo(expression);
    const planned = new Set(configured.references.flatMap(subjectOf));
    return written.size === planned.size && [...planned].every((subject) => written.has(subject));
  });
}

function subjectOf(reference: Reference): readonly string[] {
  switch (reference.to) {
    case 'resource':
      return [`${reference.mode === 'data' ? 'data.' : ''}${reference.type}.${reference.name}`];
    case 'module':
      return [`module.${reference.name}`];
    case 'variable':
      return [`var.${reference.name}`];
    case 'local':
      return [`local.${reference.name}`];
    case 'each':
    case 'other':
      return [];
  }
}
