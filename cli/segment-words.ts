// What was counted of a segment, as people read it in a terminal.
import { CHANNELS } from '#core/channel';
import type { FieldValue } from '#core/customer';
import { VALUE_TIERS } from '#core/model/value-tier';
import { amountText, type MoneyFormat } from '#core/money';
import type { SegmentCount } from '#core/segment-count';
import { fieldOf } from '#core/segment-field-names';
import { channelWord } from '#core/standing';
import type { Day } from '#core/time';
import { countedText, countText, percentText, tableText } from './terminal.ts';

/** `reachable`: unknown where nobody said how the customers can be reached. */
export type CountedSegment = Omit<SegmentCount, 'reachable'> & {
  readonly segment: string;
  readonly describe: string | null;
  readonly asOf: Day;
  readonly reachable: SegmentCount['reachable'] | 'unknown';
};

/** A condition takes so much of a line at most; --json has all of it. */
const MOST_CONDITION = 48;

/** One line for each segment. */
export function segmentListText(segments: readonly { readonly name: string; readonly describe: string }[]): string {
  if (segments.length === 0) return 'There are no segments yet; write some: see workflows/README.md.';
  return tableText(
    ['segment', 'whom'],
    segments.map(({ name, describe }) => [name, describe]),
  );
}

/** The whole answer: how many, whom one can reach, what they are worth, what keeps the others out, and examples. */
export function segmentText(counted: CountedSegment, from: string, money: MoneyFormat): string {
  const { segment, describe, asOf, customers, inSegment, requirements } = counted;
  const share = (part: number) => (inSegment === 0 ? '–' : percentText(part / inSegment));
  return [
    `${segment}${describe === null ? '' : `: ${describe}`}`,
    `Asked of ${from}, on ${asOf}`,
    '',
    customers === 0
      ? 'There is no customer at all.'
      : `${countText(inSegment)} of ${countedText(customers, 'customer')} ${inSegment === 1 ? 'is' : 'are'} in it (${percentText(inSegment / customers)}).`,
    '',
    tableText(
      ['what must hold', 'keeps out', 'only this does'],
      requirements.map(({ says, fails, alone }) => [shortened(says), countText(fails), countText(alone)]),
    ),
    ...(inSegment === 0 ? [] : ['', ...whomLines(counted, share), ...exampleLines(counted, money)]),
  ].join('\n');
}

/** What to know of a world whose scan would find nobody by value, scores or clocks; undefined where all is well. */
export function unfittedText(
  { are, learnedUntil }: { readonly are: 'files' | 'rows'; readonly learnedUntil: Day | undefined },
  isNeeded: boolean,
): string | undefined {
  if (are === 'files' || learnedUntil !== undefined || !isNeeded) return undefined;
  return 'Nothing was fitted here yet: value, scores and clocks were learned for this answer only, and a scan would not know them.';
}

function whomLines({ reachable, tiers }: CountedSegment, share: (part: number) => string): string[] {
  const line = (word: string, count: number) => [word, countText(count), share(count)];
  return [
    reachable === 'unknown'
      ? 'Whom of them one can reach is unknown: --customers FILE tells.'
      : tableText(
          ['reachable', 'customers', 'share'],
          [
            ...CHANNELS.map((channel) => line(channelWord(channel), reachable[channel])),
            line('on none', reachable.none),
          ],
        ),
    ...(tiers === undefined
      ? []
      : [
          '',
          tableText(
            ['value tier', 'customers', 'share'],
            VALUE_TIERS.map((tier) => line(tier, tiers[tier])),
          ),
        ]),
  ];
}

function exampleLines({ examples }: CountedSegment, money: MoneyFormat): string[] {
  const [first] = examples;
  if (first === undefined) return [];
  const fields = Object.keys(first.values);
  const rows = examples.map(({ customerId, values }) => [
    customerId,
    ...fields.map((field) => valueText(field, values[field] ?? null, money)),
  ]);
  return ['', tableText(['for example', ...fields], rows)];
}

function valueText(field: string, value: FieldValue | null, money: MoneyFormat): string {
  if (value === null) return '–';
  const isMoney = fieldOf(field)?.spec.isMoney === true;
  if (typeof value === 'number')
    return isMoney ? amountText(value, money) : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

function shortened(text: string): string {
  return text.length <= MOST_CONDITION ? text : `${text.slice(0, MOST_CONDITION - 1)}…`;
}
