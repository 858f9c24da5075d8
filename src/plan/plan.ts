import type { Configuration, ResourceChange, StateObject, Variables } from './plan.generated.ts';

/** A resource instance of the state before the plan, as Terraform wrote it. */
export interface StateResource extends StateObject {
  /** Absent in the root module. */
  readonly module_address?: string;
}

/** A plan in Terraform's own shape: decoded and validated, and nothing more. */
export interface Plan {
  /** As the user named it; `<stdin>` for standard input. */
  readonly path: string;
  readonly formatVersion: string;
  readonly terraformVersion: string | undefined;
  /** Planning failed half way: resources are missing. */
  readonly errored: boolean;
  /** False when the plan leaves something out or defers it, so that absence proves nothing. Plans older than 1.8 count as complete. */
  readonly complete: boolean;
  /** Every managed instance, `no-op` ones included, and data sources that are read during the apply. */
  readonly resourceChanges: readonly ResourceChange[];
  /** What only the prior state knows: data sources that have been read, and managed instances without a change. */
  readonly priorResources: readonly StateResource[];
  readonly configuration: Configuration;
  /** Values of the root module's variables, in clear text also where they are sensitive. */
  readonly variables: Variables;
  readonly warnings: readonly string[];
}
