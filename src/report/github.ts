import { type Fold, worstFirst } from './fold.ts';
import type { Format } from './format.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { placeOf } from './place.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import { counted, idleSettings, namesOf, summaryOf } from './wording.ts';

/** GitHub shows so many annotations of each type and step. */
const MAX_ANNOTATIONS = 10;
/** The runner cuts annotations after 4,096 characters; so four lines and a note have room. */
const MAX_LINE = 1000;
type Level = 'error' | 'warning' | 'notice';

/** An annotation of GitHub Actions. Its texts are as people read them. */
interface Annotation {
  readonly level: Level;
  readonly lines: readonly string[];
  readonly properties?: Readonly<Record<string, string | number | undefined>>;
}

/**
 * Workflow commands of GitHub Actions that annotate the pull request, the worst first, and last a summary for the log.
 * The rules of the commands are those of ActionCommand.cs in github.com/actions/runner.
 */
export const github: Format = (report) => {
  const findings = [
    ...problems(report),
    ...cautions(report),
    ...worstFirst(report).map((finding) => annotationOf(finding, report)),
  ];
  const asides = [...suppressedNotice(report), ...idleNotice(report)];
  const annotations = [
    ...atMost(MAX_ANNOTATIONS, findings, 'error'),
    ...atMost(MAX_ANNOTATIONS, findings, 'warning'),
    ...atMost(MAX_ANNOTATIONS - asides.length, findings, 'notice'),
    ...asides,
  ];
  return [...annotations.map(command), `tfplan-studio: ${summaryOf(report)}`]
    .map((line) => `${line}\n`)
    .join('');
};

const LEVELS: Readonly<Record<Outcome, Level>> = {
  error: 'error',
  warning: 'warning',
  undetermined: 'notice',
  suppressed: 'notice',
  pass: 'notice',
  'not-applicable': 'notice',
};

function annotationOf({ result, others }: Fold, { plans }: Report): Annotation {
  const { plan, policy, subject, verdict, message, remedy, evidence } = result;
  return {
    level: LEVELS[outcomeOf(result)],
    lines: [
      message,
      `For: ${namesOf([subject, ...others.map((other) => other.subject)])}`,
      ...(plans.length > 1 ? [`Plan: ${plan}`] : []),
      ...(remedy === '' ? [] : [`${verdict === 'fail' ? 'Fix' : 'Hint'}: ${remedy}`]),
    ],
    properties: { ...placeOf(evidence), title: policy },
  };
}

/** Why some plans could not be checked. */
const problems = ({ problems: sentences = [] }: Report): readonly Annotation[] =>
  sentences.map((sentence) => ({ level: 'error', lines: [sentence], properties: { title: 'Not checked' } }));

/** What makes the verdicts weaker than usual. */
const cautions = ({ plans }: Report): readonly Annotation[] =>
  plans.flatMap(({ path, caveats }) =>
    caveats.map((caveat) => ({
      level: 'warning',
      lines: [caveat, ...(plans.length > 1 ? [`Plan: ${path}`] : [])],
      properties: { title: 'Caution' },
    })),
  );

/** The annotations of one level that GitHub shows; the last one says how many there is no room for. */
function atMost(limit: number, annotations: readonly Annotation[], level: Level): readonly Annotation[] {
  const all = annotations.filter((annotation) => annotation.level === level);
  const left = all.length - limit;
  const shown = all.slice(0, limit);
  const last = shown.at(-1);
  if (left <= 0 || last === undefined) return shown;
  const note = `(${left} more of this kind: GitHub shows ${MAX_ANNOTATIONS} a step)`;
  return [...shown.slice(0, -1), { ...last, lines: [...last.lines, note] }];
}

function suppressedNotice({ summary: { waived, baseline } }: Report): readonly Annotation[] {
  if (waived + baseline === 0) return [];
  const line = `${counted(waived, 'finding is waived', 'findings are waived')}, and ${baseline} in the baseline`;
  return [{ level: 'notice', lines: [line] }];
}

function idleNotice(report: Report): readonly Annotation[] {
  const lines = idleSettings(report);
  return lines.length === 0 ? [] : [{ level: 'notice', lines }];
}

function command({ level, lines, properties = {} }: Annotation): string {
  const pairs = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(printable(String(value)))}`],
  );
  const head = pairs.length === 0 ? level : `${level} ${pairs.join(',')}`;
  return `::${head}::${escapeData(lines.map(shortened).join('\n'))}`;
}

function shortened(line: string): string {
  const shown = printable(line);
  return shown.length <= MAX_LINE ? shown : `${shown.slice(0, MAX_LINE - 2).replace(/\p{Cs}$/u, '')}…`;
}

/** As the runner undoes it. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
