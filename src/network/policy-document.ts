import type { Resource, Value } from '../graph/index.ts';
import { all, any, type Evidence, type Judgement, no, not, unknown } from '../logic/index.ts';
import { speaksOf, type Statement, statementOf, statementsOf } from './policy-statement.ts';

type Place = readonly [string, ...(string | number)[]];

const DATA_SOURCE = 'aws_iam_policy_document';

/** AWS takes no policy of half that length, and to match one may take minutes. */
const MAX_LENGTH = 64 * 1024;

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
  static in(resource: Resource, ...place: Place): PolicyDocument | undefined {
    return PolicyDocument.#in(resource, place, []);
  }

  /** @param through the data sources that it is merged into */
  static #in(resource: Resource, place: Place, through: readonly Resource[]): PolicyDocument | undefined {
    const value = resource.get(...place);
    if (value.isUnset) return undefined;
    if ((value.knownString?.length ?? 0) > MAX_LENGTH)
      return new PolicyDocument(value, [], value.evidence('is longer than AWS takes'));
    const json = resource.parsed(...place);
    if (json?.get('Statement').isUnknown === false || value.knownString !== undefined) {
      const statements = json && statementsOf(json);
      const broken =
        statements === undefined ? value.evidence('is not a policy that can be read') : undefined;
      return new PolicyDocument(value, statements ?? [], broken);
    }
    const source = resource.links(...place).targets.only;
    if (source?.in === 'plan' && source.resource.type === DATA_SOURCE && !through.includes(source.resource))
      return PolicyDocument.#ofDataSource(value, source.resource, [...through, source.resource]);
    return new PolicyDocument(value, [], value.evidence('is known only after apply'));
  }

  /** A statement takes the place of any before it with the same id. */
  static #ofDataSource(value: Value, source: Resource, through: readonly Resource[]): PolicyDocument {
    const listed = (name: string): readonly Statement[] | undefined => {
      const list = source.value.get(name);
      const documents = list.elements().map((_, index) => PolicyDocument.#in(source, [name, index], through));
      const isHidden = list.isUnknown || documents.some((document) => document?.hidden !== undefined);
      return isHidden ? undefined : documents.flatMap((document) => document?.statements ?? []);
    };
    const blocks = source.value.get('statement');
    const own = blocks.isUnknown ? undefined : blocks.elements().map(statementOf);
    const merged = [listed('source_policy_documents'), own, listed('override_policy_documents')];
    const statements = merged.flatMap((part) => part ?? []);
    const isHidden = merged.includes(undefined);
    const isAlone = !isHidden && statements.length === own?.length;
    const isClear = isAlone || (!isHidden && statements.every(({ sid }) => sid !== undefined));
    const stands = ({ sid }: Statement, index: number): boolean =>
      isAlone || sid === '' || (isClear && statements.findLastIndex((other) => other.sid === sid) === index);
    const hidden = isClear ? undefined : value.evidence('is known only after apply');
    return new PolicyDocument(value, statements.filter(stands), hidden);
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
