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

/** Whether a permission gives no more than another one, which asks for no conditions. */
export const isWithin = (statement: Statement, other: Statement): boolean =>
  other.effect === 'Allow' &&
  other.conditions.length === 0 &&
  isCovered(statement.actions, other.actions) &&
  isCovered(statement.resources, other.resources);

const isCovered = (patterns: Patterns, by: Patterns): boolean =>
  !patterns.open &&
  !patterns.inverted &&
  !by.inverted &&
  patterns.listed.every((text) => by.listed.some((pattern) => covers(pattern, text)));

/** Actions are compared without regard to case; ARNs without their partition, which is the one of the region. */
const normalAction = (action: string): string => action.toLowerCase();
const withoutPartition = (arn: string): string => arn.replace(/^arn:[^:]*:/, 'arn::');

/** The statements of a policy's JSON; undefined where it cannot be read. */
export function statementsOf(json: string): readonly Statement[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return undefined;
  }
  const statement = isRecord(document) ? document['Statement'] : undefined;
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return list.every(isRecord) ? list.map(ofJson) : undefined;
}

function ofJson(statement: Readonly<Record<string, unknown>>): Statement {
  const { Effect: effect, Principal: principal, Condition: condition } = statement;
  return {
    effect: effect === 'Allow' || effect === 'Deny' ? effect : undefined,
    ofEverybody: statement['NotPrincipal'] === undefined && isEverybody(principal) ? 'yes' : 'unknown',
    actions: patternsOf(statement, 'Action', normalAction),
    resources: patternsOf(statement, 'Resource', withoutPartition),
    conditions: Object.entries(isRecord(condition) ? condition : {}).flatMap(([operator, keys]) =>
      Object.entries(isRecord(keys) ? keys : {}).map(([key, value]) => ({
        operator,
        key,
        values: [value].flat().map(String),
      })),
    ),
  };
}

function patternsOf(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  normal: (text: string) => string,
): Patterns {
  const inverse = statement[`Not${name}`];
  return {
    listed: textsIn(inverse ?? statement[name]).map(normal),
    open: false,
    inverted: inverse !== undefined,
  };
}

/** The policy of a role names no principal. */
const isEverybody = (principal: unknown): boolean =>
  principal === undefined || textsIn(isRecord(principal) ? principal['AWS'] : principal).includes('*');

function textsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

/** A `statement` block of a data source that is read during the apply. */
export function statementOf(block: Value): Statement {
  const effect = block.get('effect');
  const principals = block.get('principals');
  const conditions = block.get('condition');
  return {
    effect:
      effect.isUnset || effect.knownString === 'Allow'
        ? 'Allow'
        : effect.knownString === 'Deny'
          ? 'Deny'
          : undefined,
    ofEverybody: block.get('not_principals').isUnset && isEverybodyIn(principals) ? 'yes' : 'unknown',
    actions: patternsIn(block, 'actions', normalAction),
    resources: patternsIn(block, 'resources', withoutPartition),
    conditions: conditions.isUnknown ? [NOT_KNOWN] : conditions.elements().map(conditionOf),
  };
}

const NOT_KNOWN: Condition = { operator: '', key: '', values: undefined };

function conditionOf(block: Value): Condition {
  const values = block.get('values');
  const listed = values.elements().flatMap((value) => value.knownString ?? []);
  return {
    operator: block.get('test').knownString ?? '',
    key: block.get('variable').knownString ?? '',
    values: values.isUnknown || listed.length < values.elements().length ? undefined : listed,
  };
}

function patternsIn(block: Value, name: 'actions' | 'resources', normal: (text: string) => string): Patterns {
  const inverse = block.get(`not_${name}`);
  const inverted = !inverse.isUnset;
  const value = inverted ? inverse : block.get(name);
  const elements = value.elements();
  return {
    listed: elements.flatMap((element) => element.knownString ?? []).map(normal),
    open: value.isUnknown || elements.some((element) => element.isUnknown),
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
