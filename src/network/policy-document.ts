import type { Resource, Target, Value } from '../graph/index.ts';
import { all, any, type Evidence, type Judgement, no, not, unknown, yes } from '../logic/index.ts';
import { speaksOf, type Statement, statementOf, statementsOf } from './policy-statement.ts';

/** A larger policy is none that AWS takes. */
const maximumStatements = 1_000;

/** The statements of a data source, those of others that it merges included. */
interface Merged {
  readonly statements: readonly Statement[];
  readonly isWhole: boolean;
}
const NOTHING_SEEN: Merged = { statements: [], isWhole: false };

/** What has been read of data sources; while one is being read it is not seen, so that none is merged into itself. */
const read = new WeakMap<Resource, Merged>();

function mergedBy(source: Resource): Merged {
  let merged = read.get(source);
  if (merged === undefined) {
    read.set(source, NOTHING_SEEN);
    merged = merge(source);
    read.set(source, merged);
  }
  return merged;
}

/** A statement takes the place of any before it with the same id. */
function merge(source: Resource): Merged {
  const blocks = source.value.get('statement');
  const own = blocks.isUnknown ? undefined : blocks.elements().map(statementOf);
  const parts = [listed(source, 'source_policy_documents'), own, listed(source, 'override_policy_documents')];
  const statements = parts.flatMap((part) => part ?? []);
  const areAllSeen = !parts.includes(undefined) && statements.length <= maximumStatements;
  if (areAllSeen && statements.length === own?.length) return { statements, isWhole: true };
  const isWhole = areAllSeen && statements.every(({ sid }) => sid !== undefined);
  const last = new Map(statements.map((statement) => [statement.sid, statement]));
  const standing = statements.filter(
    (statement) => statement.sid === '' || (isWhole && last.get(statement.sid) === statement),
  );
  return { statements: standing.slice(0, maximumStatements), isWhole };
}

/** The statements of the documents in a list; undefined where some are not seen. */
function listed(source: Resource, name: string): readonly Statement[] | undefined {
  const list = source.value.get(name);
  if (list.isUnknown) return linked(source, name);
  const documents = list.elements().flatMap((_, index) => PolicyDocument.in(source, name, index) ?? []);
  const isHidden = documents.some(({ hidden }) => hidden !== undefined);
  return isHidden ? undefined : documents.flatMap(({ statements }) => statements);
}

/** As many data sources as a list refers to; their order is not certain, which matters if they share an id. */
function linked(source: Resource, name: string): readonly Statement[] | undefined {
  const { members, hidden } = source.links(name).targets;
  const documents = members.map(({ item, certain }) =>
    certain && isDataSource(item) ? mergedBy(item.resource) : NOTHING_SEEN,
  );
  const statements = documents.flatMap((document) => document.statements);
  const ids = statements.flatMap(({ sid }) => (sid === '' ? [] : [sid]));
  const isSeen = hidden === undefined && documents.every(({ isWhole }) => isWhole);
  return isSeen && new Set(ids).size === ids.length ? statements : undefined;
}

const isDataSource = (target: Target | undefined): target is Target & { readonly in: 'plan' } =>
  target?.in === 'plan' && target.resource.type === 'aws_iam_policy_document';

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
  static in(
    resource: Resource,
    ...[name, ...path]: readonly [string, ...(string | number)[]]
  ): PolicyDocument | undefined {
    const value = resource.get(name, ...path);
    if (value.isUnset) return undefined;
    if ((value.knownString?.length ?? 0) > MAX_LENGTH)
      return new PolicyDocument(value, [], value.evidence('is longer than AWS takes'));
    const json = resource.parsed(name, ...path);
    if (json?.get('Statement').isUnknown === false || value.knownString !== undefined) {
      const statements = json && statementsOf(json);
      const broken =
        statements === undefined ? value.evidence('is not a policy that can be read') : undefined;
      return new PolicyDocument(value, statements ?? [], broken);
    }
    const source = resource.links(name, ...path).targets.only;
    const { statements, isWhole } = isDataSource(source) ? mergedBy(source.resource) : NOTHING_SEEN;
    const hidden = isWhole ? undefined : value.evidence('is known only after apply');
    return new PolicyDocument(value, statements, hidden);
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

  /** Whether the policy lets something through, whatever it is. */
  get allowsAnything(): Judgement {
    const isShut = this.statements.some((statement) => speaksOf(statement, 'Deny', '*', '*').truth === 'yes');
    const mayAllow = this.statements.some(({ effect }) => effect !== 'Deny');
    if (isShut) return no(this.evidence('denies everything'));
    if (mayAllow) return yes();
    return this.hidden === undefined ? no(this.evidence('lets nothing through')) : unknown(this.hidden);
  }

  /** A fact about the policy. */
  evidence(text: string): Evidence {
    return this.#value.evidence(text);
  }

  #unseen(): Judgement {
    return this.hidden === undefined ? no() : unknown();
  }
}
