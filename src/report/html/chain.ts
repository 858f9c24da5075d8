import { columnsOf } from '../columns.ts';
import { printable } from '../printable.ts';
import type { Fact } from '../report.ts';
import { firstChain } from '../tree.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

const MAX_HOPS = 10;
const WIDTH = 640;
const HEIGHT = 46;
const GAP = 22;
/** How many columns there is room for in a box. */
const COLUMNS = 76;

/** A picture of the first chain of the evidence, a box a fact: from what is judged to what is wrong with it. */
export function chainPicture(evidence: readonly Fact[]): Markup {
  const chain = firstChain(evidence);
  const [first] = chain;
  const last = chain.at(-1);
  if (first === undefined || last === undefined || chain.length < 2) return NOTHING;
  const start = Math.max(1, chain.length - MAX_HOPS + 1);
  const hops = [first, ...chain.slice(start)];
  const height = hops.length * (HEIGHT + GAP) - GAP + 4;
  const left = start - 1;
  return markup`<figure>
<svg role="img" viewBox="0 0 ${WIDTH + 4} ${height}" width="${WIDTH + 4}" height="${height}">
<title>From ${first.address} to ${last.address} in ${chain.length} steps</title>
${hops.map((fact, index) => hop(fact, index, index === hops.length - 1))}
</svg>
${left > 0 ? markup`<figcaption class="dim">${left} steps after the first are left out.</figcaption>` : NOTHING}
</figure>`;
}

function hop({ address, attribute, text }: Fact, index: number, isEnd: boolean): Markup {
  const top = index * (HEIGHT + GAP) + 2;
  const what = attribute === undefined ? text : `${attribute}  ${text}`;
  return markup`${index === 0 ? NOTHING : arrow(top)}
<rect class="${isEnd ? 'end' : 'hop'}" x="2" y="${top}" width="${WIDTH}" height="${HEIGHT}" rx="6"/>
<text x="14" y="${top + 19}">${shortened(address)}</text>
<text class="what" x="14" y="${top + 37}">${shortened(what)}</text>`;
}

/** Down to the top of a box. */
const arrow = (top: number): Markup =>
  markup`<path d="M40 ${top - GAP + 2}V${top - 3}M35 ${top - 9}l5 6 5-6"/>`;

/** So much of a text as has room in a box; the tree below the picture has it whole. */
function shortened(text: string): string {
  const shown = printable(text);
  if (columnsOf(shown) <= COLUMNS) return shown;
  let columns = 1;
  let cut = '';
  for (const character of shown) {
    columns += columnsOf(character);
    if (columns > COLUMNS) break;
    cut += character;
  }
  return `${cut}…`;
}
