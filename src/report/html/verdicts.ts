import { MARKS, outcomeOf } from '../outcome.ts';
import type { Policy, Result } from '../report.ts';
import { wordOf } from '../wording.ts';
import { sourceLink } from './finding.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

/** All policies by all subjects of one plan, with the verdicts. */
export function verdictTable(results: readonly Result[], policies: readonly Policy[]): Markup {
  if (results.length === 0) return NOTHING;
  const subjects = [...new Set(results.map(({ subject }) => subject))];
  const cells = new Map(results.map((result) => [keyOf(result.policy, result.subject), result]));
  const judged = new Set(results.map(({ policy }) => policy));
  const rows = policies
    .filter(({ id }) => judged.has(id))
    .map(
      ({ id, title, source }) => markup`<tr>
<th scope="row"><strong>${sourceLink(source, id)}</strong><br>${title}</th>
${subjects.map((subject) => cellMarkup(cells.get(keyOf(id, subject))))}
</tr>`,
    );
  return markup`<h3>All verdicts</h3>
<div class="scroll" role="region" aria-label="All verdicts" tabindex="0">
<table class="verdicts">
<thead><tr>
<th scope="col">Policy</th>
${subjects.map((subject) => markup`<th scope="col"><code>${subject}</code></th>`)}
</tr></thead>
<tbody>
${rows}
</tbody>
</table>
</div>`;
}

const keyOf = (policy: string, subject: string): string => JSON.stringify([policy, subject]);

function cellMarkup(result: Result | undefined): Markup {
  if (result === undefined) return markup`<td></td>`;
  const outcome = outcomeOf(result);
  return markup`<td class="${outcome}"><span aria-hidden="true">${MARKS[outcome]}</span> <span class="hidden">${wordOf(result)}</span></td>`;
}
