import { afterApply, type Attributes, Reference } from './values.ts';

/** Expressions as the JSON of a plan has them: an empty one has neither references nor a constant. */
export interface TestExpressions {
  readonly [name: string]: TestExpression | readonly TestExpressions[];
}

interface TestExpression {
  readonly constant_value?: unknown;
  readonly references?: readonly string[];
}

/** The expressions that a configuration has for attributes: none for what is null or computed by the provider. */
export function expressionsOf(attributes: Attributes): TestExpressions {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === null || value === afterApply ? [] : [[name, expressionOf(value)]],
    ),
  );
}

/** What the blocks of two instances have in common with one block that has the expressions of both. */
export function merged(one: TestExpressions, other: TestExpressions): TestExpressions {
  const both = { ...one };
  for (const [name, expression] of Object.entries(other)) {
    const known = both[name];
    both[name] = known === undefined ? expression : either(known, expression);
  }
  return both;
}

function either(one: TestExpressions[string], other: TestExpressions[string]): TestExpressions[string] {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  const references = [one, other].flatMap((expression) =>
    'references' in expression ? expression.references : [],
  );
  return references.length === 0 ? {} : { references: [...new Set(references)] };
}

function expressionOf(value: unknown): TestExpressions[string] {
  if (Array.isArray(value) && value.length > 0 && value.every(isBlock)) return value.map(expressionsOf);
  const { references, isConstant } = partsOf(value);
  if (references.length > 0) return { references: [...new Set(references.flatMap(spelled))] };
  return isConstant ? { constant_value: value } : {};
}

/** As Terraform lists a reference: with all that it leads through. */
function spelled({ address, attribute }: Reference): readonly string[] {
  const block = address.replace(/\[(?:\d+|".*")\]$/, '');
  return [`${address}.${attribute}`, address, ...(block === address ? [] : [block])];
}

/** All references in a value. */
export const referencesIn = (value: unknown): readonly Reference[] => partsOf(value).references;

function partsOf(value: unknown): {
  readonly references: readonly Reference[];
  readonly isConstant: boolean;
} {
  if (value instanceof Reference) return { references: [value], isConstant: false };
  if (value === afterApply) return { references: [], isConstant: false };
  if (typeof value !== 'object' || value === null) return { references: [], isConstant: true };
  const parts = Object.values(value).map(partsOf);
  return {
    references: parts.flatMap(({ references }) => references),
    isConstant: parts.every(({ isConstant }) => isConstant),
  };
}

/** Lists of objects are nested blocks. */
const isBlock = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference);
