/** Reading plans: bytes in, `Plan` out. Knows Terraform's format and nothing of AWS. */
export { moduleAddressOf } from './address.ts';
export { readArchive, type ArchivedModule, type PlanArchive } from './archive.ts';
export { decodePlan, PlanDecoder, type DecodeOptions } from './decode.ts';
export { findPlans } from './find.ts';
export { InputError } from './input-error.ts';
export type { Plan, StateResource } from './plan.ts';
export { isPlanFile } from './plan-file.ts';
export type {
  Attributes,
  Change,
  ConfigModule,
  ConfigOutput,
  ConfigResource,
  Configuration,
  ConfigVariable,
  DeferredChange,
  Expression,
  Expressions,
  Marks,
  ModuleCall,
  ProviderConfig,
  ResourceChange,
  Variables,
  VariableValue,
} from './plan.generated.ts';
export { decodeStream, readPlan } from './read.ts';
export { isPlanFileAt, showPlan } from './show.ts';
export { type ModuleSources, namedFrom, readFolderSources, readPlanFileSources } from './sources.ts';
export { textOf } from './text.ts';
