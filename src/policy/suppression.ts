import type { CheckResult } from './check.ts';
import type { Finding } from './finding.ts';

/** Findings of one policy that are accepted, for a reason and until a day. */
export interface Waiver {
  /** The id of the policy. */
  readonly policy: string;
  /** The addresses of the subjects: `*` stands for a name or a key, or a part of one, and `**` for any text. */
  readonly address: string;
  readonly reason: string;
  /** The last day on which it counts, as in `2027-03-31`. */
  readonly expires: string;
}

/** Why a finding that failed or is undetermined does not count. */
export type Suppression =
  | { readonly kind: 'waiver'; readonly reason: string; readonly expires: string }
  | { readonly kind: 'baseline' };

/** A waiver with what became of it. */
export interface JudgedWaiver extends Waiver {
  /** `used`: it waives something. `expired`: it would, but no longer counts. `unused`: there is nothing that it matches. */
  readonly state: 'used' | 'expired' | 'unused';
  /** How many findings it matches. */
  readonly results: number;
}

/** What does not count, and when that is asked. */
export interface Accepted {
  readonly waivers: readonly Waiver[];
  /** The fingerprints of findings that were known when the baseline was written. */
  readonly baseline: ReadonlySet<string>;
  /** The day of the check, as in `2026-11-23`. */
  readonly today: string;
}

/** Marks the findings that are waived or in the baseline; only what failed or is undetermined can be. */
export function suppress(
  checks: readonly CheckResult[],
  { waivers, baseline, today }: Accepted,
): { readonly checks: readonly CheckResult[]; readonly waivers: readonly JudgedWaiver[] } {
  const tallies = waivers.map((waiver) => ({
    waiver,
    address: addressPattern(waiver.address),
    isExpired: waiver.expires < today,
    results: 0,
  }));
  const suppressionOf = (finding: Finding): Suppression | undefined => {
    if (finding.verdict !== 'fail' && finding.verdict !== 'undetermined') return undefined;
    const matching = tallies.filter(
      ({ waiver, address }) => waiver.policy === finding.policy && address.test(finding.subject),
    );
    for (const tally of matching) tally.results++;
    const valid = matching.find(({ isExpired }) => !isExpired)?.waiver;
    if (valid !== undefined) return { kind: 'waiver', reason: valid.reason, expires: valid.expires };
    return baseline.size > 0 && baseline.has(finding.fingerprint) ? { kind: 'baseline' } : undefined;
  };
  const marked = checks.map((result) => ({
    ...result,
    findings: result.findings.map((finding) => {
      const suppression = suppressionOf(finding);
      return suppression === undefined ? finding : { ...finding, suppression };
    }),
  }));
  return {
    checks: marked,
    waivers: tallies.map(({ waiver, isExpired, results }) => ({
      ...waiver,
      state: results === 0 ? 'unused' : isExpired ? 'expired' : 'used',
      results,
    })),
  };
}

const KEY = String.raw`"(?:[^"\\]|\\.)*"`;
/** What the parts of a pattern stand for; everything else stands for itself. */
const WILDCARDS: Readonly<Record<string, string>> = {
  '**': '.*',
  '[*]': String.raw`\[(?:\d+|${KEY})\]`,
  '"*"': KEY,
  '*': String.raw`[^.[\]"]*`,
};

/**
 * The addresses that a pattern matches: `module.*.aws_sagemaker_domain.this`, `aws_sagemaker_user_profile.user["dev-*"]`,
 * `module.team[*].**`.
 */
export function addressPattern(pattern: string): RegExp {
  // More than two asterisks mean what two do, and take much longer where nothing matches.
  const source = pattern
    .replaceAll(/\*{3,}/g, '**')
    .replaceAll(
      /\*\*|\[\*\]|"\*"|"(?:[^"\\]|\\.)*"|\*|[^*"[]+|[["]/g,
      (part) => WILDCARDS[part] ?? keyPattern(part),
    );
  return new RegExp(`^${source}$`, 's');
}

/** Within a quoted key an asterisk stands for any text of the key. */
const keyPattern = (part: string): string =>
  part.startsWith('"')
    ? part
        .split(/\*+/)
        .map(literal)
        .join(String.raw`(?:[^"\\]|\\.)*`)
    : literal(part);

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
