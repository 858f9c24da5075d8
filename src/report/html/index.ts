import { digest } from '../../digest.ts';
import { worstFirst } from '../fold.ts';
import type { Format } from '../format.ts';
import { MARKS, type Outcome, OUTCOMES, outcomesOf, worstOf, worstOfAll } from '../outcome.ts';
import { type CheckedPlan, type Report, type Result, resultsOf } from '../report.ts';
import { hintsOf, idleSettings, summaryOf, verdictOf, verdictOfAll } from '../wording.ts';
import { findingMarkup } from './finding.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import { STYLE } from './style.ts';
import { verdictTable } from './verdicts.ts';

/** Nothing is loaded or run; the hash lets in the one style. */
const security = (): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${digest('sha256', STYLE, 'base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** One page that needs nothing else: of each plan what is wrong, with its reasons, and a table of all verdicts. */
export const html: Format = (report) => {
  const worst = worstOfAll(report);
  const title = `SageMaker Studio: ${verdictOfAll(report)}`;
  const notes = [...idleSettings(report), ...hintsOf(report)];
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ text: security() }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ text: STYLE }}</style>
</head>
<body>
<header>
<h1><span class="${worst}">${MARKS[worst]}</span> ${title}</h1>
<p>${summaryOf(report)}</p>
</header>
<main>
${notesMarkup('Not checked', report.problems ?? [])}
${report.plans.map((plan) => planMarkup(plan, report))}
${notesMarkup('Notes', notes)}
</main>
<footer class="dim">
<p>${OUTCOMES.map(legend)}</p>
</footer>
</body>
</html>
`;
  return page.text;
};

function planMarkup(plan: CheckedPlan, report: Report): Markup {
  const { path, terraformVersion, links, caveats } = plan;
  const results = resultsOf(path, report);
  const outcomes = outcomesOf(results);
  const worst = worstOf(outcomes);
  const sources = new Map(report.policies.map(({ id, source }) => [id, source]));
  const findings = worstFirst({ ...report, plans: [plan] });
  const version = terraformVersion === undefined ? '' : `Made by version ${terraformVersion}. `;
  const tier = links === 'source' ? 'Terraform’s sources' : 'the JSON of the plan alone';
  return markup`<section>
<h2><span class="${worst}">${MARKS[worst]}</span> <code>${path}</code>: ${verdictOf(outcomes, [plan])}</h2>
<p class="dim">${version}References come from ${tier}.</p>
${list(caveats)}
${findings.length === 0 ? NOTHING : markup`<h3>Findings</h3>`}
${findings.map((finding) => findingMarkup(finding, sources.get(finding.result.policy) ?? ''))}
${suppressedTable(outcomes.suppressed)}
${verdictTable(results, report.policies)}
</section>`;
}

/** What fails or is undetermined and does not count, and why. */
function suppressedTable(results: readonly Result[]): Markup {
  if (results.length === 0) return NOTHING;
  const rows = results.map(
    ({ policy, subject, suppression }) => markup`<tr>
<td>${policy}</td>
<td><code>${subject}</code></td>
<td>${suppression?.kind === 'waiver' ? 'waived' : 'in the baseline'}</td>
<td>${suppression?.expires ?? ''}</td>
<td>${suppression?.reason ?? ''}</td>
</tr>`,
  );
  const head = ['Policy', 'Subject', 'Why it does not count', 'Until', 'Reason'];
  return markup`<h3>Suppressed</h3>
<div class="scroll" role="region" aria-label="Suppressed" tabindex="0">
<table>
<thead><tr>
${head.map((name) => markup`<th scope="col">${name}</th>`)}
</tr></thead>
<tbody>
${rows}
</tbody>
</table>
</div>`;
}

const notesMarkup = (heading: string, notes: readonly string[]): Markup =>
  notes.length === 0 ? NOTHING : markup`<section>\n<h2>${heading}</h2>\n${list(notes)}\n</section>`;

const list = (items: readonly string[]): Markup =>
  items.length === 0 ? NOTHING : markup`<ul>\n${items.map((item) => markup`<li>${item}</li>`)}\n</ul>`;

const legend = (outcome: Outcome): Markup =>
  markup`<span class="${outcome}">${MARKS[outcome]} ${outcome}</span>`;
