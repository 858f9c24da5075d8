import { descriptionOf } from './description.ts';
import type { Format } from './format.ts';
import { identityOf } from './identity.ts';
import { type Outcome, outcomesOf } from './outcome.ts';
import { placeOf } from './place.ts';
import { printable, printableJson } from './printable.ts';
import type { Result } from './report.ts';
import { relativePath } from './uri.ts';

type Severity = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

/** An issue of a code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  /** Unique in the report; by it GitLab tells new issues of a merge request from old ones. */
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** What is shown, the worst first. GitLab knows no suppressed issues. */
const SEVERITIES: readonly (readonly [Outcome, Severity])[] = [
  ['error', 'critical'],
  ['warning', 'minor'],
  ['undetermined', 'info'],
];

/** A code quality report for GitLab, to be named under `artifacts: reports: codequality`. */
export const gitlab: Format = ({ results }) => {
  const outcomes = outcomesOf(results);
  const issues = SEVERITIES.flatMap(([outcome, severity]) =>
    outcomes[outcome].map((result) => issueOf(result, severity)),
  );
  return `${printableJson(issues)}\n`;
};

const issueOf = (result: Result, severity: Severity): Issue => ({
  description: descriptionOf(result),
  check_name: result.policy,
  fingerprint: identityOf(result),
  severity,
  location: locationOf(result),
});

/** GitLab takes no issue without a line: the first one stands for a whole plan. */
function locationOf({ plan, evidence }: Result): Issue['location'] {
  const { file, line = 1 } = placeOf(evidence) ?? { file: plan };
  return { path: printable(relativePath(file)), lines: { begin: line } };
}
