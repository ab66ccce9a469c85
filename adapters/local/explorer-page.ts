// The dormancy explorer as a page that stands alone: no script, nothing from outside, light and dark, wide and narrow.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { histogramSvg } from '#adapters/local/explorer-svg';
import { type ExplorerSources, tierWords, windowWords } from '#adapters/local/explorer-words';
import { CHANNELS } from '#core/channel';
import { CROSSING_DAYS, type Exploration } from '#core/explorer';
import { VALUE_TIERS } from '#core/model/customer-value';
import { channelWord } from '#core/standing';

const STYLE = `
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
tbody th { font-weight: 400; white-space: nowrap; }
tr.asked > * { background: var(--wash); font-weight: 600; }
td .bar { display: block; width: 100%; height: 6px; }
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
  svg text { font-size: 26px; }
  svg .fine { display: none; }
}
`;
/** Only this style, whatever else a name in the page may try. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The page, in the shop's number format; counts only, nothing of any one customer. */
export function explorerPage(found: Exploration, from: ExplorerSources): string {
  const { name, locale, timeZone } = from.shop;
  const count = (number: number) => number.toLocaleString(locale);
  const mean = (number: number) =>
    number.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = (part: number, whole: number) =>
    whole === 0
      ? '–'
      : (part / whole).toLocaleString(locale, {
          ...{ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
        });
  const { customers, dormant, tiers } = found;
  const date = new Date(`${found.asOf}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const figures = [
    ['Customers', count(customers), `with ${count(found.orders)} orders`],
    ['Dormant', count(dormant), `${share(dormant, customers)} of them`],
    ['Crossing a day', mean(found.crossingPerDay), `mean of the ${CROSSING_DAYS} days before`],
    reachFigure(found, count, share),
  ];
  const windows = found.windows.map((window) => ({
    asked: window.after === found.after,
    cells: [
      `${count(window.after)} days`,
      count(window.dormant),
      share(window.dormant, customers),
      mean(window.crossingPerDay),
    ],
  }));
  const tierRows = VALUE_TIERS.map((tier) => {
    const [all, quiet] = [tiers.all[tier], tiers.dormant[tier]];
    return { cells: [tier, count(all), count(quiet), share(quiet, all)], part: all === 0 ? 0 : quiet / all };
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}: who is dormant on ${escaped(date)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="soft">${escaped(name)}</p>
<h1>Who is dormant on ${escaped(date)}</h1>
<p>Dormant is whoever has been ${windowWords(found)} since the last order.</p>
</header>
<dl class="figures">
${figures.map(([term, figure, note]) => `<div><dt>${term}</dt><dd>${figure}<small>${note}</small></dd></div>`).join('\n')}
</dl>
<section>
<h2>How long customers have been silent</h2>
<p class="key"><span>${swatch('dormant')}dormant</span><span>${swatch('awake')}not dormant</span></p>
${histogramSvg(found, locale)}
<p class="soft">Customers by whole days since their last order; each bar is 30 days wide.</p>
</section>
<section>
<h2>What another window would change</h2>
${table(['Dormant after', 'Dormant now', 'Share of customers', 'Crossing a day'], windows)}
</section>
<div class="pair">
<section>
<h2>How valuable they are</h2>
${table(['Tier', 'Customers', 'Dormant', 'Share of tier'], tierRows)}
<p class="soft">${tierWords(tiers)}</p>
</section>
<section>
<h2>On which channel they can be reached</h2>
${reachTable(found, count, share)}
</section>
</div>
<footer>
<p>Counted by Winback from ${escaped(basename(from.orders))}${from.customers === undefined ? '' : ` and ${escaped(basename(from.customers))}`}:
orders before ${found.asOf}, silence in whole calendar days (${escaped(timeZone)}).
Later orders left out: ${count(found.laterOrders)}; rows that could not be read: ${count(from.rejected)}.</p>
<p>A customer crosses the line on the day on which the silence reaches ${count(found.after)} days.</p>
</footer>
</main>
</body>
</html>
`;
}

type Count = (number: number) => string;
type Share = (part: number, whole: number) => string;

function reachFigure({ reachable, dormant }: Exploration, count: Count, share: Share): string[] {
  if (reachable === 'unknown') return ['Reachable', '–', 'unknown without a customers file'];
  const reached = dormant - reachable.none;
  return ['Reachable', count(reached), `${share(reached, dormant)} of the dormant`];
}

function reachTable({ reachable, dormant }: Exploration, count: Count, share: Share): string {
  if (reachable === 'unknown') return '<p>Unknown: the orders alone do not tell. A customers file does.</p>';
  const rows = [...CHANNELS.map((channel) => [channelWord(channel), reachable[channel]] as const)];
  const told = [...rows, ['On none', reachable.none] as const].map(([word, number]) => ({
    cells: [word, count(number), share(number, dormant)],
    part: dormant === 0 ? 0 : number / dormant,
  }));
  return `${table(['', 'Dormant', 'Share'], told)}
<p class="soft">An address or number, and consent. Whoever is on both channels counts on both.</p>`;
}

type Row = { readonly cells: readonly string[]; readonly part?: number; readonly asked?: boolean };

function table(header: readonly string[], rows: readonly Row[]): string {
  const head = header.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map(({ cells: [first, ...others], part, asked }) => {
    const bar = part === undefined ? '' : barOf(part);
    const cells = others.map((cell, index) => `<td>${cell}${index === others.length - 1 ? bar : ''}</td>`).join('');
    return `<tr${asked ? ' class="asked"' : ''}><th scope="row">${first}</th>${cells}</tr>`;
  });
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

function barOf(part: number): string {
  return `<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="awake" width="100" height="6"/><rect class="dormant" width="${(part * 100).toFixed(1)}" height="6"/></svg>`;
}

function swatch(kind: 'dormant' | 'awake'): string {
  return `<svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${kind}" width="12" height="12" rx="2"/></svg>`;
}

/** Text as it may stand in HTML, between tags and in quoted attributes. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
