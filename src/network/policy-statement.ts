import type { Value } from '../graph/index.ts';
import { all, type Judgement, no, not, type Truth, unknown, yes } from '../logic/index.ts';
import { covers, meets } from './wildcard.ts';

/** What a list of patterns names; `open`: more may be in it that the plan does not show. */
interface Patterns {
  readonly listed: readonly string[];
  readonly open: boolean;
  /** Whether all but these are meant. */
  readonly inverted: boolean;
}

interface Condition {
  /** Empty where it is not known, and so is the key. */
  readonly operator: string;
  readonly key: string;
  /** Undefined where they are not known. */
  readonly values: readonly string[] | undefined;
}

/** One statement of an IAM policy, as far as the plan shows it. */
export interface Statement {
  /** Empty where there is none, undefined where it is not known. */
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** Whether it speaks of everybody; a policy of a role needs no principal. */
  readonly ofEverybody: Truth;
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: readonly Condition[];
}

/** Whether a statement of that effect speaks of an action on a resource. */
export function speaksOf(
  statement: Statement,
  effect: 'Allow' | 'Deny',
  action: string,
  arn: string,
): Judgement {
  return all(
    truthOf(statement.effect === undefined ? 'unknown' : statement.effect === effect ? 'yes' : 'no'),
    truthOf(statement.ofEverybody),
    truthOf(names(statement.actions, action.toLowerCase())),
    truthOf(names(statement.resources, withoutPartition(arn))),
    statement.conditions.length === 0 ? yes() : unknown(),
  );
}

const truthOf = (truth: Truth): Judgement => ({ truth, evidence: [] });

const INVERSE = { yes: 'no', no: 'yes', unknown: 'unknown' } as const;

/** Whether patterns name everything that a text with wildcards stands for. */
function names({ listed, open, inverted }: Patterns, text: string): Truth {
  const isCovered = listed.some((pattern) => covers(pattern, text));
  const isMet = open || listed.some((pattern) => meets(pattern, text));
  const truth = isCovered ? 'yes' : isMet ? 'unknown' : 'no';
  return inverted ? INVERSE[truth] : truth;
}

/** What tells whence a request comes through a VPC, in lower case. */
const NETWORK_KEYS: ReadonlySet<string> = new Set(['aws:sourcevpce', 'aws:sourcevpc', 'aws:vpcsourceip']);
/** What holds for every request of a person's browser, whichever way it takes. */
const HARMLESS_KEYS: ReadonlySet<string> = new Set(['aws:viaawsservice', 'aws:principalisawsservice']);

/**
 * Whether a statement shuts out requests that come from outside a VPC: a denial unless the network is named, or a permission
 * only if it is.
 */
export function demandsNetwork({ effect, conditions }: Statement): Judgement {
  const ofNetwork = conditions.filter(({ key }) => NETWORK_KEYS.has(key.toLowerCase()));
  if (ofNetwork.length === 0) return conditions.some(({ key }) => key === '') ? unknown() : no();
  const holdsOutside = all(...ofNetwork.map((condition) => truthOf(holdsForAbsentKey(condition))));
  if (effect === 'Allow') return not(holdsOutside);
  const others = conditions.some(
    ({ key }) => !NETWORK_KEYS.has(key.toLowerCase()) && !HARMLESS_KEYS.has(key.toLowerCase()),
  );
  if (effect === undefined) return unknown();
  return holdsOutside.truth === 'yes' && others ? unknown() : holdsOutside;
}

/** A negated operator, and any with `IfExists`, holds where the request has no such key; `Null` asks for just that. */
function holdsForAbsentKey({ operator, values }: Condition): Truth {
  if (operator === '') return 'unknown';
  if (/(?:^|:)null$/i.test(operator)) {
    const [value, ...others] = values ?? [];
    if (value === undefined || others.length > 0) return 'unknown';
    return value.toLowerCase() === 'true' ? 'yes' : 'no';
  }
  return /^(?:for(?:all|any)values?:)?(?:string|arn|numeric|date)?not|ifexists$/i.test(operator)
    ? 'yes'
    : 'no';
}

/** Whether a permission gives no more than another one, conditions aside. */
export const isWithin = (statement: Statement, other: Statement): boolean =>
  isCovered(statement.actions, other.actions) && isCovered(statement.resources, other.resources);

const isCovered = (patterns: Patterns, by: Patterns): boolean =>
  !patterns.open &&
  !patterns.inverted &&
  !by.inverted &&
  patterns.listed.every((text) => by.listed.some((pattern) => covers(pattern, text)));

/** Actions are compared without regard to case; ARNs without their partition, which is the one of the region. */
const normalAction = (action: string): string => action.toLowerCase();
const withoutPartition = (arn: string): string => arn.replace(/^arn:[^:]*:/, 'arn::');

/** The statements of a policy's JSON; undefined where they cannot be read. */
export function statementsOf(document: Value): readonly Statement[] | undefined {
  const statements = listed(document.get('Statement'));
  return statements.every((statement) => statement.isUnknown || isRecord(known(statement)))
    ? statements.map(ofJson)
    : undefined;
}

function ofJson(statement: Value): Statement {
  const condition = statement.get('Condition');
  const operators = condition.names.map((operator) => ({ operator, keys: condition.get(operator) }));
  return {
    sid: textOf(statement.get('Sid')),
    effect: effectOf(statement.get('Effect')),
    ofEverybody:
      statement.get('NotPrincipal').isNull && isEverybody(statement.get('Principal')) ? 'yes' : 'unknown',
    actions: patternsIn(statement, 'Action', 'NotAction', normalAction),
    resources: patternsIn(statement, 'Resource', 'NotResource', withoutPartition),
    conditions: condition.isUnknown
      ? [NOT_KNOWN]
      : operators.flatMap(({ operator, keys }) =>
          keys.isUnknown
            ? [{ ...NOT_KNOWN, operator }]
            : keys.names.map((key) => ({ operator, key, values: scalarsIn(keys.get(key)) })),
        ),
  };
}

const NOT_KNOWN: Condition = { operator: '', key: '', values: undefined };

function effectOf(effect: Value): Statement['effect'] {
  const { knownString } = effect;
  return knownString === 'Allow' || knownString === 'Deny' ? knownString : undefined;
}

const textOf = (value: Value): string | undefined => (value.isNull ? '' : value.knownString);

/** The policy of a role names no principal. */
function isEverybody(principal: Value): boolean {
  if (principal.isNull) return true;
  const callers = isRecord(known(principal)) ? principal.get('AWS') : principal;
  return listed(callers).some((caller) => caller.knownString === '*');
}

/** What a list holds; JSON may have a single one without the list around it. */
const listed = (value: Value): readonly Value[] => (Array.isArray(known(value)) ? value.elements() : [value]);

function known(value: Value): unknown {
  const reading = value.read();
  return reading.state === 'known' ? reading.value : undefined;
}

/** The texts, numbers and booleans in a list, or the single one, as text; undefined where one is not known. */
function scalarsIn(value: Value): readonly string[] | undefined {
  const scalars = value.isNull ? [] : listed(value);
  return scalars.some((scalar) => scalar.isUnknown)
    ? undefined
    : scalars.map((scalar) => String(known(scalar)));
}

/** A `statement` block of a data source that is read during the apply. */
export function statementOf(block: Value): Statement {
  const effect = block.get('effect');
  const conditions = block.get('condition');
  return {
    sid: textOf(block.get('sid')),
    effect: effect.isUnset ? 'Allow' : effectOf(effect),
    ofEverybody:
      block.get('not_principals').isUnset && isEverybodyIn(block.get('principals')) ? 'yes' : 'unknown',
    actions: patternsIn(block, 'actions', 'not_actions', normalAction),
    resources: patternsIn(block, 'resources', 'not_resources', withoutPartition),
    conditions: conditions.isUnknown ? [NOT_KNOWN] : conditions.elements().map(conditionOf),
  };
}

function conditionOf(block: Value): Condition {
  return {
    operator: block.get('test').knownString ?? '',
    key: block.get('variable').knownString ?? '',
    values: scalarsIn(block.get('values')),
  };
}

function patternsIn(
  statement: Value,
  name: string,
  inverse: string,
  normal: (text: string) => string,
): Patterns {
  const inverted = !statement.get(inverse).isUnset;
  const value = statement.get(inverted ? inverse : name);
  const patterns = listed(value);
  return {
    listed: patterns.flatMap((pattern) => pattern.knownString ?? []).map(normal),
    open: patterns.some((pattern) => pattern.isUnknown),
    inverted,
  };
}

const isEverybodyIn = (principals: Value): boolean =>
  principals.isUnset ||
  principals.elements().some((principal) =>
    principal
      .get('identifiers')
      .elements()
      .some((identifier) => identifier.knownString === '*'),
  );

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
