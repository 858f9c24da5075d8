import type { Evidence } from '../logic/index.ts';
import type { Suppression } from './suppression.ts';

export type Severity = 'error' | 'warning';

export type Verdict = 'pass' | 'fail' | 'undetermined' | 'not-applicable';

/** What one policy says of one subject. */
export interface Finding {
  /** The plan's path, as the user named it. */
  readonly plan: string;
  readonly policy: string;
  /** The address of what is judged. */
  readonly subject: string;
  readonly verdict: Verdict;
  readonly severity: Severity;
  /** One sentence: the requirement, and what meets it, breaks it or is not known. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** What to do about a failure, or what would settle an undetermined verdict. */
  readonly remedy: string;
  /** Terraform to paste that carries the remedy out, in the addresses of the plan; absent where words must do. */
  readonly code?: string;
  /** Stays the same as long as the same policy judges the same subject for the same culprits. */
  readonly fingerprint: string;
  /** Present where the finding does not count. */
  readonly suppression?: Suppression;
}
