import type { Plan, ResourceChange, StateResource } from '../plan/index.ts';
import { eitherMark } from './marks.ts';
import { type Change, type Linker, Resource } from './resource.ts';
import { isRecord } from './tree.ts';
import { type Path, Value } from './value.ts';

/** The state of the world that a graph shows: before the plan is applied, or after. */
export type Moment = 'prior' | 'planned';

/** The resource instances of one moment, and the ones that the plan removes for good (only of the planned moment). */
export interface Universe {
  readonly resources: readonly Resource[];
  readonly destroyed: readonly Resource[];
}

/**
 * Lists the instances by `resource_changes` first, since that holds every managed one; `prior_state` adds what has no
 * entry there: data sources already read, and what a targeted or refresh-only plan leaves alone. `planned_values` is never
 * asked: it repeats the changes and keeps forgotten objects. Where the attributes of a resource were left out, all of
 * them are unknown.
 */
export function listInstances(plan: Plan, moment: Moment, linker: Linker): Universe {
  const resources: Resource[] = [];
  const destroyed: Resource[] = [];
  const seen = new Set<string>();
  for (const entry of plan.resourceChanges) {
    if (entry.deposed !== undefined) continue;
    seen.add(entry.address);
    const resource = fromChange(entry, moment, linker);
    if (resource === undefined) continue;
    if (moment === 'planned' && resource.isDestroyed) destroyed.push(resource);
    else resources.push(resource);
  }
  for (const entry of plan.priorResources) {
    if (!seen.has(entry.address)) resources.push(fromState(entry, linker));
  }
  return { resources, destroyed };
}

function fromChange(entry: ResourceChange, moment: Moment, linker: Linker): Resource | undefined {
  const { change } = entry;
  const kind = isLetGo(entry) ? 'forget' : changeOf(change.actions);
  const sensitive = eitherMark(change.before_sensitive, change.after_sensitive);
  const isLeftOut = change.before === undefined && change.after === undefined;
  const isNew = kind === 'create' || kind === 'read';
  const before = valueOf(entry.address, change.before, isLeftOut && !isNew, sensitive);
  const stays = moment === 'prior' || kind === 'delete' || kind === 'forget';
  if (stays && before.isNull) return undefined;
  return new Resource(
    {
      address: entry.address,
      moduleAddress: entry.module_address ?? '',
      mode: entry.mode === 'data' ? 'data' : 'managed',
      type: entry.type,
      name: entry.name,
      key: entry.index,
      provider: entry.provider_name ?? '',
      change: kind,
      changeReason: entry.action_reason,
      replacePaths: change.replace_paths?.map(pathOf) ?? NO_PATHS,
      value: stays
        ? before
        : valueOf(entry.address, change.after, isLeftOut || change.after_unknown, sensitive),
      before,
    },
    linker,
  );
}

/**
 * What AWS made and the provider only took over stays as it is when Terraform "destroys" it, unless force_destroy says otherwise.
 * Source: the provider's pages of the aws_default_… resources.
 */
const isLetGo = ({ type, change: { actions, before } }: ResourceChange): boolean =>
  type.startsWith('aws_default_') &&
  actions.join() === 'delete' &&
  !(isRecord(before) && before['force_destroy'] === true);

function fromState(entry: StateResource, linker: Linker): Resource {
  const value = valueOf(entry.address, entry.values, entry.values === undefined, entry.sensitive_values);
  return new Resource(
    {
      address: entry.address,
      moduleAddress: entry.module_address ?? '',
      mode: entry.mode === 'data' ? 'data' : 'managed',
      type: entry.type,
      name: entry.name,
      key: entry.index,
      provider: entry.provider_name ?? '',
      change: entry.mode === 'data' ? 'none' : 'unplanned',
      changeReason: undefined,
      replacePaths: NO_PATHS,
      value,
      before: value,
    },
    linker,
  );
}

const ROOT: Path = [];
const NO_PATHS: readonly Path[] = [];

function valueOf(address: string, after: unknown, unknownMarks: unknown, sensitiveMarks: unknown): Value {
  return new Value(address, ROOT, after, unknownMarks, sensitiveMarks);
}

function pathOf(path: unknown): Path {
  const steps: readonly unknown[] = Array.isArray(path) ? path : [];
  return steps.flatMap((step) => (typeof step === 'string' || typeof step === 'number' ? [step] : []));
}

function changeOf(actions: readonly string[]): Change {
  const kind = actions.join(' ');
  switch (kind) {
    case 'no-op':
      return 'none';
    case 'create':
    case 'read':
    case 'update':
    case 'delete':
    case 'forget':
      return kind;
    case 'delete create':
    case 'create delete':
    case 'create forget':
    case 'forget create':
      return 'replace';
    default:
      return 'update';
  }
}
