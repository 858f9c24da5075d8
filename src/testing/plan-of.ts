import { decodePlan, type Plan } from '../plan/index.ts';
import { configurationOf } from './configuration.ts';
import { referencesIn } from './expressions.ts';
import { type Instance, instanceOf, providerOf } from './instances.ts';
import { hasUnknown, type Marked, marked, UNKNOWN } from './marks.ts';
import { afterApply, type Attributes, PlannedChange, type Reference } from './values.ts';

/**
 * Builds a plan from its resources, by address: attributes for one that is created, or what `unchanged`, `updated`,
 * `replaced` and `destroyed` give. A `data.` address is a data source, and `module.` makes modules. What the provider computes
 * of a resource that is created is known only after apply, unless it is given.
 * @throws Error for an address that is none, and for a `ref` to what is not there
 */
export function planOf(resources: Readonly<Record<string, Attributes | PlannedChange>>): Plan {
  const instances = withComputed(
    Object.entries(resources).map(([address, given]) => instanceOf(address, given)),
  );
  const world: World = new Map(instances.map((instance) => [instance.address, instance]));
  const changes: object[] = [];
  const prior: object[] = [];
  for (const instance of instances) {
    const { mode, module, planned } = instance;
    const resolve = (reference: Reference): Marked => referred(reference, module, world);
    const { known: before } = marked(planned.before, resolve);
    const { known: after, unknown } = marked(planned.after, resolve);
    if (mode === 'data' && !hasUnknown(unknown)) prior.push({ ...identityOf(instance), values: after });
    else
      changes.push({
        ...identityOf(instance),
        ...(module !== '' && { module_address: module }),
        change: {
          actions: planned.actions,
          before,
          after,
          after_unknown: unknown,
          ...(planned.forcedBy.length > 0 && { replace_paths: planned.forcedBy.map((name) => [name]) }),
        },
      });
  }
  const document = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: changes,
    prior_state: { values: { root_module: { resources: prior } } },
    configuration: { root_module: configurationOf(instances) },
  };
  return decodePlan(new TextEncoder().encode(JSON.stringify(document)), 'plan of the test');
}

/** What others refer to and a new resource is not given, its provider computes: it is unknown there as well. */
function withComputed(instances: readonly Instance[]): readonly Instance[] {
  const wanted = new Map<string, Set<string>>();
  for (const { module, planned } of instances) {
    for (const { address, attribute } of referencesIn(planned.after)) {
      const target = module === '' ? address : `${module}.${address}`;
      wanted.set(target, (wanted.get(target) ?? new Set()).add(attribute));
    }
  }
  return instances.map((instance) => {
    const { actions, before, after, forcedBy } = instance.planned;
    if (!actions.includes('create')) return instance;
    const computed = [...(wanted.get(instance.address) ?? [])].map((name) => [name, afterApply]);
    const completed = { ...Object.fromEntries(computed), ...after };
    return { ...instance, planned: new PlannedChange(actions, before, completed, forcedBy) };
  });
}

type World = ReadonlyMap<string, Instance>;

const identityOf = ({ address, mode, type, name, key }: Instance): object => ({
  address,
  mode,
  type,
  name,
  ...(key !== undefined && { index: key }),
  provider_name: `registry.terraform.io/hashicorp/${providerOf(type)}`,
});

/** The value that a reference from a module stands for. */
function referred({ address, attribute }: Reference, module: string, world: World): Marked {
  const target = world.get(module === '' ? address : `${module}.${address}`);
  if (target === undefined) throw new Error(`ref('${address}', …) leads to nothing in the plan`);
  const { actions, after } = target.planned;
  if (after !== null && Object.hasOwn(after, attribute))
    return marked(after[attribute], (next) => referred(next, module, world));
  if (actions.includes('create')) return UNKNOWN;
  throw new Error(`ref('${address}', '${attribute}') has no value: ${address} stands, so give it one`);
}
