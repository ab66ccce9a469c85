// The tables on the page of the dormancy explorer: windows, who measured, tiers, scores and reach.
import { ruleName, sourceWords } from '#adapters/local/explorer-words';
import { CHANNELS } from '#core/channel';
import type { Exploration } from '#core/explorer';
import { VALUE_TIERS } from '#core/model/value-tier';
import { channelWord } from '#core/standing';

/** Numbers in the way of the shop's locale. */
export type Figures = {
  count(number: number): string;
  mean(number: number): string;
  share(part: number, whole: number): string;
};

type Row = { readonly cells: readonly string[]; readonly part?: number; readonly asked?: boolean };

/** A cell is as dark as the share of its customers who are dormant: in fifths. */
const SHADES = 5;

export function figuresIn(locale: string): Figures {
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return {
    count: (number) => number.toLocaleString(locale),
    mean: (number) => number.toLocaleString(locale, one),
    share: (part, whole) => (whole === 0 ? '–' : (part / whole).toLocaleString(locale, { style: 'percent', ...one })),
  };
}

/** Windows of one length for everybody; where the rule is something else, it comes first. */
export function windowTable(found: Exploration, isOneWindow: boolean, { count, mean, share }: Figures): string {
  const windows = found.windows.map((window) => ({
    ...{ name: `${count(window.after)} days`, asked: isOneWindow && window.after === found.after },
    ...{ dormant: window.dormant, crossingPerDay: window.crossingPerDay },
  }));
  const { dormant, crossingPerDay, customers } = found;
  const own = { name: ruleName(found.rule), asked: true, dormant, crossingPerDay };
  const rows = (isOneWindow ? windows : [own, ...windows]).map((window) => ({
    asked: window.asked,
    cells: [window.name, count(window.dormant), share(window.dormant, customers), mean(window.crossingPerDay)],
  }));
  return table(['Dormant after', 'Dormant now', 'Share of customers', 'Crossing a day'], rows);
}

export function sourceTable({ sources }: Exploration, { count, share }: Figures): string {
  const rows = sources.map(({ measuredBy, customers, dormant }) => ({
    cells: [sourceWords(measuredBy), count(customers), count(dormant), share(dormant, customers)],
    part: customers === 0 ? 0 : dormant / customers,
  }));
  return table(['Measured by', 'Customers', 'Dormant', 'Share'], rows);
}

export function tierTable({ tiers }: Exploration, { count, share }: Figures): string {
  const rows = VALUE_TIERS.map((tier) => {
    const [all, quiet] = [tiers.all[tier], tiers.dormant[tier]];
    return { cells: [tier, count(all), count(quiet), share(quiet, all)], part: all === 0 ? 0 : quiet / all };
  });
  return table(['Tier', 'Customers', 'Dormant', 'Share of tier'], rows);
}

export function reachTable({ reachable, dormant }: Exploration, { count, share }: Figures): string {
  if (reachable === 'unknown') return '<p>Unknown: the orders alone do not tell. A customers file does.</p>';
  const known = [...CHANNELS.map((channel) => [channelWord(channel), reachable[channel]] as const)];
  const rows = [...known, ['On none', reachable.none] as const].map(([word, number]) => ({
    cells: [word, count(number), share(number, dormant)],
    part: dormant === 0 ? 0 : number / dormant,
  }));
  return `${table(['', 'Dormant', 'Share'], rows)}
<p class="soft">An address or number, and consent. Whoever is on both channels counts on both.</p>`;
}

/** Recency down, frequency across, best first; empty where nobody ordered yet. */
export function scoreTable({ scores }: Exploration, { count, share }: Figures): string {
  if (scores === 'unknown') return '';
  const places = scores.all.map((_, place) => place);
  const cells = (recency: number) =>
    places.toReversed().map((frequency) => {
      const all = scores.all[recency]?.[frequency] ?? 0;
      const quiet = scores.dormant[recency]?.[frequency] ?? 0;
      if (all === 0) return '<td class="none">–</td>';
      const shade = Math.min(Math.floor((quiet / all) * SHADES), SHADES - 1);
      return `<td class="s${shade}">${count(all)}<small>${share(quiet, all)}</small></td>`;
    });
  const best = places.length - 1;
  const head = places.toReversed().map((place) => `<th scope="col">${endWord(place, best, 'most', 'least')}</th>`);
  const body = places
    .toReversed()
    .map(
      (place) =>
        `<tr><th scope="row">${endWord(place, best, 'latest', 'longest ago')}</th>${cells(place).join('')}</tr>`,
    );
  return `<table class="grid5">
<thead><tr><th></th>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>`;
}

/** The score, and at both ends what it means. */
function endWord(place: number, best: number, bestWord: string, worstWord: string): string {
  const score = String(place + 1);
  if (place === best) return `${score} ${bestWord}`;
  return place === 0 ? `${score} ${worstWord}` : score;
}

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
