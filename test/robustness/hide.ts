import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from './plans.ts';

/** The configuration of a module, by the address of the module without keys. */
function modulesIn(plan: Json): ReadonlyMap<string, JsonObject> {
  const root = objectAt(objectAt(plan, 'configuration'), 'root_module') ?? {};
  const modules = new Map([['', root]]);
  for (const [address, module] of modules) {
    for (const [name, call] of Object.entries(objectAt(module, 'module_calls') ?? {})) {
      const inner = objectAt(call, 'module');
      if (inner !== undefined) modules.set(`${address === '' ? '' : `${address}.`}module.${name}`, inner);
    }
  }
  return modules;
}

/** A stack of CloudFormation whose outputs are known only after apply: what a hidden value comes from. */
const STACK = 'aws_cloudformation_stack.hidden';
const REFERENCES = [`${STACK}.outputs["it"]`, `${STACK}.outputs`, STACK];

/**
 * How a hidden value comes to be unknown: its expression takes an output of the stack beside what it took so far, or a local
 * that does, which JSON does not tell; or a `dynamic` block, which JSON leaves out, makes its block.
 */
export type Way = 'output' | 'local' | 'dynamic';
export const WAYS: readonly Way[] = ['output', 'local', 'dynamic'];

type Path = readonly (string | number)[];

/** A place in a created resource that an expression of the configuration sets. */
interface Place {
  readonly change: JsonObject;
  readonly path: Path;
  readonly module: string;
  readonly configured: JsonObject;
}

/** Blocks that are arguments to Terraform, so that all of them can be unknown at once. */
const ARGUMENT_BLOCKS = new Set(['ingress', 'egress', 'route']);

/** Arguments that a plan can change without a replacement. */
const CHANGEABLE = new Set([
  ...ARGUMENT_BLOCKS,
  'enable_dns_support',
  'enable_dns_hostnames',
  'private_dns_enabled',
  'policy',
  'cidr_blocks',
  'subnet_ids',
  'route_table_ids',
  'security_group_ids',
  'default_user_settings',
  'user_settings',
]);

const isCreated = (change: Json | undefined): boolean =>
  isObject(change) && isDeepStrictEqual(change['actions'], ['create']);

const isChangeable = (change: JsonObject, type: Json | undefined, [name]: Path): boolean =>
  isCreated(change) ||
  (['no-op', 'update'].includes(textAt(change, 'actions')) &&
    CHANGEABLE.has(String(name)) &&
    !(type === 'aws_sagemaker_domain' && name === 'subnet_ids'));

const isPrimitive = (value: Json | undefined): boolean =>
  Array.isArray(value)
    ? value.every((element) => typeof element !== 'object')
    : typeof value !== 'object' || value === null;

/** The places of a resource that may be unknown on their own. A list of strings is known or unknown as a whole. */
function* placesIn(value: Json | undefined, unknown: Json | undefined, path: Path): Iterable<Path> {
  if (path.length > 0 && (unknown === true || isPrimitive(value))) {
    yield path;
    return;
  }
  if (path.length === 1 && ARGUMENT_BLOCKS.has(String(path[0]))) yield path;
  if (Array.isArray(value))
    for (const [index, element] of value.entries())
      yield* placesIn(element, Array.isArray(unknown) ? unknown[index] : undefined, [...path, index]);
  else if (isObject(value))
    for (const name of new Set([...Object.keys(value), ...(isObject(unknown) ? Object.keys(unknown) : [])]))
      yield* placesIn(value[name], isObject(unknown) ? unknown[name] : undefined, [...path, name]);
}

const valueAt = (tree: Json | undefined, path: Path): Json | undefined =>
  path.reduce<Json | undefined>(
    (at, step) =>
      Array.isArray(at) && typeof step === 'number' ? at[step] : isObject(at) ? at[String(step)] : undefined,
    tree,
  );

const isExpression = (node: Json | undefined): node is JsonObject =>
  isObject(node) && ('references' in node || 'constant_value' in node);

/** The expression that sets a place: its own, or that of all blocks at once. */
function expressionOf({ configured, path }: Place): JsonObject | undefined {
  let node: Json | undefined = configured['expressions'];
  for (const step of path) {
    if (isExpression(node)) return node;
    node =
      Array.isArray(node) && typeof step === 'number'
        ? node.length === 1
          ? node[0]
          : node[step]
        : valueAt(node, [step]);
  }
  return isObject(node) ? node : undefined;
}

const hasReferences = (place: Place): boolean => Array.isArray(expressionOf(place)?.['references']);

/** All places of a plan that can be hidden. */
export function placesOf(plan: Json): readonly Place[] {
  const modules = modulesIn(plan);
  return objectsAt(plan, 'resource_changes').flatMap((resource) => {
    const change = objectAt(resource, 'change');
    const module = textAt(resource, 'module_address').replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
    const configured = objectsAt(modules.get(module), 'resources').find(
      ({ mode, type, name }) =>
        mode === resource['mode'] && type === resource['type'] && name === resource['name'],
    );
    if (change === undefined || configured === undefined) return [];
    return [...placesIn(change['after'], change['after_unknown'], [])]
      .map((path) => ({ change, path, module, configured }))
      .filter(
        (place) => expressionOf(place) !== undefined && isChangeable(change, resource['type'], place.path),
      );
  });
}

function setUnknown({ change, path }: Place): void {
  let after = change['after'];
  let unknown = change['after_unknown'];
  for (const [depth, step] of path.entries()) {
    if (unknown === true) return;
    const isLast = depth === path.length - 1;
    const next = path[depth + 1];
    if (Array.isArray(unknown) && typeof step === 'number') {
      while (unknown.length <= step) unknown.push({});
      if (isLast) unknown[step] = true;
      else unknown = unknown[step] ||= typeof next === 'number' ? [] : {};
    } else if (isObject(unknown)) {
      if (isLast) unknown[String(step)] = true;
      else {
        const known: Json | undefined = unknown[String(step)];
        if (known === true) return;
        if (typeof known !== 'object' || known === null)
          unknown[String(step)] = typeof next === 'number' ? [] : {};
        unknown = unknown[String(step)] ?? null;
      }
    }
    if (!isLast) after = valueAt(after, [step]) ?? null;
    else if (isObject(after)) delete after[String(step)];
    else if (Array.isArray(after) && typeof step === 'number') after[step] = null;
  }
}

/** Makes one place unknown, as if its value, and every value that is taken from it, came out of a stack. */
export function hide(plan: JsonObject, places: readonly Place[], place: Place, way: Way): void {
  const value = valueAt(place.change['after'], place.path);
  const isTelling = JSON.stringify(value ?? null).length > 8;
  const copies = places.filter(
    (other) =>
      isTelling &&
      other.change !== place.change &&
      hasReferences(other) &&
      isDeepStrictEqual(valueAt(other.change['after'], other.path), value),
  );
  for (const hidden of [place, ...copies]) {
    setUnknown(hidden);
    if (isDeepStrictEqual(hidden.change['actions'], ['no-op'])) hidden.change['actions'] = ['update'];
    addStack(plan, hidden.module);
    const [block] = hidden.path;
    const blocks = objectAt(hidden.configured, 'expressions');
    if (way === 'dynamic' && hidden.path.length > 1 && blocks !== undefined) {
      delete blocks[String(block)];
      continue;
    }
    const expression = expressionOf(hidden);
    if (expression === undefined) continue;
    const references = Array.isArray(expression['references']) ? expression['references'] : [];
    delete expression['constant_value'];
    if (way === 'local') expression['references'] = ['local.hidden'];
    else if (!references.includes(STACK)) expression['references'] = [...references, ...REFERENCES];
  }
}

/** Adds the stack to a module and to its instances. */
function addStack(plan: JsonObject, path: string): void {
  const module = modulesIn(plan).get(path);
  if (module === undefined) return;
  const resources = objectsAt(module, 'resources');
  if (resources.some(({ address }) => address === STACK)) return;
  const identity = { mode: 'managed', type: 'aws_cloudformation_stack', name: 'hidden' };
  module['resources'] = [
    ...resources,
    { address: STACK, ...identity, expressions: { name: { constant_value: 'hidden' } } },
  ];
  const changes = objectsAt(plan, 'resource_changes');
  const instances = new Set(
    changes
      .map((change) => textAt(change, 'module_address'))
      .filter((address) => address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '') === path),
  );
  const added = [...instances].map((instance): JsonObject => ({
    address: `${instance === '' ? '' : `${instance}.`}${STACK}`,
    ...(instance !== '' && { module_address: instance }),
    ...identity,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: ['create'],
      before: null,
      after: { name: 'hidden' },
      after_unknown: { id: true, outputs: true },
      before_sensitive: false,
      after_sensitive: {},
    },
  }));
  plan['resource_changes'] = [...changes, ...added];
}

/** Resources that no other depends on, so that `-target` can leave them out. */
const LEAVES =
  /_association$|_rule$|_route$|_attachment$|_role_policy$|^aws_sagemaker_user_profile$|^aws_efs_mount_target$/;

/** The created resources that `-target` can leave out, by their addresses: nothing refers to them. */
export function omissible(plan: Json): readonly string[] {
  const configuration = JSON.stringify(objectAt(plan, 'configuration') ?? null);
  return objectsAt(plan, 'resource_changes')
    .filter((resource) => {
      const type = textAt(resource, 'type');
      const isReferredTo = configuration.includes(`"${type}.${textAt(resource, 'name')}.`);
      return LEAVES.test(type) && !isReferredTo && isCreated(resource['change']);
    })
    .map((resource) => textAt(resource, 'address'));
}

/** A plan for the other resources only. */
export const without = (plan: JsonObject, addresses: ReadonlySet<string>): JsonObject => ({
  ...plan,
  complete: false,
  resource_changes: objectsAt(plan, 'resource_changes').filter(
    (resource) => !addresses.has(textAt(resource, 'address')),
  ),
});
