import type { Report } from '../../src/report/index.ts';
import { HOSTILE, hostileReport } from './hostile.ts';

/** Texts that a host would act on if a format let them through, each alone and all together. */
export const ATTACKS: readonly string[] = [
  HOSTILE,
  '</details></summary></code></pre></td></table></section></svg>',
  '<script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>',
  '" onmouseover="alert(1)',
  '<!-- tfplan-studio --> -->',
  '&lt;b&gt; &#60;b&#62; &amp;',
  '```',
  '```\n```diff\n~~~\n````',
  '`` ` ```',
  '# heading',
  '1. item',
  '- item',
  '> quote',
  '--- | ---',
  String.raw`a | b \| c \\| d`,
  '](http://evil.example) [a](http://evil.example) ![a](http://evil.example/x.png) [a]: http://evil.example',
  '<http://evil.example> http://evil.example www.evil.example someone@evil.example',
  '@org/team @someone #1 GH-1 org/repo#1 !1 &1 ~label %1 $1 /close :smile: $x$ $`x`$',
  '_a_ *b* **c** ~~d~~ [^1] a__b__c',
  '::error::x',
  '%0A::set-output name=x::y',
  '\n::add-mask::x\r\n::stop-commands::x',
  '##[add-mask]x ##[error]x',
  'file=x,line=1::x',
  'FAIL',
  'failover Failure FAIL 12 failures failures": [',
  '\nFAIL x\n3 failures',
  '\u202eevil\u2066 \u200b \u2028 \ud800',
  '\u001b[31m \u009b2J \u0000',
  '\u00a0 \u3000',
  ' ',
].flatMap((text) => [text, `x ${text}`, `aws_subnet.a["${text}"]`]);

/** A report that has such a text wherever text may come from outside. */
export const reportOfAttack = (text: string): Report =>
  JSON.parse(JSON.stringify(hostileReport()), (_, value: unknown) => (value === HOSTILE ? text : value));
