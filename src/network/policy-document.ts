import type { Resource, Value } from '../graph/index.ts';
import { all, any, type Evidence, type Judgement, no, not, unknown } from '../logic/index.ts';
import { speaksOf, type Statement, statementOf, statementsOf } from './policy-statement.ts';

/** An IAM policy: what it lets through, as far as the plan shows it. */
export class PolicyDocument {
  readonly statements: readonly Statement[];
  /** Why there may be statements that the plan does not show; undefined where it shows all. */
  readonly hidden: Evidence | undefined;
  readonly #value: Value;

  private constructor(value: Value, statements: readonly Statement[], hidden: Evidence | undefined) {
    this.#value = value;
    this.statements = statements;
    this.hidden = hidden;
  }

  /** The policy in an argument: its JSON, or the data source that makes it; undefined where none is set. */
  static in(
    resource: Resource,
    ...[name, ...path]: readonly [string, ...(string | number)[]]
  ): PolicyDocument | undefined {
    const value = resource.get(name, ...path);
    if (value.isUnset) return undefined;
    const text = value.knownString;
    if (text !== undefined) {
      const statements = statementsOf(text);
      const broken =
        statements === undefined ? value.evidence('is not a policy that can be read') : undefined;
      return new PolicyDocument(value, statements ?? [], broken);
    }
    const source = resource.links(name, ...path).targets.only;
    if (source?.in === 'plan' && source.resource.type === 'aws_iam_policy_document')
      return PolicyDocument.#ofDataSource(value, source.resource);
    return new PolicyDocument(value, [], value.evidence('is known only after apply'));
  }

  static #ofDataSource(value: Value, source: Resource): PolicyDocument {
    const statements = source.value.get('statement');
    const merged = ['source_policy_documents', 'override_policy_documents'].some(
      (name) => !source.value.get(name).isUnset,
    );
    const hidden = statements.isUnknown || merged ? value.evidence('is known only after apply') : undefined;
    return new PolicyDocument(value, statements.elements().map(statementOf), hidden);
  }

  /**
   * Whether the policy lets everybody do something.
   * @param action as `s3:GetObject`
   * @param arn of the resource; `*` for what is not known of it
   */
  allows(action: string, arn: string): Judgement {
    const speaking = (effect: 'Allow' | 'Deny'): Judgement =>
      any(...this.statements.map((statement) => speaksOf(statement, effect, action, arn)), this.#unseen());
    const { truth } = all(speaking('Allow'), not(speaking('Deny')));
    const text = {
      yes: `lets ${action} through`,
      no: `does not let ${action} through to ${arn}`,
      unknown: `may not let ${action} through to ${arn}: it asks for conditions, callers or names that the plan does not tell`,
    }[truth];
    return { truth, evidence: [this.hidden ?? this.evidence(text)] };
  }

  /** A fact about the policy. */
  evidence(text: string): Evidence {
    return this.#value.evidence(text);
  }

  #unseen(): Judgement {
    return this.hidden === undefined ? no() : unknown();
  }
}
