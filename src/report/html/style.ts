/** The style of the page. Colours keep a contrast of 4.5 to 1 and add to marks and words. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --panel: #f5f6f8; --line: #c4cad2; --text: #1b1f24; --dim: #57606a;
  --error: #b3261e; --warning: #7a4f00; --undetermined: #6639a6; --suppressed: #57606a; --pass: #1a6b2d;
  --not-applicable: #57606a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --panel: #1d2126; --line: #454c55; --text: #e6e9ed; --dim: #a4adb8;
    --error: #ff9086; --warning: #f2bc5c; --undetermined: #c8a8ff; --suppressed: #a4adb8; --pass: #7dd392;
    --not-applicable: #a4adb8;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; } h3 { font-size: 1.1rem; }
h4 { display: inline; font-size: 1rem; }
section { margin-block: 2rem; }
code, pre, svg text { font-family: ui-monospace, monospace; }
code { unicode-bidi: isolate; }
code, p, li, h1, h2, summary { overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: .75rem; background: var(--page); border: 1px solid var(--line); }
a { color: inherit; }
.dim { color: var(--dim); }
.error { color: var(--error); } .warning { color: var(--warning); } .undetermined { color: var(--undetermined); }
.suppressed { color: var(--suppressed); } .pass { color: var(--pass); } .not-applicable { color: var(--not-applicable); }
details { margin-block: .75rem; padding: .5rem 1rem; background: var(--panel); border: 1px solid var(--line);
  border-radius: .4rem; }
summary { cursor: pointer; }
.evidence, .evidence ul { margin: 0; padding-left: 1.25rem; list-style: none; border-left: 1px solid var(--line); }
.scroll { position: relative; overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .25rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
.verdicts thead th { vertical-align: bottom; }
.verdicts thead code { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 24rem; }
.verdicts tbody th { font-weight: normal; }
.verdicts td { text-align: center; font-weight: bold; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
svg { max-width: 100%; height: auto; }
svg rect { fill: var(--page); stroke: var(--line); }
svg .end { stroke: var(--text); stroke-width: 2; }
svg path { fill: none; stroke: var(--dim); stroke-width: 1.5; }
svg text { fill: var(--text); font-size: 13px; }
svg .what { fill: var(--dim); font-size: 12px; }
figure { margin: 1rem 0; }
footer span { margin-right: 1rem; }
@media print {
  body { max-width: none; padding: 0; }
  details { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .scroll, pre { overflow: visible; }
  pre { white-space: pre-wrap; }
}
`;
