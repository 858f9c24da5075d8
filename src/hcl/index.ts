/** The Terraform language: source text, syntax tree, and values with symbols for what a plan leaves unknown. */
export { type Argument, BlockInstance } from './blocks.ts';
export { Evaluator, type ResourceAddress } from './evaluator.ts';
export type { Host, InstanceKey, PlannedInstance } from './host.ts';
export { type ModuleSource, type SourceText, readModule } from './module.ts';
export { parseExpression, parseFile, type ParsedFile } from './parser.ts';
export { referredTo } from './references.ts';
export type { Diagnostic, Position } from './source.ts';
export type { Attribute, Block, Body, Expression } from './syntax.ts';
export { Text, readJson } from './texts.ts';
export {
  Alt,
  Mapping,
  type ResourceInstance,
  type ResourceMode,
  Sequence,
  type Step,
  Sym,
  type TextForm,
  Unknown,
  type Value,
  dependencies,
  isKnown,
} from './values.ts';
