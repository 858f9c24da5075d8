import type { Log, Notification, ReportingDescriptor, Result as SarifResult, Run } from 'sarif';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Format } from '../format.ts';
import { prose } from '../markdown/escape.ts';
import { webAddress } from '../markup.ts';
import { outcomesOf } from '../outcome.ts';
import { printable } from '../printable.ts';
import type { Policy, Report } from '../report.ts';
import { uriOf } from '../uri.ts';
import { counted, idleSettings } from '../wording.ts';
import { messageOf } from './message.ts';
import { sarifResultOf } from './result.ts';

/** GitHub refuses longer runs. */
const MAX_RESULTS = 25_000;
/** GitHub refuses files above 10 MB when compressed by gzip, which makes a tenth or less of these. */
const MAX_CHARACTERS = 50_000_000;

/**
 * SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Holds the results that failed or are
 * undetermined, the worst first; GitHub would show passes as alerts, as it takes no notice of `kind`. All plans are in one
 * run, without automationDetails: GitHub refuses a second run of the category, and takes a category given in the file
 * before that of the upload, so that jobs which each check a `plan.json` would replace each other's alerts.
 */
export const sarif: Format = (report) => {
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report)],
  };
  return `${printable(JSON.stringify(log))}\n`;
};

function runOf(report: Report): Run {
  const { error, warning, undetermined, suppressed } = outcomesOf(report.results);
  const worstFirst = [...error, ...warning, ...undetermined, ...suppressed];
  const places = new Map(report.policies.map(({ id }, index) => [id, index]));
  const results: SarifResult[] = [];
  let characters = 0;
  for (const result of worstFirst.slice(0, MAX_RESULTS)) {
    const sarifResult = sarifResultOf(result, places.get(result.policy) ?? -1);
    characters += JSON.stringify(sarifResult).length;
    if (characters > MAX_CHARACTERS) break;
    results.push(sarifResult);
  }
  return {
    tool: {
      driver: {
        name: packageJson.name,
        semanticVersion: packageJson.version,
        rules: report.policies.map(ruleOf),
      },
    },
    invocations: [
      {
        executionSuccessful: report.problems === undefined,
        toolExecutionNotifications: [
          ...problems(report),
          ...caveats(report),
          ...cutNotice(worstFirst.length - results.length),
        ],
        toolConfigurationNotifications: idleSettings(report).map((note) => notice(note)),
      },
    ],
    results,
  };
}

/**
 * There is no `security-severity`: GitHub gives it to all alerts of a rule in place of their own level, so that what is
 * undetermined or only a warning would fail checks.
 */
function ruleOf({ id, title, severity, source, why }: Policy): ReportingDescriptor {
  const helpUri = webAddress(source);
  return {
    id,
    shortDescription: messageOf(title),
    fullDescription: messageOf(why),
    help: {
      text: messageOf(`${why} See ${source}`).text,
      markdown: `${prose(why)}${helpUri === undefined ? '' : ` [Documentation](${helpUri})`}`,
    },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: severity },
    properties: { tags: ['aws', 'network', 'sagemaker', 'terraform'], 'problem.severity': severity },
  };
}

/** Why some plans could not be checked. */
const problems = ({ problems: sentences = [] }: Report): readonly Notification[] =>
  sentences.map((sentence) => ({ level: 'error', message: messageOf(sentence) }));

/** What makes the verdicts weaker than usual. */
const caveats = ({ plans }: Report): readonly Notification[] =>
  plans.flatMap(({ path, caveats: sentences }) => sentences.map((sentence) => notice(sentence, path)));

const cutNotice = (left: number): readonly Notification[] =>
  left === 0 ? [] : [notice(`GitHub takes no more: ${counted(left, 'result is', 'results are')} left out`)];

const notice = (text: string, plan?: string): Notification => ({
  level: 'warning',
  message: messageOf(text),
  ...(plan !== undefined && {
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(plan) } } }],
  }),
});
