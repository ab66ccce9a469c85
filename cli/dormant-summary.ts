// What the dormancy explorer found, as people read it in a terminal.
import { type ExplorerSources, tierWords, windowWords } from '#adapters/local/explorer-words';
import { CHANNELS } from '#core/channel';
import { CROSSING_DAYS, type Exploration, foldedTail } from '#core/explorer';
import { VALUE_TIERS } from '#core/model/customer-value';
import { channelWord } from '#core/standing';
import { countedText, countText, percentText, tableText } from './terminal.ts';

/** Three years of buckets are what fits on a screen. */
const MOST_BARS = 36;
/** The longest bar, in characters: the lines stay under 80. */
const BAR = 44;

/** The whole answer: how many, since when, how many a day, whom, and what another window would change. */
export function dormantSummaryText(found: Exploration, from: ExplorerSources): string {
  const share = (part: number, whole: number) => (whole === 0 ? '–' : percentText(part / whole));
  const { customers, dormant, tiers } = found;
  return [
    `${countedText(customers, 'customer')} with ${countedText(found.orders, 'order')} before ${found.asOf}, from ${from.orders}`,
    ...(found.laterOrders > 0 ? [`${countedText(found.laterOrders, 'later order')} left out`] : []),
    ...(found.neverOrdered > 0
      ? [
          `${countedText(found.neverOrdered, 'more person', 'more people')} without an order yet, from ${from.customers}`,
        ]
      : []),
    '',
    `${countText(dormant)} are dormant (${share(dormant, customers)}): ${windowWords(found)}`,
    `${found.crossingPerDay.toFixed(1)} a day cross that line (mean of the ${CROSSING_DAYS} days before ${found.asOf})`,
    '',
    ...histogramLines(found),
    '',
    tableText(
      ['dormant after', 'dormant now', 'share', 'crossing a day'],
      found.windows.map((window) => [
        `${countedText(window.after, 'day')}${window.after === found.after ? ' (asked)' : ''}`,
        countText(window.dormant),
        share(window.dormant, customers),
        window.crossingPerDay.toFixed(1),
      ]),
    ),
    '',
    tableText(
      ['value tier', 'customers', 'dormant', 'share'],
      VALUE_TIERS.map((tier) => [
        tier,
        countText(tiers.all[tier]),
        countText(tiers.dormant[tier]),
        share(tiers.dormant[tier], tiers.all[tier]),
      ]),
    ),
    tierWords(tiers),
    '',
    ...reachLines(found, share),
  ].join('\n');
}

function histogramLines({ histogram }: Exploration): string[] {
  const buckets = foldedTail(histogram, MOST_BARS);
  const most = Math.max(...buckets.map(({ customers }) => customers));
  const rows = buckets.map(({ from, to, customers, dormant }) => {
    const length = Math.ceil((customers / most) * BAR);
    const dark = customers === 0 ? 0 : Math.round((dormant / customers) * length);
    return [`${from} to ${to - 1}`, countText(customers), `${'█'.repeat(dark)}${'░'.repeat(length - dark)}`];
  });
  return [tableText(['days silent', 'customers', '█ dormant  ░ not'], rows)];
}

function reachLines({ reachable, dormant }: Exploration, share: (part: number, whole: number) => string): string[] {
  if (reachable === 'unknown') return ['Who of the dormant can be reached is unknown: --customers FILE tells.'];
  const rows = CHANNELS.map((channel) => [channelWord(channel), reachable[channel]] as const);
  return [
    tableText(
      ['reachable', 'dormant', 'share'],
      [...rows, ['on none', reachable.none] as const].map(([word, count]) => [
        word,
        countText(count),
        share(count, dormant),
      ]),
    ),
  ];
}
