// What does a month of a stage cost? Counted operations times list prices, line by line; how much of each is supposed.
import { DAY_SECONDS } from '#core/time';
import { asPlanned, dollarsFor, type Operations, operationsOf } from './cost.ts';
import { BYTES_BESIDE, type Counts, type Happening } from './monthly-counts.ts';
import { PRICES, UNCONFIRMED_PRICES } from './prices.ts';
import type { Phase } from './silent-journey.ts';

/** What a shop brings along: an example, to be replaced by your own numbers. */
export const SUPPOSED = {
  days: 30,
  /** Of all customers, found dormant on a day; and of those, held out. */
  dormantADay: 0.002,
  heldOut: 0.1,
  /** Of a customer in a month, each told by a request of its own. */
  orders: 0.2,
  visits: 1,
  /** Of those enrolled, whoever they came back because of. */
  cameBack: 0.05,
  /** Events of SES for an email beside `sent` and `delivered`: opened, clicked, and bounced. */
  seen: 0.6,
  bounced: 0.01,
  /** An SMS is pending, and then delivered or not. */
  smsEvents: 2,
  /** The bill is that of the month with which a year ends, all of it kept. */
  monthsKept: 12,
};
/** What the deployed stack has whether or not anything happens; test/bench/monthly-cost.test.ts counts it there. */
export const STANDING = { alarms: 49, metrics: 23, dashboards: 1, secrets: 4, readQueues: 6 };

/** At a few messages a second nearly every batch is one message. */
const BATCH = 1;
const GIGABYTE = 1e9;
/** A read unit is 4 KB, and half of one when the read is eventually consistent (DynamoDB developer guide). */
const BYTES_PER_UNIT = 8 * 1024;
/** A function of a gigabyte walks a table at this rate, most of which is waiting (infra/stages.ts). */
const WALK = { rowsASecond: 100_000 / 60, gigabytes: 1 };
/** The door for shops: half a gigabyte for two times 5 ms, one for the queue and one for itself. */
const RECEIVE = { invocations: 1, gigabyteSeconds: 0.01 * 0.5 };
/** A line of our functions, and one of the API's, with what CloudWatch counts beside each. Kept for the 90 days of a stage. */
const LOG = { line: 530 + 26, accessLine: 240 + 26, months: 3 };
/** Lambda asks every queue from five places, each for up to 20 seconds; an empty answer is a request too. */
const POLLING = { places: 5, seconds: 20 };
/** X-Ray's own rule: the first of every second, and this share of the rest. */
const TRACED_BEYOND = 0.05;

/** How often everything happens. */
export type Month = Readonly<
  Record<'customers' | 'found' | 'heldOut' | 'journeys' | 'emails' | 'sms' | 'responses' | 'cameBack', number>
>;
/** `unconfirmed`: rests on a price that was not read again. */
export type Line = {
  readonly what: string;
  readonly dollars: number;
  readonly note: string;
  readonly unconfirmed: boolean;
};
type Part = 'scan' | 'enrolling' | 'journeys' | 'touches' | 'events' | 'responses' | 'closing' | 'report';
type Done = { readonly times: number; readonly of: Partial<Operations> };

/** A month of a shop with so many customers, of whom every enrolled one gets every touch. */
export function monthOf(customers: number, touches: { readonly email: number; readonly sms: number }): Month {
  const found = customers * SUPPOSED.dormantADay * SUPPOSED.days;
  const heldOut = found * SUPPOSED.heldOut;
  const journeys = found - heldOut;
  return {
    customers,
    found,
    heldOut,
    journeys,
    emails: journeys * touches.email,
    sms: journeys * touches.sms,
    responses: customers * (SUPPOSED.orders + SUPPOSED.visits),
    cameBack: journeys * SUPPOSED.cameBack,
  };
}

/** The bill without the messages' own fees, which need no counting. */
export function billOf(month: Month, counts: Counts): readonly Line[] {
  const { customers, heldOut, journeys, emails, sms, responses, cameBack } = month;
  const { journey, requests, bytes } = counts;
  const part = (...phases: readonly Phase[]): Operations =>
    operationsOf(
      { phases: asPlanned(journey).phases.filter(({ phase }) => phases.includes(phase)), transitions: 0 },
      BATCH,
    );
  const one = (happening: Happening): Operations =>
    operationsOf({ phases: [{ phase: 'provider event', requests: requests[happening] }], transitions: 0 }, BATCH);
  const kept = SUPPOSED.monthsKept * (journeys + heldOut);
  const enrollmentBytes = (journeys * bytes.enrollment + heldOut * bytes.heldOut) / (journeys + heldOut);

  const work: Readonly<Record<Part, readonly Done[]>> = {
    scan: [walk(customers, bytes.customer)],
    enrolling: [
      { times: journeys, of: part('enroll') },
      { times: heldOut, of: one('heldOut') },
    ],
    journeys: [{ times: journeys, of: { transitions: journey.transitions } }],
    touches: [{ times: journeys, of: part('wait', 'plain touch', 'incentive touch') }],
    events: [
      { times: journeys, of: part('provider event') },
      { times: emails + sms * (SUPPOSED.smsEvents - 1), of: one('delivered') },
      { times: emails * (SUPPOSED.seen + SUPPOSED.bounced), of: one('seen') },
    ],
    responses: [
      { times: customers * SUPPOSED.orders - cameBack, of: one('order') },
      { times: customers * SUPPOSED.visits, of: one('visit') },
      { times: cameBack, of: one('comingBack') },
      { times: responses, of: RECEIVE },
    ],
    closing: [{ times: journeys, of: part('close') }],
    report: [walk(kept, enrollmentBytes)],
  };
  const calls = Object.values(work)
    .flat()
    .reduce((sum, { times, of }) => sum + times * (of.invocations ?? 0), 0);

  const dollars = (list: readonly Done[]) =>
    list.reduce((sum, { times, of }) => sum + dollarsFor({ ...NOTHING, ...of }, times).total, 0);
  const line = (what: string, note: string, amount: number): Line => ({
    what,
    note,
    dollars: amount,
    unconfirmed: false,
  });
  const unsure = (what: string, note: string, amount: number): Line => ({
    ...line(what, note, amount),
    unconfirmed: true,
  });
  const { alarms, metrics, dashboards, secrets, readQueues } = STANDING;
  return [
    line('the daily scan', `${whole(bytes.customer)} bytes a row, half a read unit for 4 KB`, dollars(work.scan)),
    unsure('enrolling', 'DynamoDB, SQS, Lambda; held out included', dollars(work.enrolling)),
    line('journeys', `Step Functions, ${journey.transitions} transitions each`, dollars(work.journeys)),
    unsure('touches', 'DynamoDB, SQS, Lambda', dollars(work.touches)),
    unsure(
      'what becomes of messages',
      'SES and SMS by EventBridge (free), SNS, SQS, Lambda',
      dollars(work.events) + emails * SUPPOSED.bounced * UNCONFIRMED_PRICES.topicRequest,
    ),
    unsure(
      "the shop's orders and visits",
      'HTTP API, SQS, Lambda, DynamoDB',
      dollars(work.responses) + responses * PRICES.apiRequest,
    ),
    unsure('closing', 'DynamoDB, SQS, Lambda', dollars(work.closing)),
    line('the daily report', 'reads every enrollment of the year', dollars(work.report)),
    unsure('storage', 'all of a year, with point-in-time recovery', storage(month, counts)),
    unsure('logs', `a line of ${LOG.line} bytes a call, kept 90 days`, logs(calls, responses)),
    line('traces', 'X-Ray: one a second, and 5% of the rest', traced(calls + journeys) * PRICES.trace),
    unsure(
      'asking empty queues',
      `${readQueues} queues, ${POLLING.places} times in ${POLLING.seconds} s`,
      (readQueues * POLLING.places * SUPPOSED.days * DAY_SECONDS * UNCONFIRMED_PRICES.queueRequest) / POLLING.seconds,
    ),
    unsure('alarms', `${alarms} at ${price(UNCONFIRMED_PRICES.alarm)}`, alarms * UNCONFIRMED_PRICES.alarm),
    unsure('dashboard', "free as one of an account's first three", dashboards * UNCONFIRMED_PRICES.dashboard),
    unsure(
      'metrics of our own',
      `${metrics} at ${price(UNCONFIRMED_PRICES.metric)}`,
      metrics * UNCONFIRMED_PRICES.metric,
    ),
    unsure('secrets', `${secrets} at ${price(UNCONFIRMED_PRICES.secret)}`, secrets * UNCONFIRMED_PRICES.secret),
  ];
}

/** How many minutes the daily report takes when it walks the enrollments of a year; its function has fifteen. */
export function reportMinutes({ journeys, heldOut }: Month): number {
  return (SUPPOSED.monthsKept * (journeys + heldOut)) / WALK.rowsASecond / 60;
}

const NOTHING: Operations = {
  transitions: 0,
  writeUnits: 0,
  readUnits: 0,
  queueRequests: 0,
  invocations: 0,
  gigabyteSeconds: 0,
};

/** Reading all rows of a table once a day for a month. */
function walk(rows: number, bytes: number): Done {
  const readUnits = (rows * bytes) / BYTES_PER_UNIT;
  return { times: SUPPOSED.days, of: { readUnits, gigabyteSeconds: (rows / WALK.rowsASecond) * WALK.gigabytes } };
}

function storage({ customers, journeys, heldOut, emails, sms, responses }: Month, { bytes }: Counts): number {
  const news = emails * (1 + SUPPOSED.seen + SUPPOSED.bounced) + sms * (SUPPOSED.smsEvents - 1);
  const aMonth =
    journeys * (bytes.enrollment + BYTES_BESIDE + bytes.offers + bytes.journeyFacts) +
    heldOut * (bytes.heldOut + BYTES_BESIDE + bytes.heldOutFacts) +
    (responses + news) * bytes.responseFact;
  const all = customers * (bytes.customer + BYTES_BESIDE) + SUPPOSED.monthsKept * aMonth;
  return (all / GIGABYTE) * (UNCONFIRMED_PRICES.gigabyteStored + UNCONFIRMED_PRICES.gigabyteRecoverable);
}

function logs(calls: number, requests: number): number {
  const { gigabyteLogged, gigabyteLogKept } = UNCONFIRMED_PRICES;
  const gigabytes = (calls * LOG.line + requests * LOG.accessLine) / GIGABYTE;
  return gigabytes * (gigabyteLogged + gigabyteLogKept * LOG.months);
}

/** Calls are spread over the month, so a few of them are traced each and many of them a second are not. */
function traced(calls: number): number {
  const firstOfASecond = Math.min(calls, SUPPOSED.days * DAY_SECONDS);
  return firstOfASecond + (calls - firstOfASecond) * TRACED_BEYOND;
}

function whole(bytes: number): string {
  return Math.round(bytes).toLocaleString('en-US');
}

function price(dollars: number): string {
  return `$${dollars.toFixed(2)}`;
}
