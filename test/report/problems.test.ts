import { expect, test } from 'vitest';
import { type FormatName, formatOf, type Report } from '../../src/report/index.ts';
import { options, reportWith } from './reports.ts';

const report: Report = { ...reportWith({ verdict: 'pass' }), problems: ['b.json does not exist.'] };

/** Each format with what it shows of a plan that could not be checked. */
const shown: readonly (readonly [FormatName, string])[] = [
  ['json', '"problems": [\n    "b.json does not exist."\n  ]'],
  ['github', '::error title=Not checked::b.json does not exist.\n'],
  ['markdown', '## ✗ SageMaker Studio: passes, 1 problem that kept plans from being checked\n'],
  ['markdown', '- **Not checked:** `b.json does not exist.`\n'],
  ['html', '<h2>Not checked</h2>\n<ul>\n<li>b.json does not exist.</li>\n</ul>'],
  ['sarif', '"executionSuccessful":false'],
  ['sarif', '{"level":"error","message":{"text":"b.json does not exist."}}'],
  [
    'junit',
    `<testsuite name="tfplan-studio" tests="1" failures="0" errors="1" skipped="0">
<testcase name="b.json does not exist." classname="tfplan-studio">
<error type="not checked" message="b.json does not exist."/>
</testcase>
</testsuite>`,
  ],
  ['spacelift', '"problems": [\n    "b.json does not exist."\n  ]'],
];

test.each(shown)('%s: %s', (format, text) => {
  expect(formatOf(format)(report, options)).toContain(text);
  expect(formatOf(format)(reportWith({ verdict: 'pass' }), options)).not.toContain(text);
});

test('text is beside standard error, which has them', () => {
  const text = formatOf('text');
  expect(text(report, options)).toBe(text(reportWith({ verdict: 'pass' }), options));
});
