/** The public API: read a plan, check it, and define policies. */
export {
  all,
  any,
  Collection,
  type Evidence,
  every,
  type Judgement,
  known,
  no,
  none,
  not,
  remembered,
  some,
  type Truth,
  unknown,
  yes,
} from './logic/index.ts';
export { AddressSet, type PortRange, PortSet, parseCidr } from './net/index.ts';
export {
  decodePlan,
  findPlans,
  InputError,
  type ModuleSources,
  type Plan,
  readFolderSources,
  readPlan,
  readPlanFileSources,
  showPlan,
} from './plan/index.ts';
export {
  type Change,
  type Moment,
  type Reading,
  Resource,
  ResourceGraph,
  type Target,
  Value,
} from './graph/index.ts';
// As a whole, so that users can merge declarations into it.
export * from './graph/resource-types.ts';
export { type Config, defineConfig } from './config/index.ts';
export * from './network/index.ts';
export * from './policy/index.ts';
export {
  buildReport,
  type FormatName,
  formatNames,
  type FormatOptions,
  formatOf,
  type Report,
} from './report/index.ts';
