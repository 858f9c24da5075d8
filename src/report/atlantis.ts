import { plainEvidence } from './evidence.ts';
import { type Fold, fold, worstFirst } from './fold.ts';
import type { Format } from './format.ts';
import { outcomeOf } from './outcome.ts';
import { isForeign } from './place.ts';
import { printable } from './printable.ts';
import { type Report, type Result, resultsOf } from './report.ts';
import { counted, hintsOf, idlenessOf, idleSettings } from './wording.ts';

/** Enough of a fingerprint to tell findings of one policy and subject apart. */
const FINGERPRINT_LENGTH = 12;

/**
 * For `custom_policy_check` of Atlantis, which takes the verdict from the text: since 0.39 a check fails when its output
 * begins with FAIL or matches `([1-9][0-9]* failure|failures": \[)`, before that when it has "fail" in it anywhere. It
 * drops the output of a command that does not exit with 0. The text stands in a diff fence, where `-` is red, `!` orange.
 * Each line that begins with FAIL is one finding and stays the same as long as the finding does, for
 * `policy_item_regex: (?m)^FAIL.*`. Comments that are too long lose their beginning, so the summary is last.
 */
export const atlantis: Format = (report, { verbose, isViolation = isError }) => {
  const findings = worstFirst(report);
  const failures = findings.filter(({ result }) => isViolation(result));
  const warnings = findings.filter(({ result }) => !isViolation(result));
  const name = namerOf(report);
  const lines = [
    ...failures.flatMap((finding) => failureLines(finding, name, verbose)),
    ...warnings.map((finding) => warningLine(finding, name)),
    ...suppressedLines(report, name),
    ...report.plans.flatMap(({ path, caveats }) =>
      caveats.map((caveat) => `! caution${name(path)}: ${caveat}`),
    ),
    ...idleSettings(report).map((note) => `! ${note}`),
    ...hintsOf(report).map((hint) => `  hint: ${hint}`),
    ...report.plans
      .filter(({ domains, path }) => domains === 0 || isIdle(path, report))
      .map((plan) => `  nothing to check${name(plan.path)}: ${idlenessOf([plan])}`),
  ].map(printable);
  const summary = summaryOf(report, failures);
  const text = [...lines, ...(lines.length > 0 ? [''] : []), summary, ''].join('\n');
  return failures.length > 0 ? text : withoutFail(text);
};

/**
 * What to write to standard output, and then exit with 0, when a check could not be made: an output that is not there
 * may count as passed.
 * @param message says why, in a sentence
 */
export const atlantisProblem = (message: string): string =>
  `FAIL tfplan-studio: ${printable(message)}\n\n1 test, 0 passed, 0 warnings, 1 failure, 0 exceptions\n`;

/** Whether no policy applies to a plan. */
const isIdle = (path: string, report: Report): boolean =>
  resultsOf(path, report).every(({ verdict }) => verdict === 'not-applicable');

const isError = (result: Result): boolean => outcomeOf(result) === 'error';

/** Adds the plan where there are several. Atlantis puts them in a folder of the pull request: that name would not last. */
function namerOf({ plans }: Report): (path: string) => string {
  if (plans.length === 1) return () => '';
  return (path) => ` in ${isForeign(path) ? path.replace(/^.*[/\\]/s, '') : path}`;
}

function failureLines(
  { result, others }: Fold,
  name: (path: string) => string,
  verbose: boolean,
): readonly string[] {
  const { remedy } = result;
  const heads = [result, ...others].map(({ plan, policy, subject, message, fingerprint }) => {
    const id = fingerprint.slice(0, FINGERPRINT_LENGTH);
    return `FAIL ${policy} ${subject}${name(plan)}: ${message} [${id}]`;
  });
  const facts = plainEvidence(result, verbose).map((line) => `-   ${line}`);
  return [...heads, ...facts, ...(remedy === '' ? [] : [`-   fix: ${remedy}`])];
}

const warningLine = (finding: Fold, name: (path: string) => string): string =>
  `! WARN ${finding.result.policy} ${subjectsOf(finding)}${name(finding.result.plan)}: ${finding.result.message}`;

function suppressedLines(report: Report, name: (path: string) => string): readonly string[] {
  return report.plans.flatMap(({ path }) =>
    fold(resultsOf(path, report).filter(({ suppression }) => suppression?.kind === 'waiver')).map(
      (finding) => {
        const { policy, suppression } = finding.result;
        const { expires = '', reason = '' } = suppression ?? {};
        return `  waived until ${expires}: ${policy} ${subjectsOf(finding)}${name(path)} (${reason})`;
      },
    ),
  );
}

const subjectsOf = ({ result, others }: Fold): string =>
  others.length === 0 ? result.subject : `${result.subject} and ${others.length} more`;

/**
 * The last line of Conftest, whose output Atlantis was made to read.
 * @param findings those that fail
 */
function summaryOf({ results, summary }: Report, findings: readonly Fold[]): string {
  const failures = findings.reduce((sum, { others }) => sum + 1 + others.length, 0);
  const exceptions = summary.waived + summary.baseline;
  const tests = results.length - summary.notApplicable;
  return [
    counted(tests, 'test', 'tests'),
    `${summary.pass} passed`,
    counted(tests - summary.pass - failures - exceptions, 'warning', 'warnings'),
    ...(failures === 0 ? [] : [counted(failures, 'failure', 'failures')]),
    counted(exceptions, 'exception', 'exceptions'),
  ].join(', ');
}

const NOTE = String.raw`  \u0069 stands for i: to Atlantis, an output with the whole word is one of a check that did not pass`;

/** Breaks the word up, with escapes that JSON and Terraform know, and says so. */
function withoutFail(text: string): string {
  const broken = text.replaceAll(/(?<=fa)i(?=l)/gi, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  return broken === text ? text : `${NOTE}\n${broken}`;
}
