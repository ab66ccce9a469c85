// What the dormancy explorer found, as people read it in a terminal.
import {
  backlogWords,
  type ExplorerSources,
  isOneWindow,
  ruleName,
  ruleWords,
  signWords,
  sourceWords,
  tierWords,
} from '#adapters/local/explorer-words';
import { CHANNELS } from '#core/channel';
import type { Exploration } from '#core/explorer';
import { CROSSING_DAYS, foldedGaps, foldedTail } from '#core/explorer-silence';
import { VALUE_TIERS } from '#core/model/value-tier';
import { channelWord } from '#core/standing';
import { countedText, countText, percentText, tableText, wrapText } from './terminal.ts';

/** Three years of buckets are what fits on a screen; a gap is one line, however long. */
const MOST_BARS = 36;
/** The longest bar, in characters: the lines stay under 80. */
const BAR = 44;

/** The whole answer: how many, since when, how many a day, whom, and what another window would change. */
export function dormantSummaryText(found: Exploration, from: ExplorerSources, columns: number | undefined): string {
  const wrapped = (text: string) => wrapText(text, columns);
  const { customers, dormant, tiers, backlog } = found;
  return [
    ...headLines(found, from),
    '',
    wrapped(`${countedText(dormant, 'is', 'are')} dormant (${share(dormant, customers)}): ${ruleWords(found)}`),
    `${found.crossingPerDay.toFixed(1)} a day cross that line (mean of the ${CROSSING_DAYS} days before ${found.asOf})`,
    ...(backlog === null ? [] : [wrapped(backlogWords(backlog, countText))]),
    '',
    ...histogramLines(found),
    '',
    windowTable(found),
    '',
    ...sourceLines(found),
    tableText(
      ['value tier', 'customers', 'dormant', 'share'],
      VALUE_TIERS.map((tier) => [
        tier,
        countText(tiers.all[tier]),
        countText(tiers.dormant[tier]),
        share(tiers.dormant[tier], tiers.all[tier]),
      ]),
    ),
    wrapped(tierWords(tiers, from)),
    '',
    ...reachLines(found),
  ].join('\n');
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : percentText(part / whole);
}

function headLines(found: Exploration, { called, people, are, laterOrders }: ExplorerSources): string[] {
  const known = countedText(found.customers, 'customer');
  const orders = countedText(found.orders, 'order');
  const byOrders = found.by.length === 1 && found.by[0] === 'order';
  const deeds = called.filter((name) => name !== people).join(' and ');
  const when = are === 'files' ? 'before' : 'as of';
  return [
    ...(found.segment === null
      ? []
      : [`Only the segment ${found.segment}; ${countedText(found.outside, 'customer is', 'customers are')} not in it`]),
    `${known} with ${byOrders ? orders : `an activity (${signWords(found)}) and ${orders}`} ${when} ${found.asOf}, from ${deeds === '' ? people : deeds}`,
    ...(laterOrders > 0 ? [`${countedText(laterOrders, 'later order')} left out`] : []),
    ...(found.neverActive > 0
      ? [
          `${countedText(found.neverActive, 'more person', 'more people')} without ${byOrders ? 'an order' : 'any'} yet${people === undefined ? '' : `, from ${people}`}`,
        ]
      : []),
  ];
}

function histogramLines({ histogram }: Exploration): string[] {
  const buckets = foldedTail(foldedGaps(histogram), MOST_BARS);
  const most = Math.max(...buckets.map(({ customers }) => customers));
  const rows = buckets.map(({ from, to, customers, dormant }) => {
    const length = Math.ceil((customers / most) * BAR);
    const dark = customers === 0 ? 0 : Math.round((dormant / customers) * length);
    return [`${from} to ${to - 1}`, countText(customers), `${'█'.repeat(dark)}${'░'.repeat(length - dark)}`];
  });
  return [tableText(['days silent', 'customers', '█ dormant  ░ not'], rows)];
}

function windowTable(found: Exploration): string {
  const { rule, customers } = found;
  const asked = isOneWindow(rule) ? found.after : undefined;
  const own = [`${ruleName(rule)} (asked)`, found.dormant, found.crossingPerDay] as const;
  const windows = found.windows.map(({ after, dormant, crossingPerDay }) => {
    const days = countedText(after, 'day');
    return [after === asked ? `${days} (asked)` : days, dormant, crossingPerDay] as const;
  });
  return tableText(
    ['dormant after', 'dormant now', 'share', 'crossing a day'],
    (asked === undefined ? [own, ...windows] : windows).map(([name, dormant, crossing]) => [
      ...[name, countText(dormant), share(dormant, customers), crossing.toFixed(1)],
    ]),
  );
}

/** Only where several windows are at work is it worth telling which. */
function sourceLines({ sources, rule }: Exploration): string[] {
  if (isOneWindow(rule)) return [];
  const rows = sources.map(({ measuredBy, customers, dormant }) => [
    ...[sourceWords(measuredBy), countText(customers), countText(dormant), share(dormant, customers)],
  ]);
  return [tableText(['measured by', 'customers', 'dormant', 'share'], rows), ''];
}

function reachLines({ reachable, dormant }: Exploration): string[] {
  if (reachable === 'unknown') return ['Who of the dormant can be reached is unknown: --customers FILE tells.'];
  const rows = CHANNELS.map((channel) => [channelWord(channel), reachable[channel]] as const);
  return [
    tableText(
      ['reachable', 'dormant', 'share'],
      [...rows, ['on none', reachable.none] as const].map(([word, count]) => [
        ...[word, countText(count), share(count, dormant)],
      ]),
    ),
  ];
}
