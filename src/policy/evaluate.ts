import { digest } from '../digest.ts';
import type { ResourceGraph } from '../graph/index.ts';
import { described, type Evidence, remembered, type Truth } from '../logic/index.ts';
import type { Finding, Verdict } from './finding.ts';
import type { AnyPolicy, Judged, PolicyContext } from './policy.ts';
import { placeIn } from './place.ts';
import { redacted, redactedError } from './redact.ts';
import type { Remedy } from './remedy.ts';

/** A policy threw: a fault of the policy, and no verdict. */
export class PolicyError extends Error {
  readonly policy: string;

  constructor({ id, file }: AnyPolicy, subject: string, cause: Error) {
    const place = file === undefined ? '' : ` at ${placeIn(file, cause) ?? file}`;
    super(`policy ${id} crashed on ${subject}: ${cause.message}${place}`, { cause });
    this.name = 'PolicyError';
    this.policy = id;
  }
}

/** What would settle an undetermined verdict, without and with the sources. */
const NO_SOURCES: Remedy = {
  text: 'Check again with the plan file (--plan-file) or the sources (--source); what they cannot tell is known after apply.',
  code: '',
};
const SOURCES: Remedy = {
  text: 'The sources are read already: what is open depends on values known after apply, or on what this plan does not show.',
  code: '',
};
const NOTHING: Remedy = { text: '', code: '' };

const settlingIn = remembered(({ distrustedSources }: ResourceGraph): Remedy =>
  distrustedSources?.length === 0 ? SOURCES : NO_SOURCES,
);

const VERDICTS: Readonly<Record<Truth, Verdict>> = { yes: 'pass', no: 'fail', unknown: 'undetermined' };

/**
 * Judges every policy on every subject of a plan, the passes too, in the order of the policies and of the plan. Whatever
 * a policy says goes through here, and secrets are taken out of it.
 * @throws PolicyError if a policy throws
 */
export function evaluate(
  plan: string,
  policies: readonly AnyPolicy[],
  context: PolicyContext,
): readonly Finding[] {
  const { secrets } = context.graph;
  return policies.flatMap((policy) => {
    const guarded = <T>(subject: string, run: () => T): T => {
      try {
        return run();
      } catch (error) {
        throw new PolicyError(policy, subject, redactedError(error, secrets));
      }
    };
    return guarded('the plan', () => listed(policy.judge(context))).map((judged) =>
      guarded(judged.address, () => find(plan, policy, redacted(judged, secrets), context.graph)),
    );
  });
}

/** What a policy's judge returns, which no compiler may have looked at. */
function listed(judged: unknown): readonly Judged[] {
  if (Array.isArray(judged) && judged.every(isJudged)) return judged;
  throw new TypeError(`judge has to return subjects as definePolicy makes it do, not ${described(judged)}`);
}

function isJudged(value: unknown): value is Judged {
  const { address, when, require, severity, remedy }: Partial<Judged> = Object(value);
  const functions = [when, require, severity, remedy];
  return typeof address === 'string' && functions.every((member) => typeof member === 'function');
}

/** The evidence with the places in the sources that it speaks of, where they are at hand. */
const located = (evidence: readonly Evidence[], graph: ResourceGraph): readonly Evidence[] =>
  graph.hasSources ? evidence.map((fact) => placed(fact, graph)) : evidence;

function placed(fact: Evidence, graph: ResourceGraph): Evidence {
  const position = graph.locate(fact.address, fact.attribute);
  return {
    ...fact,
    ...(position && { file: position.file, line: position.line }),
    ...(fact.because && { because: fact.because.map((below) => placed(below, graph)) }),
  };
}

function find(plan: string, policy: AnyPolicy, judged: Judged, graph: ResourceGraph): Finding {
  const when = judged.when();
  if (when.truth === 'no') return finding(plan, policy, judged, 'not-applicable', when.evidence);
  const required = judged.require();
  const verdict =
    when.truth === 'unknown' && required.truth !== 'yes' ? 'undetermined' : VERDICTS[required.truth];
  const { evidence } = when.truth === 'unknown' && verdict === 'undetermined' ? when : required;
  const shown = verdict === 'pass' ? evidence : located(evidence, graph);
  return finding(plan, policy, judged, verdict, shown, settlingIn(graph));
}

function finding(
  plan: string,
  { id, title, severity }: AnyPolicy,
  { address, ...judged }: Judged,
  verdict: Verdict,
  evidence: readonly Evidence[],
  settling: Remedy = NOTHING,
): Finding {
  const remedy = verdict === 'fail' ? judged.remedy() : verdict === 'undetermined' ? settling : NOTHING;
  return {
    plan,
    policy: id,
    subject: address,
    verdict,
    severity: verdict === 'fail' ? judged.severity() : severity,
    message: messageOf(title, verdict, evidence),
    evidence,
    remedy: remedy.text,
    ...(remedy.code !== '' && { code: remedy.code }),
    // Computed where it is asked for: most reports do without.
    get fingerprint() {
      return fingerprint(id, address, evidence);
    },
  };
}

function messageOf(title: string, verdict: Verdict, evidence: readonly Evidence[]): string {
  const causes = [
    ...new Set(
      leaves(evidence).map(
        ({ address, attribute, text }) =>
          `${address} ${attribute === undefined ? '' : `${attribute} `}${text}`,
      ),
    ),
  ];
  const shown = causes.slice(0, 2).join('; ');
  const more = causes.length > 2 ? `; and ${causes.length - 2} more` : '';
  switch (verdict) {
    case 'pass':
      return title;
    case 'not-applicable':
      return `Does not apply${shown === '' ? '' : `: ${shown}`}`;
    case 'fail':
      return `${title}, but ${shown === '' ? 'it does not hold' : shown}${more}`;
    case 'undetermined':
      return `${title}: cannot be told, as ${shown === '' ? 'the plan does not show it' : shown}${more}`;
  }
}

/** The ends of the chains: the culprits. */
function leaves(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.flatMap((fact) => (fact.because ? leaves(fact.because) : fact.repeated ? [] : [fact]));
}

function fingerprint(policy: string, subject: string, evidence: readonly Evidence[]): string {
  const culprits = leaves(evidence).map(({ address, attribute }) => `${address} ${attribute ?? ''}`);
  return digest('sha256', [policy, subject, ...new Set(culprits)].join('\n'), 'hex').slice(0, 32);
}
