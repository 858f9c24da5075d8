import { type Fold, fold, worstFirst } from '../fold.ts';
import type { Format } from '../format.ts';
import { MARKS, outcomesOf, worstOf, worstOfAll } from '../outcome.ts';
import { type CheckedPlan, type Report, resultsOf } from '../report.ts';
import { counted, hintsOf, idleSettings, summaryOf, verdictOfAll } from '../wording.ts';
import { cell, code, prose } from './escape.ts';
import { findingBlock } from './finding.ts';
import { fit } from './fit.ts';

/** By this a bot finds the comment that it wrote before, and replaces it. */
const MARKER = '<!-- tfplan-studio -->';

/** GitHub takes 65,536 characters. There are never more characters than bytes, however a host counts them. */
const MAX_BYTES = 65_000;
const MAX_TABLE_BYTES = 8_000;
const MAX_NOTES_BYTES = 8_000;

/** A comment for a pull request, or the summary of a job: as many whole findings as there is room for, the worst first. */
export const markdown: Format = (report, { verbose }) => {
  const before = [MARKER, heading(report), planTable(report), notes(report)];
  const after = [waivedTable(report), prose(summaryOf(report))];
  const findings = worstFirst(report);
  const room =
    MAX_BYTES - Buffer.byteLength(joined([...before, ...after, leftOut(findings.length)])) - GAP.length;
  const { shown, left } = fit(findings, (finding) => blockOf(finding, report, verbose), room, GAP.length);
  return `${joined([...before, ...shown, leftOut(left), ...after])}\n`;
};

const GAP = '\n\n';

const joined = (blocks: readonly string[]): string => blocks.filter((block) => block !== '').join(GAP);

const leftOut = (left: number): string =>
  left === 0
    ? ''
    : `**${counted(left, 'finding is', 'findings are')} left out**: a comment has no room for more. Other formats have all.`;

const heading = (report: Report): string =>
  `## ${MARKS[worstOfAll(report)]} SageMaker Studio: ${prose(verdictOfAll(report))}`;

/** What came of each plan, in numbers. */
function planTable(report: Report): string {
  const rows = report.plans.map(({ path }) => planRow(path, report));
  return table(['Plan', 'Errors', 'Warnings', 'Undetermined', 'Suppressed', 'Passed'], rows, 'plan', 'plans');
}

function planRow(path: string, report: Report): readonly string[] {
  const outcomes = outcomesOf(resultsOf(path, report));
  const { error, warning, undetermined, suppressed, pass } = outcomes;
  const counts = [error, warning, undetermined, suppressed, pass].map(({ length }) => String(length));
  return [`${MARKS[worstOf(outcomes)]} ${code(path)}`, ...counts];
}

/** What makes the verdict weaker than usual, and what would make it stronger. */
function notes(report: Report): string {
  const items = [
    ...(report.problems ?? []).map((problem) => `**Not checked:** ${code(problem)}`),
    ...report.plans.flatMap((plan) =>
      plan.caveats.map((caveat) => `Caution${inPlan(plan, report)}: ${prose(caveat)}`),
    ),
    ...idleSettings(report).map((note) => `Note: ${prose(note)}`),
    ...hintsOf(report).map((hint) => `Hint: ${prose(hint)}`),
  ];
  const { shown, left } = fit(items, (item) => `- ${item}`, MAX_NOTES_BYTES, 1);
  return [...shown, ...(left > 0 ? [`- and ${counted(left, 'more note', 'more notes')}`] : [])].join('\n');
}

const inPlan = ({ path }: CheckedPlan, { plans }: Report): string =>
  plans.length > 1 ? ` (${code(path)})` : '';

function blockOf(finding: Fold, { plans, policies }: Report, verbose: boolean): string {
  const { policy, plan } = finding.result;
  const source = policies.find(({ id }) => id === policy)?.source ?? '';
  return findingBlock(finding, source, plans.length > 1 ? plan : undefined, verbose);
}

/** What a waiver takes out of the verdict. What is in the baseline is counted only. */
function waivedTable(report: Report): string {
  const waived = report.plans.flatMap(({ path }) =>
    fold(resultsOf(path, report).filter(({ suppression }) => suppression?.kind === 'waiver')),
  );
  const rows = waived.map(({ result: { policy, subject, suppression }, others }) => [
    code(policy),
    others.length === 0 ? code(subject) : `${code(subject)} and ${others.length} more`,
    prose(suppression?.expires ?? ''),
    prose(suppression?.reason ?? ''),
  ]);
  return table(['Waived', 'Subject', 'Until', 'Reason'], rows, 'waived finding', 'waived findings');
}

/** Nothing without rows. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  one: string,
  many: string,
): string {
  const { shown, left } = fit(rows, tableRow, MAX_TABLE_BYTES, 1);
  if (rows.length === 0) return '';
  const more = left === 0 ? [] : [tableRow([`and ${left} more ${left === 1 ? one : many}`])];
  return [tableRow(head), tableRow(head.map(() => '---')), ...shown, ...more].join('\n');
}

const tableRow = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
