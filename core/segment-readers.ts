// How is a field of a segment read from a customer's row? Apart from the table of fields, so that whoever only checks a plan carries no mathematics.
import { type ActivitySummary, activeDays } from '#core/activity';
import { AWAY_WORDS } from '#core/away';
import { CHANNELS, type Channel } from '#core/channel';
import { type Admission, type Customer, type FieldValue, reachOf } from '#core/customer';
import { BadDefinition } from '#core/errors';
import { type CustomerValue, clockOf, scoresOf, type Ticking, worthOf } from '#core/insight';
import type { RfmScore } from '#core/model/rfm';
import type { ShopModel } from '#core/model/shop-model';
import { OUTCOME_WORDS } from '#core/outcome';
import type { Field } from '#core/segment-field-names';
import { type Day, dayOf, daysBetween, type TimeZone, TimeZoneSchema } from '#core/time';

/** What a row is read by: the day, what was learned of the shop, and the zone of its calendar (UTC where none is given). */
export type ReadBy = { readonly today: Day; readonly model: ShopModel | undefined; readonly zone?: TimeZone };

/** Reads a field of a row. Undefined: the customer lacks it. */
export type Reader = (customer: Customer, by: ReadBy) => FieldValue | undefined;

/** The same, of whichever kind, sequence or name the field speaks of: `about`. */
type Read = (customer: Customer, by: ReadBy, about: string) => FieldValue | undefined;

const CENTS = 100;
const UTC = TimeZoneSchema.parse('UTC');

/** By the names of the table SEGMENT_FIELDS: these and no others. */
export const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['orders', ofOrders((order) => order?.count ?? 0)],
  ['spent', ofOrders((order) => moneyOf(order))],
  ['average order', ofOrders((order) => order && moneyOf(order) / order.count)],
  ['visits', ({ activity }) => activity.visit?.count ?? 0],
  ['<kind> count', ofKind((one) => one?.count ?? 0)],
  ['<kind> days', ofKind((one) => (one ? activeDays(one) : 0))],
  ['spent on <kind>', ofKind((one) => moneyOf(one))],
  ['first <kind>', ofKind((one) => one?.first)],
  ['last <kind>', ofKind((one) => one?.last)],
  ['days since <kind>', ofKind((one, by) => daysSince(one?.last, by))],
  ['days since first <kind>', ofKind((one, by) => daysSince(one?.first, by))],
  ['first name', ({ firstName }) => firstName],
  ['last name', ({ lastName }) => lastName],
  ['email', ({ email }) => email],
  ['phone', ({ phone }) => phone],
  ['time zone', ({ timeZone }) => timeZone],
  ['fields.<name>', ({ fields }, _, own) => owned(fields, own)],
  ...CHANNELS.flatMap(ofChannel),
  [
    'paused',
    ({ pausedUntil }, { today, zone }) => pausedUntil !== undefined && dayOf(pausedUntil, zone ?? UTC) > today,
  ],
  ['away because', ({ away }) => away && AWAY_WORDS[away.reason]],
  ['value tier', ofWorth(({ tier }) => tier)],
  ['value', ofWorth(({ amount }) => amount)],
  ['recency score', ofScores(({ recency }) => recency)],
  ['frequency score', ofScores(({ frequency }) => frequency)],
  ['money score', ofScores(({ money }) => money)],
  ['rfm', ofScores(({ recency, frequency, money }) => `${recency}${frequency}${money}`)],
  ['alive', ofClock(({ alive }) => alive * 100)],
  ['gap share', ofClock(({ gapShare }) => gapShare * 100)],
  ['days until next order', ofClock(({ nextOrderDays }) => Math.round(nextOrderDays))],
  ['entered <sequence>', ofSequence(enteredOn)],
  ['days since entering <sequence>', ofSequence((admission, by) => daysSince(enteredOn(admission, by), by))],
  ['outcome of <sequence>', ofSequence(({ outcome }) => outcome && OUTCOME_WORDS[outcome])],
  ['last outcome', ({ admissions }) => lastOutcome(Object.values(admissions))],
]);

/** The reader of a field as it was written: looked up once, asked of every row. Throws BadDefinition for a field that nothing reads. */
export function readerOf({ spec, about }: Field): Reader {
  const read = READERS.get(spec.name);
  if (read === undefined) throw new BadDefinition(`nothing reads the field "${spec.name}"; add it to READERS`);
  const name = about?.name ?? '';
  return (customer, by) => read(customer, by, name);
}

function ofOrders(read: (order: ActivitySummary | undefined) => FieldValue | undefined): Read {
  return ({ activity }) => read(activity.order);
}

function ofKind(read: (summary: ActivitySummary | undefined, by: ReadBy) => FieldValue | undefined): Read {
  return ({ activity }, by, kind) => read(owned(activity, kind), by);
}

function ofChannel(channel: Channel): readonly (readonly [string, Read])[] {
  return [
    [`${channel} consent`, ({ consent }) => consent[channel]?.state ?? 'unknown'],
    [`reachable by ${channel}`, (customer) => reachOf(customer, channel).may],
    [`suppressed by ${channel}`, ({ suppression }) => suppression[channel] !== undefined],
  ];
}

/** Reads from the last decision about the sequence that the field names. */
function ofSequence(read: (admission: Admission, by: ReadBy) => FieldValue | undefined): Read {
  return ({ admissions }, by, sequence) => {
    const admission = owned(admissions, sequence);
    return admission && read(admission, by);
  };
}

function ofScores(read: (scores: RfmScore) => FieldValue): Read {
  return (customer, { model, today }) => {
    const scores = scoresOf(customer, model, today);
    return scores && read(scores);
  };
}

function ofWorth(read: (worth: CustomerValue) => FieldValue): Read {
  return (customer, { model, today }) => {
    const worth = worthOf(customer, model, today);
    return worth && read(worth);
  };
}

function ofClock(read: (clock: Ticking) => FieldValue): Read {
  return (customer, { model, today }) => {
    const clock = clockOf(customer, model, today);
    return clock.status === 'ticking' ? read(clock) : undefined;
  };
}

/** What was spent on activities of a kind, in major units. */
function moneyOf(summary: ActivitySummary | undefined): number {
  return (summary?.spent ?? 0) / CENTS;
}

/** The day on which a customer last entered a sequence, as enrolled or held out. */
function enteredOn({ enteredAt }: Admission, { zone }: ReadBy): Day | undefined {
  return enteredAt && dayOf(enteredAt, zone ?? UTC);
}

/** Whole days from a day to the one that is asked about. */
function daysSince(day: Day | undefined, { today }: ReadBy): number | undefined {
  return day && daysBetween(day, today);
}

/** The outcome, in words, on the sequence that was entered last of those that have one. */
function lastOutcome(admissions: readonly Admission[]): FieldValue | undefined {
  let last: Admission | undefined;
  for (const one of admissions) {
    if (one.outcome !== undefined && (last === undefined || (one.enteredAt ?? '') > (last.enteredAt ?? ''))) last = one;
  }
  return last?.outcome && OUTCOME_WORDS[last.outcome];
}

/** What every object inherits is no field of a customer. */
function owned<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
