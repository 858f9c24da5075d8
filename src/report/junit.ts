import { evidenceLines, PLAIN } from './evidence.ts';
import type { Format } from './format.ts';
import { outcomeOf, outcomesOf } from './outcome.ts';
import { placeOf } from './place.ts';
import { type CheckedPlan, type Report, type Result, resultsOf } from './report.ts';
import { treesOf } from './tree.ts';
import { verdictOf, wordOf } from './wording.ts';
import { element, type Xml } from './xml.ts';

/**
 * JUnit XML as GitLab, Jenkins and others read it: a test suite for each plan and policy, a test case for each subject.
 * What is undetermined, suppressed or not applicable is skipped. No times, so that equal checks give equal bytes.
 */
export const junit: Format = (report) => {
  const suites = [...problemSuites(report), ...report.plans.flatMap((plan) => suitesOf(plan, report))];
  const cases = suites.flatMap((suite) => suite.cases);
  // Jenkins' schema of JUnit knows no count of skipped cases here.
  const { skipped: _, ...tally } = tallyOf(cases);
  const xml = element('testsuites', { name: 'tfplan-studio', ...tally }, suites.map(suiteXml));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.text}\n`;
};

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly outcome: 'passed' | 'failed' | 'errored' | 'skipped';
  readonly xml: Xml;
}

interface Tally {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** Why some plans could not be checked. */
function problemSuites({ problems = [] }: Report): readonly Suite[] {
  const cases = problems.map((sentence): Case => {
    const error = element('error', { type: 'not checked', message: sentence });
    return {
      outcome: 'errored',
      xml: element('testcase', { name: sentence, classname: 'tfplan-studio' }, [error]),
    };
  });
  return cases.length === 0 ? [] : [{ name: 'tfplan-studio', cases }];
}

function suitesOf(plan: CheckedPlan, report: Report): readonly Suite[] {
  const { path } = plan;
  const ofPlan = resultsOf(path, report);
  const ofPolicies = report.policies.map(({ id, source }) => ({
    name: `${path} ${id}`,
    cases: ofPlan.filter(({ policy }) => policy === id).map((result) => caseOf(result, source)),
  }));
  return [{ name: path, cases: planCases(plan, ofPlan) }, ...ofPolicies].filter(
    ({ cases }) => cases.length > 0,
  );
}

/** What keeps the plan as a whole from being judged. Jenkins takes a report without test cases for a fault. */
function planCases(plan: CheckedPlan, results: readonly Result[]): readonly Case[] {
  const { path, caveats } = plan;
  const reasons = [...(results.length === 0 ? [verdictOf(outcomesOf([]), [plan])] : []), ...caveats];
  if (reasons.length === 0) return [];
  const skipped = element('skipped', { message: reasons.join('; ') });
  return [{ outcome: 'skipped', xml: element('testcase', { name: path, classname: path }, [skipped]) }];
}

/** @param source where the requirement is written */
function caseOf(result: Result, source: string): Case {
  const { plan, policy, subject, severity, message, evidence } = result;
  // Jenkins takes what is before the last dot of a class name for its package.
  const attributes = { name: subject, classname: `${plan}.${policy}`, ...placeOf(evidence) };
  const caseWith = (outcome: Case['outcome'], ...children: readonly Xml[]): Case => ({
    outcome,
    xml: element('testcase', attributes, children),
  });
  switch (outcomeOf(result)) {
    case 'pass':
      return caseWith('passed');
    case 'not-applicable':
      return caseWith('skipped', element('skipped', { message }));
    case 'error':
    case 'warning':
      return caseWith('failed', element('failure', { type: severity, message }, detailsOf(result, source)));
    case 'undetermined':
    case 'suppressed': {
      const reason = [wordOf(result), result.suppression?.reason ?? message].join(': ');
      return caseWith('skipped', element('skipped', { message: reason }, detailsOf(result, source)));
    }
  }
}

function detailsOf({ message, evidence, remedy, code }: Result, source: string): readonly string[] {
  return [
    message,
    ...evidenceLines(treesOf(evidence), Infinity, PLAIN),
    ...(remedy === '' ? [] : [`fix: ${remedy}`]),
    ...(code?.split('\n') ?? []),
    `see: ${source}`,
  ];
}

const suiteXml = ({ name, cases }: Suite): Xml =>
  element(
    'testsuite',
    { name, ...tallyOf(cases) },
    cases.map(({ xml }) => xml),
  );

function tallyOf(cases: readonly Case[]): Tally {
  const count = (wanted: Case['outcome']): number => cases.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: cases.length,
    failures: count('failed'),
    errors: count('errored'),
    skipped: count('skipped'),
  };
}
