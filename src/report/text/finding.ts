import { fill, type Word, wordsOf } from '../columns.ts';
import { evidenceLines, isQuoted, MAX_FACTS } from '../evidence.ts';
import type { Fold } from '../fold.ts';
import { MARKS, outcomeOf } from '../outcome.ts';
import { printable } from '../printable.ts';
import type { Policy, Result } from '../report.ts';
import { treesOf } from '../tree.ts';
import { wordOf } from '../wording.ts';
import type { Look } from './look.ts';

/** How many facts of an undetermined finding are shown without --verbose. */
const MAX_OPEN_FACTS = 6;
/** How many of the subjects that share a finding are named without --verbose. */
const MAX_OTHERS = 3;
const MAX_CODE_LINES = 20;
const INDENT = ' '.repeat(2);
const EVIDENCE_INDENT = ' '.repeat(4);
const CODE_INDENT = ' '.repeat(7);

type Lines = readonly string[];

/** What is judged and how, in one line. */
export function headingLines({ result, others }: Fold, look: Look): Lines {
  const outcome = outcomeOf(result);
  const style = look.styles[outcome];
  const words: Word[] = [
    { text: MARKS[outcome], style },
    { text: result.policy, style: look.bold },
    ...wordsOf(wordOf(result)).map((word, index) => ({ ...word, style, gap: index === 0 ? 2 : 1 })),
    { text: result.subject, gap: 2 },
    ...(others.length === 0 ? [] : wordsOf(`and ${others.length} more`)),
  ];
  return fill(words, look.width, '', INDENT);
}

/** What does not count, and why. */
export function suppressedLines(finding: Fold, look: Look): Lines {
  return [
    ...headingLines(finding, look),
    ...paragraph('', finding.result.suppression?.reason ?? '', look),
    ...paragraph('also: ', alsoText(finding.others, look), look),
  ];
}

/** What fails, with the reasons and what to do. */
export function failureLines(finding: Fold, source: string, look: Look): Lines {
  return [
    ...causeLines(finding, look),
    ...paragraph('fix: ', finding.result.remedy, look),
    ...codeLines(finding.result.code, look),
    ...paragraph('see: ', source, look),
  ];
}

/** What fails, with the reasons alone. */
export const causeLines = (finding: Fold, look: Look): Lines => reasonLines(finding, MAX_FACTS, look);

/** What cannot be told, and why. What would settle it is said once for all. */
export const openLines = (finding: Fold, look: Look): Lines => reasonLines(finding, MAX_OPEN_FACTS, look);

/** All that is known of one result. */
export const explanationLines = (result: Result, { why, source }: Policy, look: Look): Lines => [
  ...reasonLines({ result, others: [] }, result.evidence.length, look),
  ...paragraph('accepted: ', result.suppression?.reason ?? '', look),
  ...paragraph('why: ', why, look),
  ...paragraph('fix: ', result.remedy, look),
  ...codeLines(result.code, look),
  ...paragraph('see: ', source, look),
];

function reasonLines(finding: Fold, maxFacts: number, look: Look): Lines {
  const { message, evidence } = finding.result;
  return [
    ...headingLines(finding, look),
    ...paragraph('', message, look),
    ...(isQuoted(finding.result)
      ? []
      : evidenceLines(treesOf(evidence), look.verbose ? evidence.length : maxFacts, {
          ...look,
          indent: EVIDENCE_INDENT,
        })),
    ...paragraph('also: ', alsoText(finding.others, look), look),
  ];
}

/** Terraform to paste: whole, or not at all. */
function codeLines(code: string | undefined, look: Look): Lines {
  if (code === undefined) return [];
  const lines = code.split('\n').map((line) => (line === '' ? '' : look.dim(CODE_INDENT + printable(line))));
  if (look.verbose || lines.length <= MAX_CODE_LINES) return lines;
  return [`${CODE_INDENT}(${lines.length} lines of Terraform to paste: --verbose)`];
}

/** Nothing for an empty text. */
function paragraph(label: string, text: string, look: Look): Lines {
  if (text === '') return [];
  const hang = INDENT + ' '.repeat(label.length);
  return fill(wordsOf(text), look.width, INDENT + label, hang);
}

function alsoText(others: readonly Result[], { verbose }: Look): string {
  const subjects = others.map(({ subject }) => subject);
  if (verbose || others.length <= MAX_OTHERS + 1) return subjects.join(', ');
  return `${subjects.slice(0, MAX_OTHERS).join(', ')} and ${others.length - MAX_OTHERS} more (--verbose)`;
}
