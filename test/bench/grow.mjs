// Makes large plans from small real ones, piece by piece, so that none of them is ever in memory as a whole.
import { closeSync, openSync, writeSync } from 'node:fs';

/** How much text is gathered before it is written. */
const CHUNK = 1 << 20;
/** Stands in the JSON of a plan where more elements of a list go, and in an instance where its number goes. */
const HERE = '\u2063here\u2063';
/** Blocks of the second instance, as `cidrsubnet("10.0.0.0/8", 20, 1)` gives them: the others get blocks of their own. */
const BLOCK = /"(1[01])\.0\.0\.16\/28"/g;

/**
 * Repeats all instances of the root module under a module call, with ids of their own.
 * @param plan the JSON of a plan, parsed
 * @param copies how often
 * @param repeats which of its resource types are repeated
 * @returns the JSON of the large plan, in pieces
 */
export function inModules(plan, copies, repeats = () => true) {
  const changes = plan.resource_changes.filter(({ type }) => repeats(type));
  const rename = renaming(idsOf(changes));
  const chosen = (values) => (values?.root_module.resources ?? []).filter(({ type }) => repeats(type));
  const root = plan.configuration.root_module;
  const module = { resources: root.resources?.filter(({ type }) => repeats(type)) };
  const call = { source: './copy', count_expression: { constant_value: copies }, module };
  return pieces(
    {
      ...plan,
      configuration: {
        ...plan.configuration,
        root_module: { ...root, module_calls: { ...root.module_calls, copy: call } },
      },
    },
    {
      changes: changes.map((change) => ({
        ...change,
        address: `module.copy[${HERE}].${change.address}`,
        module_address: `module.copy[${HERE}]`,
      })),
      planned: { child_modules: below(chosen(plan.planned_values)) },
      prior: { child_modules: below(chosen(plan.prior_state?.values)) },
    },
    rename,
    numbers(copies),
  );
}

/**
 * Repeats the second instance of counted resources of the root module, and puts its ids into the lists that hold the one of the
 * second instance.
 * @param names such as `aws_subnet.this`
 * @returns the JSON of the plan with `count` instances of each, in pieces
 */
export function counted(plan, names, count) {
  const isChosen = ({ type, name, index }) => index === 1 && names.includes(`${type}.${name}`);
  const chosen = plan.resource_changes.filter(isChosen);
  const ids = idsOf(chosen);
  const inValues = (values) => ({
    resources: (values?.root_module.resources ?? []).filter(isChosen).map(indexed),
  });
  const more = numbers(count, 2);
  const longer = (_, value) =>
    Array.isArray(value) && value.some((element) => ids.has(element))
      ? value.flatMap((element) => [
          element,
          ...(ids.has(element) ? more.map((index) => `${element}-${index}`) : []),
        ])
      : value;
  // The marks of what is unknown have as many elements as the lists.
  const others = JSON.parse(JSON.stringify(plan, longer), (name, value) =>
    name === 'after_unknown' && value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).filter(([, mark]) => !isPlain(mark)))
      : value,
  );
  return pieces(
    others,
    {
      changes: chosen.map(indexed),
      planned: inValues(plan.planned_values),
      prior: inValues(plan.prior_state?.values),
    },
    renaming(ids),
    more,
  );
}

/**
 * Repeats the second instance of a module call.
 * @param call such as `module.team`
 * @returns the JSON of the plan with `count` instances of the module, in pieces
 */
export function calledModules(plan, call, count) {
  const address = `${call}[1]`;
  const chosen = plan.resource_changes.filter(({ module_address: module }) => module === address);
  const indexed = (value) => JSON.parse(JSON.stringify(value).replaceAll(address, `${call}[${HERE}]`));
  const inValues = (values) => ({
    child_modules: indexed(
      (values?.root_module.child_modules ?? []).filter((module) => module.address === address),
    ),
  });
  return pieces(
    plan,
    {
      changes: indexed(chosen),
      planned: inValues(plan.planned_values),
      prior: inValues(plan.prior_state?.values),
    },
    renaming(idsOf(chosen)),
    numbers(count, 2),
  );
}

/** Writes pieces of text to a file. @returns its size in bytes */
export function write(path, texts) {
  const file = openSync(path, 'w');
  let size = 0;
  let gathered = '';
  try {
    for (const text of texts) {
      gathered += text;
      if (gathered.length < CHUNK) continue;
      size += writeSync(file, gathered);
      gathered = '';
    }
    return size + writeSync(file, gathered);
  } finally {
    closeSync(file);
  }
}

/** The JSON of a plan in which more elements follow in the lists of changes, planned values and prior state. */
function* pieces(plan, { changes, planned, prior }, rename, indexes) {
  const lists = {
    resource_changes: (list) => ({ marked: [...list, HERE], more: changes }),
    planned_values: (values) => ({ marked: withMark(values, planned), more: Object.values(planned)[0] }),
    prior_state: (state) => ({
      marked: { ...state, values: withMark(state.values, prior) },
      more: Object.values(prior)[0],
    }),
  };
  let separator = '{';
  for (const [name, value] of Object.entries(plan)) {
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    const list = lists[name]?.(value);
    if (list === undefined || list.more.length === 0) {
      yield JSON.stringify(value);
      continue;
    }
    const [before, after] = JSON.stringify(list.marked).split(JSON.stringify(HERE));
    yield before.replace(/,$/, '');
    const template = list.more.map((element) => rename(JSON.stringify(element))).join(',');
    const texts = template.replaceAll(`"index":${JSON.stringify(HERE)}`, `"index":${HERE}`).split(HERE);
    let comma = before.endsWith('[') ? '' : ',';
    for (const index of indexes) {
      yield comma + texts.join(index).replaceAll(BLOCK, (_, first) => `"${blockOf(first, index)}"`);
      comma = ',';
    }
    yield after;
  }
  yield '}';
}

/** A resource whose index is left open. */
const indexed = (resource) => ({
  ...resource,
  address: resource.address.replace('[1]', `[${HERE}]`),
  index: HERE,
});

/** The module in which copies of resources stand. */
const below = (resources) =>
  resources.length === 0
    ? []
    : [
        {
          address: `module.copy[${HERE}]`,
          resources: resources.map((resource) => ({
            ...resource,
            address: `module.copy[${HERE}].${resource.address}`,
          })),
        },
      ];

/** Values of a state whose root module has a mark at the end of one of its lists. */
function withMark(values, lists) {
  const [name] = Object.keys(lists);
  return {
    ...values,
    root_module: { ...values.root_module, [name]: [...(values.root_module[name] ?? []), HERE] },
  };
}

const isPlain = (mark) => Array.isArray(mark) && mark.every((element) => element === false);

const blockOf = (first, index) =>
  `${first}.${(index >> 12) & 255}.${(index >> 4) & 255}.${(index & 15) * 16}/28`;

const idsOf = (changes) =>
  new Set(changes.map(({ change }) => (change.after ?? change.before)?.id).filter(Boolean));

/** Gives every instance ids of its own. */
const renaming = (ids) => (json) =>
  [...ids].reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}-${HERE}"`), json);

const numbers = (end, start = 0) =>
  Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
