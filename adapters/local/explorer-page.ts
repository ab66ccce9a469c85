// The dormancy explorer as a page that stands alone: no script, nothing from outside, on screen and on paper.

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { EXPLORER_STYLE } from '#adapters/local/explorer-style';
import { histogramSvg } from '#adapters/local/explorer-svg';
import {
  type Figures,
  figuresIn,
  reachTable,
  scoreTable,
  sourceTable,
  tierTable,
  windowTable,
} from '#adapters/local/explorer-tables';
import {
  backlogWords,
  type ExplorerSources,
  isOneWindow,
  ruleWords,
  signWords,
  tierWords,
} from '#adapters/local/explorer-words';
import { escaped } from '#adapters/local/page-answer';
import type { Exploration } from '#core/explorer';
import { CROSSING_DAYS } from '#core/explorer-silence';

/** Only this style, whatever else a name in the page may try. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(EXPLORER_STYLE).digest('base64')}'`;

/** The page, in the shop's number format; counts only, nothing of any one customer. */
export function explorerPage(found: Exploration, from: ExplorerSources): string {
  const { name, locale } = from.shop;
  const figures = figuresIn(locale);
  const date = new Date(`${found.asOf}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const plain = isOneWindow(found.rule);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}: who is dormant on ${escaped(date)}</title>
<style>${EXPLORER_STYLE}</style>
</head>
<body>
<main>
${header(found, from, date, figures)}
<dl class="figures">
${headFigures(found, figures)
  .map(([term, figure, note]) => `<div><dt>${term}</dt><dd>${figure}<small>${note}</small></dd></div>`)
  .join('\n')}
</dl>
<section>
<h2>How long customers have been silent</h2>
<p class="key"><span>${swatch('dormant')}dormant</span><span>${swatch('awake')}not dormant</span></p>
${histogramSvg(found, plain, locale)}
<p class="soft">Customers by whole days since their last ${escaped(signWords(found))}; each bar is 30 days wide.</p>
</section>
<section>
<h2>What another window would change</h2>
${windowTable(found, plain, figures)}
</section>
${plain ? '' : `<section>\n<h2>Whose window it was</h2>\n${sourceTable(found, figures)}\n</section>\n`}<div class="pair">
<section>
<h2>How valuable they are</h2>
${tierTable(found, figures)}
<p class="soft">${tierWords(found.tiers, from)}</p>
</section>
<section>
<h2>On which channel they can be reached</h2>
${reachTable(found, figures)}
</section>
</div>
${scoreSection(found, figures)}
${footer(found, from, figures)}
</main>
</body>
</html>
`;
}

function header(found: Exploration, { shop }: ExplorerSources, date: string, { count }: Figures): string {
  const since = isOneWindow(found.rule) && signWords(found) === 'order' ? ' since the last order' : '';
  const only =
    found.segment === null
      ? ''
      : `\n<p>Counted are the customers of the segment ${escaped(found.segment)}; ${count(found.outside)} others are not in it.</p>`;
  return `<header>
<p class="soft">${escaped(shop.name)}</p>
<h1>Who is dormant on ${escaped(date)}</h1>
<p>Dormant is whoever has been ${escaped(ruleWords(found))}${since}.</p>${only}
</header>`;
}

function headFigures(found: Exploration, { count, mean, share }: Figures): readonly (readonly string[])[] {
  const { customers, dormant, reachable } = found;
  const reached = reachable === 'unknown' ? undefined : dormant - reachable.none;
  return [
    ['Customers', count(customers), `with ${count(found.orders)} orders`],
    ['Dormant', count(dormant), `${share(dormant, customers)} of them`],
    ['Crossing a day', mean(found.crossingPerDay), `mean of the ${CROSSING_DAYS} days before`],
    reached === undefined
      ? ['Reachable', '–', 'unknown without a customers file']
      : ['Reachable', count(reached), `${share(reached, dormant)} of the dormant`],
  ];
}

function scoreSection(found: Exploration, figures: Figures): string {
  if (found.scores === 'unknown') return '';
  return `<section>
<h2>How lately and how often they ordered</h2>
${scoreTable(found, figures)}
<p class="soft">Customers by their fifth of the shop: down by the last order, across by the number of orders. Below each count,
and in the depth of its colour, the share that is dormant. Whoever ordered equally often has the same fifth, so some stay empty.</p>
</section>`;
}

function footer(found: Exploration, { called, are, laterOrders, rejected, shop }: ExplorerSources, { count }: Figures) {
  // Whoever gets the page has no use for the folders of whoever made it.
  const names = are === 'files' ? called.map((file) => basename(file)) : called;
  const when = are === 'files' ? `before ${found.asOf}` : `as of ${found.asOf}`;
  const left =
    are === 'files'
      ? `\nLater orders left out: ${count(laterOrders)}; rows that could not be read: ${count(rejected)}.`
      : '';
  const pace = found.backlog === null ? '' : `<p>${backlogWords(found.backlog, count)}</p>\n`;
  const crossing = isOneWindow(found.rule)
    ? `on which the silence reaches ${count(found.after)} days`
    : 'on which the rule begins to hold';
  return `<footer>
<p>Counted by Winback from ${escaped(names.join(' and '))}, ${when}; silence in whole calendar days (${escaped(shop.timeZone)}).${left}</p>
${pace}<p>A customer crosses the line on the day ${crossing}.</p>
</footer>`;
}

function swatch(kind: 'dormant' | 'awake'): string {
  return `<svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${kind}" width="12" height="12" rx="2"/></svg>`;
}
