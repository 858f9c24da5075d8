/** Policies and what comes of them: defining, evaluating. Knows no terminal and no format. */
export { check, type CheckedPlan, type CheckResult } from './check.ts';
export { evaluate, PolicyError } from './evaluate.ts';
export { type Finding, type Severity, type Verdict } from './finding.ts';
export { lateError, LoadError, loadModule, loadPolicies } from './load.ts';
export {
  type AnyPolicy,
  DEFAULT_OPTIONS,
  definePolicy,
  type Options,
  type Policy,
  type PolicyContext,
  withSeverity,
} from './policy.ts';
export { type Argument, type Arguments, BlockWriter, type Expression, type Remedy } from './remedy.ts';
export { type Apps, type SubjectKind, type SubjectOf } from './subjects.ts';
export {
  type Accepted,
  addressPattern,
  type JudgedWaiver,
  suppress,
  type Suppression,
  type Waiver,
} from './suppression.ts';
