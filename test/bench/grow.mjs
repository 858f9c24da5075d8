// Makes large plans from small real ones.

/**
 * The plan with its instances repeated, each time under a module call of its own and with ids of its own.
 * @param plan the JSON of a plan, parsed
 * @param size how many bytes of JSON it should have
 * @param repeats which of its resource types are repeated
 */
export function grow(plan, size, repeats = () => true) {
  const changes = plan.resource_changes.filter(({ type }) => repeats(type));
  const ids = new Set(changes.map(({ change }) => (change.after ?? change.before)?.id).filter(Boolean));
  const planned = plan.planned_values.root_module.resources.filter(({ type }) => repeats(type));
  const prior = plan.prior_state?.values?.root_module.resources.filter(({ type }) => repeats(type)) ?? [];
  const length = JSON.stringify([changes, planned, prior]).length;
  const count = Math.max(1, Math.ceil((size - JSON.stringify(plan).length) / length));
  const copies = Array.from({ length: count }, (_, index) => ({ index, module: `module.copy[${index}]` }));
  const renamed = (value, index) => JSON.parse(renameIds(JSON.stringify(value), ids, index));
  const below = (resources, { index, module }) => ({
    address: module,
    resources: renamed(resources, index).map((resource) => ({
      ...resource,
      address: `${module}.${resource.address}`,
    })),
  });
  const root = plan.configuration.root_module;
  const module = { resources: root.resources?.filter(({ type }) => repeats(type)) };
  return {
    ...plan,
    resource_changes: [
      ...plan.resource_changes,
      ...copies.flatMap(({ index, module: address }) =>
        renamed(changes, index).map((change) => ({
          ...change,
          address: `${address}.${change.address}`,
          module_address: address,
        })),
      ),
    ],
    planned_values: withModules(
      plan.planned_values,
      copies.map((copy) => below(planned, copy)),
    ),
    ...(prior.length > 0 && {
      prior_state: {
        ...plan.prior_state,
        values: withModules(
          plan.prior_state.values,
          copies.map((copy) => below(prior, copy)),
        ),
      },
    }),
    configuration: {
      ...plan.configuration,
      root_module: {
        ...root,
        module_calls: {
          ...root.module_calls,
          copy: { source: './copy', count_expression: { constant_value: count }, module },
        },
      },
    },
  };
}

const withModules = (values, modules) => ({
  ...values,
  root_module: {
    ...values.root_module,
    child_modules: [...(values.root_module.child_modules ?? []), ...modules],
  },
});

const renameIds = (json, ids, index) =>
  [...ids].reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}-${index}"`), json);
