// What is the bill of a month, for a small shop and a large one, and what is that for one customer? As tables for the README.
import { NAIVE_LOOP_DOLLARS } from './cost.ts';
import { billOf, type Line, type Month, monthOf, reportMinutes, SUPPOSED } from './monthly-bill.ts';
import { type Counts, countHappenings } from './monthly-counts.ts';
import { PRICES, UNCONFIRMED_PRICES } from './prices.ts';
import type { Compared, Measure } from './row.ts';
import { fourTouches } from './shipped-plan.ts';

const SIZES = { '100,000 customers': 100_000, '10 million': 10_000_000 };
const UNCONFIRMED = ' *';
const MILLION = 1e6;
const THOUSAND = 1_000;
/** What the loop of states does the other way; all else is the same for both. */
const OF_THE_JOURNEY = ['enrolling', 'journeys', 'touches', 'what becomes of messages', 'closing'];

const WHAT_HAPPENS = 'In a month';
const THE_BILL = "The month's bill in dollars";
const PEOPLE = 'What that is for a customer, in dollars';

export const monthlyCost: Measure = {
  name: 'monthly',
  async run() {
    const file = await fourTouches();
    const channels = file.sequence.touches.map(({ channel }) => channel);
    const [email = [], sms = []] = (['email', 'sms'] as const).map((one) => channels.filter((other) => other === one));
    return monthlyRows({ email: email.length, sms: sms.length }, await countHappenings(file));
  },
};

type Touches = { readonly email: number; readonly sms: number };
type Size = {
  readonly called: string;
  readonly month: Month;
  readonly bill: readonly Line[];
  readonly fees: ReturnType<typeof feesOf>;
};
type RowOf = (what: string, note: string, amount: (size: Size) => number) => Compared;

/** Everything that the tables say, for customers of whom every enrolled one gets these touches. */
export function monthlyRows(touches: Touches, counts: Counts): readonly Compared[] {
  const sizes = Object.entries(SIZES).map(([called, customers]) => {
    const month = monthOf(customers, touches);
    return { called, month, bill: billOf(month, counts), fees: feesOf(month) };
  });
  const rowsUnder =
    (under: string, unit: Compared['unit']): RowOf =>
    (what, note, amount) => {
      const values = Object.fromEntries(sizes.map((size) => [size.called, amount(size)]));
      return { status: 'compared', under, unit, what, note, values };
    };
  const lines = sizes[0]?.bill ?? [];
  return [
    ...happenings(touches, rowsUnder(WHAT_HAPPENS, 'count')),
    ...billRows(lines, rowsUnder(THE_BILL, '$')),
    ...peopleRows(rowsUnder(PEOPLE, '$')),
  ];
}

function happenings(touches: Touches, row: RowOf): readonly Compared[] {
  const { dormantADay, heldOut, orders, visits } = SUPPOSED;
  return [
    row('found dormant', `supposed: ${percent(dormantADay)} of all a day`, ({ month }) => month.found),
    row('enrolled', `${percent(heldOut)} are held out`, ({ month }) => month.journeys),
    row('emails', `${touches.email} each: nobody comes back early, all consented`, ({ month }) => month.emails),
    row('SMS', `${touches.sms} each, of one part`, ({ month }) => month.sms),
    row(
      'orders and visits told by the shop',
      `supposed: ${orders} orders, ${visits} visit a customer, one by one`,
      ({ month }) => month.responses,
    ),
    row('minutes of the daily report', 'after a year; above 15 it does not work yet', ({ month }) =>
      reportMinutes(month),
    ),
  ];
}

function billRows(lines: readonly Line[], row: RowOf): readonly Compared[] {
  return [
    ...lines.map(({ what, note, unconfirmed }, place) =>
      row(`${what}${unconfirmed ? UNCONFIRMED : ''}`, note, ({ bill }) => bill[place]?.dollars ?? Number.NaN),
    ),
    row('running it', 'all of the above', ({ bill }) => sumOf(bill)),
    row('the emails, à la carte', 'SES, $0.10 a thousand', ({ fees }) => fees.aLaCarte),
    row('... or on the plan Essentials', '$0.16 a thousand; new accounts begin so', ({ fees }) => fees.essentials),
    row(
      `the SMS, to the United States${UNCONFIRMED}`,
      `$${UNCONFIRMED_PRICES.smsPart} a part, carriers included; numbers are extra`,
      ({ fees }) => fees.sms,
    ),
    row('all in all', 'running it, emails à la carte, SMS', allOf),
  ];
}

function peopleRows(row: RowOf): readonly Compared[] {
  const journeysOf = (bill: readonly Line[]) => bill.filter(({ what }) => OF_THE_JOURNEY.includes(what));
  const cameBack = `supposed: ${percent(SUPPOSED.cameBack)} come back, because of us or not`;
  return [
    row('running it, for 1,000 enrolled', 'without the messages', ({ bill, month }) => forThousand(sumOf(bill), month)),
    row('all in all, for 1,000 enrolled', 'with the messages', (size) => forThousand(allOf(size), size.month)),
    row('all in all, without discounts, for one who came back', cameBack, (size) => allOf(size) / size.month.cameBack),
    row('the journeys of 1,000, as here', 'enrolling to closing, messages followed', ({ bill, month }) =>
      forThousand(sumOf(journeysOf(bill)), month),
    ),
    row(
      '... as a loop of Task, Choice and Wait',
      'about 22 transitions, a function for each check',
      () => (NAIVE_LOOP_DOLLARS / MILLION) * THOUSAND,
    ),
  ];
}

function allOf({ bill, fees }: Size): number {
  return sumOf(bill) + fees.aLaCarte + fees.sms;
}

function forThousand(dollars: number, { journeys }: Month): number {
  return (dollars / journeys) * THOUSAND;
}

/** The messages' own fees, where every enrolled customer gets every touch. */
function feesOf({ emails, sms }: Month) {
  return {
    aLaCarte: emails * PRICES.email,
    essentials: emails * PRICES.emailEssentials,
    sms: sms * UNCONFIRMED_PRICES.smsPart,
  };
}

function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}

function percent(share: number): string {
  return share.toLocaleString('en-US', { style: 'percent', maximumFractionDigits: 1 });
}
