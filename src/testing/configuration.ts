import { childModule, type InstanceKey, parseModuleAddress } from '../graph/address.ts';
import { expressionsOf, merged, type TestExpressions } from './expressions.ts';
import { type Instance, providerOf } from './instances.ts';

/** A module of a configuration, in the shape of the plan's JSON. */
interface ModuleBlock {
  readonly resources: ResourceBlock[];
  readonly module_calls: Record<string, { readonly source: string; readonly module: ModuleBlock }>;
}

interface ResourceBlock {
  readonly address: string;
  expressions: TestExpressions;
}

/** The root module of a configuration that gives these instances: one block for all that differ in the key only. */
export function configurationOf(instances: readonly Instance[]): ModuleBlock {
  const root: ModuleBlock = { resources: [], module_calls: {} };
  const blocks = new Map<string, ResourceBlock>();
  for (const { module, mode, type, name, key, configured } of instances) {
    if (configured === null) continue;
    const { block: parent, path } = moduleOf(root, module);
    const address = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
    const expressions = expressionsOf(configured);
    const known = blocks.get(`${path}.${address}`);
    if (known !== undefined) {
      known.expressions = merged(known.expressions, expressions);
      continue;
    }
    const identity = { address, mode, type, name, provider_config_key: providerOf(type) };
    const block = { ...identity, expressions, ...repetition(key) };
    blocks.set(`${path}.${address}`, block);
    parent.resources.push(block);
  }
  return root;
}

/** The block of a module, made where it is missing, and its path without keys. */
function moduleOf(
  root: ModuleBlock,
  address: string,
): { readonly block: ModuleBlock; readonly path: string } {
  let block = root;
  let path = '';
  for (const { name, key } of parseModuleAddress(address)) {
    path = childModule(path, { name, key: undefined });
    const module: ModuleBlock = { resources: [], module_calls: {} };
    block.module_calls[name] ??= { source: `./${name}`, ...repetition(key), module };
    block = block.module_calls[name].module;
  }
  return { block, path };
}

/** `count` or `for_each`, by an expression without references. */
function repetition(key: InstanceKey): object {
  if (key === undefined) return {};
  return typeof key === 'number' ? { count_expression: {} } : { for_each_expression: {} };
}
