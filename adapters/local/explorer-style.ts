// How does the page of the dormancy explorer look: light and dark, wide and narrow, on screen and on paper?

/** Colours come in pairs, for light and for dark; paper is always light. */
export const EXPLORER_STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#f3f1ea, #131614); --card: light-dark(#fffefb, #1b1f1d);
  --line: light-dark(#dfdacd, #323936); --ink: light-dark(#20241e, #e8ebe6); --soft: light-dark(#5a6056, #a3aca5);
  --dormant: light-dark(#1d6b52, #7fd1b3); --awake: light-dark(#cbc4b2, #4b534e); --wash: light-dark(#e2eee7, #20372f); }
* { box-sizing: border-box; }
body { margin: 0; padding: 32px 20px 48px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { display: grid; gap: 18px; max-width: 920px; margin: 0 auto; }
h1, h2 { margin: 0; font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; font-weight: 400; }
h1 { font-size: 34px; line-height: 1.2; }
h2 { font-size: 21px; }
p { margin: 0; }
header { display: grid; gap: 4px; }
.soft, footer { color: var(--soft); }
.soft { font-size: 14px; }
section, .figures > div { min-width: 0; padding: 20px; border: 1px solid var(--line); border-radius: 14px; background: var(--card); }
section { display: grid; gap: 12px; align-content: start; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 18px; margin: 0; }
.figures dt { color: var(--soft); font-size: 14px; }
.figures dd { margin: 0; font-size: 30px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures small { display: block; color: var(--soft); font-size: 13px; line-height: 1.4; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 18px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 8px 4px; border-top: 1px solid var(--line); text-align: right; }
th:first-child { text-align: left; }
thead th { border: 0; color: var(--soft); font-size: 13px; font-weight: 400; line-height: 1.3; vertical-align: bottom; }
tbody th { font-weight: 400; }
tr.asked > * { background: var(--wash); font-weight: 600; }
td .bar { display: block; width: 100%; height: 6px; }
.grid5 { table-layout: fixed; border-collapse: separate; border-spacing: 4px; }
.grid5 th { border: 0; color: var(--soft); font-size: 13px; font-weight: 400; line-height: 1.3; }
.grid5 thead th { text-align: center; }
.grid5 td { border: 0; border-radius: 8px; text-align: center; line-height: 1.3; }
.grid5 small { display: block; font-size: 12px; }
.s0 { background: color-mix(in srgb, var(--dormant) 4%, var(--card)); }
.s1 { background: color-mix(in srgb, var(--dormant) 18%, var(--card)); }
.s2 { background: color-mix(in srgb, var(--dormant) 34%, var(--card)); }
.s3 { background: color-mix(in srgb, var(--dormant) 52%, var(--card)); }
.s4 { background: var(--dormant); color: var(--card); }
.none { background: none; color: var(--soft); }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 13px; }
.dormant { fill: var(--dormant); } .awake { fill: var(--awake); } .grid { stroke: var(--line); }
.line { stroke: var(--ink); stroke-dasharray: 4 4; } svg text.mark { fill: var(--ink); }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 14px; }
.key svg { display: inline-block; width: 12px; height: 12px; margin-right: 6px; }
footer { display: grid; gap: 6px; padding: 0 4px; font-size: 14px; overflow-wrap: anywhere; }
@media (max-width: 560px) {
  body { padding: 20px 12px 32px; }
  h1 { font-size: 27px; }
  section, .figures > div { padding: 14px; }
  .figures { grid-template-columns: 1fr 1fr; gap: 12px; }
  .figures dd { font-size: 25px; }
  .grid5 { border-spacing: 2px; } .grid5 td { padding: 6px 0; font-size: 14px; } .grid5 th:first-child { width: 17%; }
  svg text { font-size: 26px; }
  svg .fine { display: none; }
}
@media print {
  :root { color-scheme: light; --paper: #ffffff; --card: #ffffff; }
  @page { margin: 14mm; }
  body { padding: 0; font-size: 11pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section, .figures > div { padding: 10px 12px; break-inside: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); }
  main, .pair { gap: 10px; }
  th, td { padding: 4px; }
}
`;
