import { ResourceGraph } from '../graph/index.ts';
import { Network } from '../network/index.ts';
import type { ModuleSources, Plan } from '../plan/index.ts';
import { evaluate } from './evaluate.ts';
import type { Finding } from './finding.ts';
import { type AnyPolicy, DEFAULT_OPTIONS, type Options } from './policy.ts';

/** One plan as it was checked. */
export interface CheckedPlan {
  readonly path: string;
  readonly terraformVersion: string | undefined;
  readonly formatVersion: string;
  /** Where the links between resources come from: Terraform's sources, or the JSON alone. */
  readonly links: 'source' | 'json';
  /** What makes the verdicts weaker than usual, in sentences. */
  readonly caveats: readonly string[];
  /** How many Studio domains were judged. */
  readonly domains: number;
  /** Whether the plan leaves out resources that may come to be. */
  readonly incomplete?: true;
}

/** The result of a check. */
export interface CheckResult {
  readonly plan: CheckedPlan;
  readonly findings: readonly Finding[];
}

/**
 * Judges one plan by the policies.
 * @param options what is left out is as in `DEFAULT_OPTIONS`
 * @throws PolicyError if a policy throws
 */
export function check(
  plan: Plan,
  policies: readonly AnyPolicy[],
  options: Partial<Options> = {},
  sources?: ModuleSources,
): CheckResult {
  const graph = new ResourceGraph(plan, 'planned', sources);
  const network = new Network(graph);
  let prior: Network | undefined;
  const findings = evaluate(plan.path, policies, {
    graph,
    network,
    get prior() {
      prior ??= new Network(new ResourceGraph(plan, 'prior'));
      return prior;
    },
    options: { ...DEFAULT_OPTIONS, ...options },
  });
  return {
    plan: {
      path: plan.path,
      terraformVersion: plan.terraformVersion,
      formatVersion: plan.formatVersion,
      links: isUsed(graph) ? 'source' : 'json',
      caveats: [...caveatsOf(plan), ...distrust(graph)],
      domains: network.domains.length,
      ...((plan.errored || !plan.complete) && { incomplete: true }),
    },
    findings,
  };
}

/** Whether the sources of at least one module were used. */
function isUsed({ distrustedSources, modules }: ResourceGraph): boolean {
  return distrustedSources !== undefined && distrustedSources.length < modules;
}

function distrust({ distrustedSources = [] }: ResourceGraph): readonly string[] {
  if (distrustedSources.length === 0) return [];
  const names = distrustedSources
    .map((path) => (path === '' ? 'the root module' : `module ${path}`))
    .join(', ');
  return [
    `The sources of ${names} are missing or not those of the plan: links there come from the JSON alone.`,
  ];
}

function caveatsOf(plan: Plan): readonly string[] {
  const caveats = [...plan.warnings];
  if (plan.errored)
    caveats.push('Planning broke off half way: nothing passes because of what this plan does not list.');
  else if (!plan.complete)
    caveats.push(
      'The plan is not complete (a target, a deferral): nothing passes because of what it does not list.',
    );
  return caveats;
}
