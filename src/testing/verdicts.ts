import { type Evidence } from '../logic/index.ts';
import { isPlanFileAt, type ModuleSources, type Plan, readPlan, showPlan } from '../plan/index.ts';
import { type AnyPolicy, check, type Options, type Verdict } from '../policy/index.ts';

/** What a policy says of one subject. */
export interface SubjectVerdict {
  readonly verdict: Verdict;
  /** One fact a line, as `aws_subnet.a  cidr_block  is "10.0.0.0/24"`; what follows from it is indented below. */
  readonly evidence: readonly string[];
}

export interface Judging {
  readonly options?: Partial<Options>;
  /** What `readFolderSources` or `readPlanFileSources` give; without them links come from the JSON alone. */
  readonly sources?: ModuleSources;
}

/**
 * Judges a plan by one policy.
 * @param plan what `planOf` builds, or the path of a plan
 * @returns what the policy says of each of its subjects, by address
 * @throws InputError for a path that leads to no plan
 * @throws PolicyError if the policy throws
 */
export async function verdictsOf(
  policy: AnyPolicy,
  plan: Plan | string,
  { options, sources }: Judging = {},
): Promise<Readonly<Record<string, SubjectVerdict>>> {
  const judged = typeof plan === 'string' ? await planAt(plan) : plan;
  const { findings } = check(judged, [policy], options, sources);
  return Object.fromEntries(
    findings.map(({ subject, verdict, evidence }) => [
      subject,
      { verdict, evidence: evidence.flatMap((fact) => linesOf(fact)) },
    ]),
  );
}

const planAt = async (path: string): Promise<Plan> =>
  await (isPlanFileAt(path) ? showPlan(path) : readPlan(path));

function linesOf(fact: Evidence, indent = ''): readonly string[] {
  const { address, attribute = [], text, because = [], repeated } = fact;
  const parts = [address, attribute, text, repeated ? '(as above)' : []].flat();
  return [indent + parts.join('  '), ...because.flatMap((below) => linesOf(below, `${indent}  `))];
}
