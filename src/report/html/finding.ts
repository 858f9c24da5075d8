import { fileAndLine, isQuoted } from '../evidence.ts';
import type { Fold } from '../fold.ts';
import { webAddress } from '../markup.ts';
import { MARKS, outcomeOf } from '../outcome.ts';
import { type Tree, treesOf } from '../tree.ts';
import { wordOf } from '../wording.ts';
import { chainPicture } from './chain.ts';
import { lines, type Markup, markup, NOTHING } from './markup.ts';

/** A finding with its reasons and what to do; open, unless it is undetermined: what would settle that is said once for all. */
export function findingMarkup({ result, others }: Fold, source: string): Markup {
  const { policy, subject, verdict, message, evidence, remedy, code } = result;
  const outcome = outcomeOf(result);
  const subjects = others.map((other) => markup`<li><code>${other.subject}</code></li>`);
  return markup`<details${outcome === 'undetermined' ? NOTHING : markup` open`}>
<summary><h4><span class="${outcome}">${MARKS[outcome]} ${wordOf(result)}</span> ${policy}: <code>${subject}</code>${
    others.length === 0 ? '' : ` and ${others.length} more`
  }</h4></summary>
<p>${message}</p>
${chainPicture(evidence)}
${isQuoted(result) ? NOTHING : treeMarkup(treesOf(evidence), 'evidence')}
${verdict !== 'fail' ? NOTHING : markup`<p><strong>Fix:</strong> ${remedy}</p>`}
${code === undefined ? NOTHING : markup`<pre><code>${lines(code)}</code></pre>`}
${others.length === 0 ? NOTHING : markup`<p>The same is said of:</p>\n<ul>\n${subjects}\n</ul>`}
<p>${sourceLink(source, source)}</p>
</details>`;
}

/** A link if the source is on the web, else its text. */
export function sourceLink(source: string, text: string): Markup {
  const page = webAddress(source);
  return page === undefined ? markup`${text}` : markup`<a href="${page}">${text}</a>`;
}

function treeMarkup(trees: readonly Tree[], name: string): Markup {
  if (trees.length === 0) return NOTHING;
  return markup`<ul class="${name}">\n${trees.map(factMarkup)}\n</ul>`;
}

function factMarkup({ fact, below }: Tree): Markup {
  const { address, attribute, text, repeated } = fact;
  const place = fileAndLine(fact);
  const words = [
    markup`<code>${address}</code>`,
    attribute === undefined ? NOTHING : markup`<code>${attribute}</code>`,
    markup`${text}`,
    place === undefined ? NOTHING : markup`<code class="dim">${place}</code>`,
    repeated ? markup`<span class="dim">(as above)</span>` : NOTHING,
  ];
  return markup`<li>${words.filter((word) => word !== NOTHING)}${treeMarkup(below, 'below')}</li>`;
}
