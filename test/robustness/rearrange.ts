import { isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from './plans.ts';

/** Puts lists into another order; `key` gives the place of each element. */
function reorder(list: readonly Json[], key: (index: number) => number): Json[] {
  return list
    .map((element, index) => ({ element, key: key(index) }))
    .sort((a, b) => a.key - b.key)
    .map(({ element }) => element);
}

/** A plan in which the order of what has none is another: resources, changes, and the names in objects. */
export function shuffled(plan: JsonObject, seed: number): JsonObject {
  const key = (index: number): number => (Math.sin(seed * 7919 + index * 104_729) * 10_000) % 1;
  const inModule = (module: JsonObject): JsonObject => ({
    ...module,
    ...(Array.isArray(module['resources']) && { resources: reorder(module['resources'], key) }),
    ...(Array.isArray(module['child_modules']) && {
      child_modules: reorder(
        module['child_modules'].map((child) => (isObject(child) ? inModule(child) : child)),
        key,
      ),
    }),
    ...(isObject(module['module_calls']) && {
      module_calls: Object.fromEntries(
        Object.entries(module['module_calls'])
          .toReversed()
          .map(([name, call]) => [
            name,
            isObject(call) && isObject(call['module']) ? { ...call, module: inModule(call['module']) } : call,
          ]),
      ),
    }),
  });
  const within = (name: string, path: readonly string[]): JsonObject => {
    const [first = '', ...rest] = path;
    const change = (tree: JsonObject, [step, ...deeper]: readonly string[]): JsonObject => {
      if (step === undefined) return inModule(tree);
      const below = objectAt(tree, step);
      return below === undefined ? tree : { ...tree, [step]: change(below, deeper) };
    };
    const tree = objectAt(plan, name);
    return tree === undefined ? {} : { [name]: change(tree, [first, ...rest]) };
  };
  return {
    ...Object.fromEntries(Object.entries(plan).toReversed()),
    resource_changes: reorder(objectsAt(plan, 'resource_changes'), key),
    ...within('prior_state', ['values', 'root_module']),
    ...within('configuration', ['root_module']),
  };
}

/** A resource one module deeper. */
const moved = (resource: JsonObject): JsonObject => ({
  ...resource,
  address: `module.all.${textAt(resource, 'address')}`,
  module_address:
    resource['module_address'] === undefined
      ? 'module.all'
      : `module.all.${textAt(resource, 'module_address')}`,
});

/** A plan whose resources all lie one module deeper, as if its configuration had been made a module. */
export function wrapped(plan: JsonObject): JsonObject {
  const configuration = objectAt(plan, 'configuration') ?? {};
  const root = objectAt(configuration, 'root_module') ?? {};
  const { variables } = root;
  const inState = (module: JsonObject): JsonObject => ({
    ...module,
    address: module['address'] === undefined ? 'module.all' : `module.all.${textAt(module, 'address')}`,
    resources: objectsAt(module, 'resources').map((resource) => ({
      ...resource,
      address: `module.all.${textAt(resource, 'address')}`,
    })),
    child_modules: objectsAt(module, 'child_modules').map(inState),
  });
  const state = objectAt(objectAt(plan, 'prior_state'), 'values');
  const top = objectAt(state, 'root_module');
  const expressions = Object.fromEntries(
    Object.keys(isObject(variables) ? variables : {}).map((name): [string, Json] => [
      name,
      { references: [`var.${name}`] },
    ]),
  );
  return {
    ...plan,
    resource_changes: objectsAt(plan, 'resource_changes').map(moved),
    ...(top !== undefined && {
      prior_state: {
        ...objectAt(plan, 'prior_state'),
        values: { ...state, root_module: { child_modules: [inState(top)] } },
      },
    }),
    configuration: {
      ...configuration,
      root_module: {
        ...(variables !== undefined && { variables }),
        module_calls: { all: { source: './all', expressions, module: root } },
      },
    },
  };
}

/** A plan in which every resource and module has another name, which begins with `x_`. */
export function renamed(plan: JsonObject): JsonObject {
  const text = JSON.stringify(plan)
    .replaceAll(/\b((?:aws|random|time)_\w+|terraform_data|null_resource)\.(?=[a-z])/g, '$1.x_')
    .replaceAll(/("type":"(?:aws_\w+|random_\w+|time_\w+|terraform_data|null_resource)","name":")/g, '$1x_')
    .replaceAll(/\bmodule\.(?=\w)/g, 'module.x_');
  const copy: JsonObject = JSON.parse(text);
  const open = [objectAt(objectAt(copy, 'configuration'), 'root_module') ?? {}];
  for (const module of open) {
    const calls = Object.entries(objectAt(module, 'module_calls') ?? {});
    if (calls.length === 0) continue;
    module['module_calls'] = Object.fromEntries(calls.map(([name, call]) => [`x_${name}`, call]));
    for (const [, call] of calls) open.push(objectAt(call, 'module') ?? {});
  }
  return copy;
}
