// Is the dormancy explorer fast enough to play with? A million made customers, once they are read.
import { type Customer, CustomerSchema } from '#core/customer';
import type { DormancyRule } from '#core/dormancy-rule';
import { createExplorer, type Exploration, type Explorer } from '#core/explorer';
import { withOrders } from '#core/history';
import { plusDays } from '#core/time';
import { cpuMilliseconds, inTurns, median, ratioOf } from './in-turns.ts';
import { madeCustomer, TODAY } from './made-customer.ts';
import { madeModel } from './made-model.ts';
import { type Measure, measured } from './row.ts';

const ROWS = 1_000_000;
/** So many are in memory at once. */
const BATCH = 50_000;
/** Exploring a row should cost about as much as reading it: parsing it is the least that any store adds. */
const MOST_RATIO = 1.5;
/** Half of the customers order once, few often, over three years. */
const MOST_ORDERS = 12;
const SPAN_DAYS = 1_000;
const CENTS = 4_000;

const WINDOW: DormancyRule = {
  join: 'all',
  parts: [{ kind: 'window', after: 90, until: undefined, by: ['order'], perSegment: [] }],
};
const PERSONAL: DormancyRule = { join: 'all', parts: [{ kind: 'personal', until: undefined, perSegment: [] }] };

export const explorer: Measure = {
  name: 'explorer',
  async run() {
    const explorers = { window: explorerBy(WINDOW), personal: explorerBy(PERSONAL) };
    const batchOf = batches();
    const timed = (work: (rows: readonly Customer[]) => void) => (round: number) => {
      // Made before the clock runs, whichever of them has the first turn of the round.
      const rows = batchOf(round);
      return cpuMilliseconds(async () => work(rows));
    };
    const { parse, window, personal } = await inTurns(ROWS / BATCH, {
      parse: timed((rows) => {
        for (const row of rows) CustomerSchema.parse(row);
      }),
      window: timed((rows) => visit(explorers.window, rows)),
      personal: timed((rows) => visit(explorers.personal, rows)),
    });
    const seen = [explorers.window, explorers.personal].map((one): Exploration => one.exploration());
    const note = seen.map(({ dormant, customers }) => `${dormant} of ${customers} dormant`).join(', ');
    return [
      measured('explorer: a million customers, one window', secondsOf(window), 's', { note: rateText(window) }),
      measured('explorer: a million customers, their own clocks', secondsOf(personal), 's', {
        note: rateText(personal),
      }),
      measured('explorer: exploring ÷ parsing the rows', ratioOf(window, parse), '×', {
        budget: { atMost: MOST_RATIO },
        note: `${note}; processor time, in ${ROWS / BATCH} parts`,
      }),
    ];
  },
};

function explorerBy(rule: DormancyRule): Explorer {
  const by = { today: TODAY, model: madeModel, segments: {}, shopWindow: { after: 90, until: undefined } };
  return createExplorer({ rule, by, segment: undefined, limit: undefined, reachKnown: true });
}

function visit(one: Explorer, rows: readonly Customer[]): void {
  for (const row of rows) one.visit(row);
}

/** The customers of a round: made once, and let go of in the next. */
function batches(): (round: number) => readonly Customer[] {
  let made: { readonly round: number; readonly rows: readonly Customer[] } | undefined;
  return (round) => {
    if (made?.round !== round) {
      const from = round * BATCH;
      made = { round, rows: Array.from({ length: BATCH }, (_, place) => orderingCustomer(from + place)) };
    }
    return made.rows;
  };
}

/** Customer number `number` with some orders; the same number is the same row. */
function orderingCustomer(number: number): Customer {
  const row = madeCustomer(number);
  // Even enough, and cheaper than a hash (Knuth's multiplicative method).
  const draw = (what: number) => (Math.imul(number * (MOST_ORDERS + 2) + what, 0x9e3779b1) >>> 0) / 2 ** 32;
  const orders = Math.max(1, Math.floor(draw(MOST_ORDERS) ** 2 * MOST_ORDERS));
  const since = 1 + Math.floor(draw(MOST_ORDERS + 1) * SPAN_DAYS);
  const days = Array.from({ length: orders }, (_, place) => -since + Math.floor(since * draw(place) ** 2));
  const dated = [-since, ...days.slice(1)].map((ago) => ({
    day: plusDays(TODAY, Math.min(ago, -1)),
    cents: Math.round(CENTS * (1 / 2 + draw(ago))),
  }));
  return withOrders({ ...row, activity: {} }, dated);
}

function secondsOf(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0) / 1_000;
}

function rateText(times: readonly number[]): string {
  return `${Math.round((BATCH / median(times)) * 1_000).toLocaleString('en-US')} rows a second`;
}
