import type { ResourceGraph } from '../graph/index.ts';
import { described, type Judgement, judgementOf, yes } from '../logic/index.ts';
import { faultIn, isSeverity } from './definition.ts';
import type { Features, Network } from '../network/index.ts';
import type { Severity } from './finding.ts';
import type { Remedy } from './remedy.ts';
import { isOfStudio, type SubjectKind, type SubjectOf, subjectsOf } from './subjects.ts';

/** What the user says about a domain that the plan cannot tell. */
export interface Options {
  /** How many people will use each domain; without it the profiles of the plan are counted. */
  readonly users?: number;
  /** Addresses that one user takes. AWS recommends 2 to 4. */
  readonly ipsPerUser: number;
  /** The uses of Studio that are known to be wanted or not; what is not named is not known. */
  readonly features?: Features;
  /** `forbidden`: no subnet of a domain may have a way to the internet. Allowed by default. */
  readonly internet?: 'allowed' | 'forbidden';
}

export const DEFAULT_OPTIONS: Options = { ipsPerUser: 4 };

/** What a policy may look at beside its subject. */
export interface PolicyContext {
  readonly network: Network;
  readonly graph: ResourceGraph;
  /** The network as it stood before the plan. */
  readonly prior: Network;
  readonly options: Options;
}

/** A rule that a plan should keep: data plus one three-valued expression. */
export interface Policy<Kind extends SubjectKind = SubjectKind> {
  /** Unique, in kebab case; part of the public contract. */
  readonly id: string;
  /** The requirement as a sentence. */
  readonly title: string;
  readonly severity: Severity;
  /** Where the requirement is written. */
  readonly source: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** How it treats what the plan does not tell, in sentences. */
  readonly unknowns?: string;
  readonly subject: Kind;
  /** Whether the policy applies to a subject; it always does by default. */
  when?(subject: SubjectOf<Kind>, context: PolicyContext): Judgement;
  require(subject: SubjectOf<Kind>, context: PolicyContext): Judgement;
  /** A severity that fits a failure better than the default. */
  severityOf?(subject: SubjectOf<Kind>, context: PolicyContext): Severity;
  /** What to do about a failure: sentences, with blocks to paste where those help. */
  remedy(subject: SubjectOf<Kind>, context: PolicyContext): string | Remedy;
}

/** A policy as the engine sees it, whatever its subject. */
export interface AnyPolicy {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly source: string;
  readonly why: string;
  readonly unknowns?: string;
  /** Whether it judges objects of Studio, of which a plan may well have none. */
  readonly ofStudio?: boolean;
  /** Where a policy of one's own was loaded from. */
  readonly file?: string;
  /** The policy's expressions on every subject of a plan. */
  judge(context: PolicyContext): readonly Judged[];
}

/** One subject with what the policy's expressions say of it, computed when asked. */
export interface Judged {
  readonly address: string;
  readonly when: () => Judgement;
  readonly require: () => Judgement;
  readonly severity: () => Severity;
  readonly remedy: () => Remedy;
}

function asRemedy(remedy: string | Remedy): Remedy {
  if (typeof remedy === 'string') return { text: remedy, code: '' };
  if (typeof remedy?.text === 'string' && typeof remedy.code === 'string') return remedy;
  throw new TypeError(`remedy has to return a text, not ${described(remedy)}`);
}

function asSeverity(severity: Severity): Severity {
  if (isSeverity(severity)) return severity;
  throw new TypeError(`severityOf has to return 'error' or 'warning', not ${described(severity)}`);
}

/**
 * Defines a policy; the types of its functions follow from its subject.
 * @throws TypeError for members that are not what they have to be
 */
export function definePolicy<Kind extends SubjectKind>(policy: Policy<Kind>): AnyPolicy {
  const fault = faultIn(policy);
  if (fault !== undefined) {
    const error = new TypeError(fault);
    // The place to name is the one that defines the policy.
    Error.captureStackTrace(error, definePolicy);
    throw error;
  }
  const { id, title, severity, source, why, unknowns } = policy;
  return {
    id,
    title,
    severity,
    source,
    why,
    ...(unknowns !== undefined && { unknowns }),
    ofStudio: isOfStudio(policy.subject),
    judge: (context) =>
      subjectsOf(policy.subject, context).map((item) => ({
        address: item.address,
        when: () => (policy.when === undefined ? yes() : judgementOf(policy.when(item, context))),
        require: () => judgementOf(policy.require(item, context)),
        severity: () => asSeverity(policy.severityOf?.(item, context) ?? severity),
        remedy: () => asRemedy(policy.remedy(item, context)),
      })),
  };
}

/** The policy with one severity for all of its failures; as it is where none is given. */
export function withSeverity(policy: AnyPolicy, severity: Severity | undefined): AnyPolicy {
  if (severity === undefined) return policy;
  const judge = (context: PolicyContext): readonly Judged[] =>
    policy.judge(context).map((judged) => ({ ...judged, severity: () => severity }));
  return { ...policy, severity, judge };
}
