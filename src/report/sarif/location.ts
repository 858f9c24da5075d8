import type { CodeFlow, Location, PhysicalLocation } from 'sarif';
import { type Place, placeOf } from '../place.ts';
import { printable } from '../printable.ts';
import type { Fact, Result } from '../report.ts';
import { uriOf } from '../uri.ts';
import { messageOf } from './message.ts';

/** GitHub refuses more than 10,000 a result, and shows 1,000. */
const MAX_STEPS = 1000;

/** The subject, at the line where what is wrong is written; without sources in the plan. */
export const locationOf = ({ plan, subject, evidence }: Result): Location => ({
  ...logicalOf(subject),
  physicalLocation: physicalOf(placeOf(evidence) ?? { file: plan }),
});

/** GitHub takes no location without a line. The JSON of a plan is a single one. */
const physicalOf = ({ file, line = 1 }: Place): PhysicalLocation => ({
  artifactLocation: { uri: uriOf(file) },
  region: { startLine: line },
});

const logicalOf = (address: string): Pick<Location, 'logicalLocations'> => ({
  logicalLocations: [{ fullyQualifiedName: printable(address), kind: 'resource' }],
});

/** The chains of the evidence, each from the subject to what is wrong. */
export interface Flows {
  readonly codeFlows: CodeFlow[];
  /** How many chains there was no room for. */
  readonly left: number;
}

export function flowsOf({ plan, evidence }: Result): Flows {
  const chains = chainsOf(evidence);
  let steps = 0;
  const shown = chains.filter((chain) => (steps += chain.length) <= MAX_STEPS);
  return { codeFlows: shown.map((chain) => flowOf(chain, plan)), left: chains.length - shown.length };
}

const flowOf = (chain: readonly Fact[], plan: string): CodeFlow => ({
  threadFlows: [{ locations: chain.map((fact) => ({ location: stepOf(fact, plan) })) }],
});

function stepOf({ address, attribute, text, file, line }: Fact, plan: string): Location {
  return {
    ...logicalOf(address),
    physicalLocation: physicalOf({ file: file ?? plan, ...(line !== undefined && { line }) }),
    message: messageOf([address, attribute, text].filter((part) => part !== undefined).join(' ')),
  };
}

/** The ways from the roots of the evidence to its leaves. */
function chainsOf(evidence: readonly Fact[]): readonly (readonly Fact[])[] {
  const path: Fact[] = [];
  return evidence.flatMap((fact, index) => {
    path.splice(fact.depth, Infinity, fact);
    const next = evidence[index + 1];
    return next !== undefined && next.depth > fact.depth ? [] : [[...path]];
  });
}
