// Does a dormant customer enter a sequence now? One decision, with its reason; the same in the scan and at enrollment.
import { type Admission, type Customer, hasDeclined, isPaused, reachableChannels, reachOf } from '#core/customer';
import { type Dormancy, dormancyOf } from '#core/dormancy';
import { dormancyText } from '#core/dormancy-words';
import type { Enrollment } from '#core/enrollment';
import { type Fact, LONGEST_REASON } from '#core/fact';
import { drawOf, type EnrollmentId, enrollmentIdOf } from '#core/ids';
import { smsLaw } from '#core/law/sms-law';
import type { ShopModel } from '#core/model/shop-model';
import { isOutdated } from '#core/retention';
import { planJourney } from '#core/schedule';
import { isInNamed, type JudgedBy } from '#core/segment-membership';
import type { Sequence, SequenceVersion } from '#core/sequence';
import { type Day, dayOf, daysBetween, type Instant } from '#core/time';

/** A customer is either enrolled or held out, or is not admitted and keeps the reason. */
export function isEntry(decision: Admission['decision']): decision is 'enrolled' | 'heldOut' {
  return decision === 'enrolled' || decision === 'heldOut';
}

/** A verdict that somebody is dormant. */
export type DormantVerdict = Extract<Dormancy, { status: 'dormant' }>;

/** `notForThem`: not dormant or not in the segment, so there is nothing to record. */
export type AdmissionVerdict =
  | { readonly status: 'notForThem'; readonly dormancy: Dormancy }
  | { readonly status: 'decided'; readonly decision: Admission['decision']; readonly dormancy: DormantVerdict };

export type Decided = Extract<AdmissionVerdict, { status: 'decided' }>;

/** An instant and the calendar day it falls on in the shop's time zone: worked out once for a whole page of rows. */
export type Moment = { readonly now: Instant; readonly today: Day; readonly model: ShopModel | undefined };

/** The moment of a shop, of which this much has been learned. */
export function momentOf(now: Instant, { timeZone }: SequenceVersion['shop'], model: ShopModel | undefined): Moment {
  return { now, today: dayOf(now, timeZone), model };
}

/** What a customer is judged by, beside the row. */
export function judgedBy({ segments, shop }: SequenceVersion, { today, model }: Omit<Moment, 'now'>): JudgedBy {
  return { today, model, segments, shopWindow: shop.dormant, zone: shop.timeZone };
}

/** Enrolled, held out, or not admitted and why? Reads nothing but the row, so the scan can ask it of every customer. */
export function admissionOf(customer: Customer, published: SequenceVersion, moment: Moment): AdmissionVerdict {
  const { sequence, shop } = published;
  const by = judgedBy(published, moment);
  const dormancy = dormancyOf(customer, sequence.dormant, by);
  if (dormancy.status !== 'dormant') return { status: 'notForThem', dormancy };
  if (sequence.segment !== undefined && !isInNamed(customer, sequence.segment, by))
    return { status: 'notForThem', dormancy };
  return { status: 'decided', decision: decisionOf(customer, sequence, dormancy, moment, shop), dormancy };
}

/** Has this very decision been recorded already? Then there is nothing to do until something changes. */
export function isRecorded(customer: Customer, sequence: Sequence, verdict: Decided): boolean {
  const recorded = customer.admissions[sequence.name];
  if (recorded?.episode !== verdict.dormancy.episode) return false;
  return recorded.decision === verdict.decision || isEntry(recorded.decision);
}

/** Is this customer among those left alone, so that lift can be measured? The same answer at every silence. */
export function isHeldOut(
  customer: Pick<Customer, 'customerId'>,
  sequence: Pick<Sequence, 'name' | 'holdout'>,
): boolean {
  return drawOf('holdout', sequence.name, customer.customerId) < sequence.holdout;
}

function decisionOf(
  customer: Customer,
  sequence: Sequence,
  dormancy: DormantVerdict,
  moment: Moment,
  shop: SequenceVersion['shop'],
): Admission['decision'] {
  const { today, now } = moment;
  const recorded = customer.admissions[sequence.name];
  if (recorded !== undefined && recorded.episode === dormancy.episode && isEntry(recorded.decision))
    return recorded.decision;
  if (isOutdated(customer, shop, today)) return 'outdated';
  const own = enrollmentIdOf(sequence.name, customer.customerId, dormancy.episode);
  if (customer.open !== undefined && customer.open.until > now && customer.open.enrollmentId !== own)
    return 'alreadyEnrolled';
  if (recorded?.enteredAt !== undefined && sequence.reentry !== undefined) {
    if (daysBetween(dayOf(recorded.enteredAt, shop.timeZone), today) < sequence.reentry.after) return 'reentry';
  }
  if (isPaused(customer, now)) return 'paused';
  if (hasDeclined(customer, sequence.topic)) return 'declinedTopic';
  const channels = [...new Set(sequence.touches.map((touch) => touch.channel))];
  if (!reachableChannels(customer).some((channel) => channels.includes(channel))) {
    const suppressed = channels.some((channel) => {
      const reach = reachOf(customer, channel);
      return !reach.may && reach.because === 'suppressed';
    });
    return suppressed ? 'suppressed' : 'noReachableChannel';
  }
  return isHeldOut(customer, sequence) ? 'heldOut' : 'enrolled';
}

/** The row with the decision noted, so that tomorrow's scan need not ask again. */
export function withAdmission(
  row: Customer,
  { decision, dormancy }: Decided,
  sequence: Sequence,
  at: Instant,
): Customer {
  const enteredAt = isEntry(decision) ? at : row.admissions[sequence.name]?.enteredAt;
  const outcome = row.admissions[sequence.name]?.outcome;
  const admission: Admission = {
    episode: dormancy.episode,
    decision,
    at,
    ...(enteredAt === undefined ? {} : { enteredAt }),
    ...(outcome === undefined ? {} : { outcome }),
  };
  return { ...row, admissions: { ...row.admissions, [sequence.name]: admission } };
}

/** The enrollment that a decision opens now. The same decision on the same silence gives the same id. */
export function enrollmentFor(
  customer: Customer,
  { decision, dormancy }: Decided & { decision: 'enrolled' | 'heldOut' },
  { sequence, version, shop }: SequenceVersion,
  now: Instant,
  timeScale: number,
): Enrollment {
  const { customerId } = customer;
  const zone = customer.timeZone ?? shop.timeZone;
  const { legs, closeAt } = planJourney({
    sequence,
    customerId,
    zone,
    enrolledAt: now,
    timeScale,
    smsLaw: smsLaw(customer),
  });
  const opened = {
    enrollmentId: enrollmentIdOf(sequence.name, customerId, dormancy.episode),
    customerId,
    sequence: sequence.name,
    version,
    episode: dormancy.episode,
    enrolledAt: now,
    watchedUntil: closeAt,
    revision: 0,
  };
  if (decision === 'heldOut') return { status: 'heldOut', ...opened };
  const seen = Object.fromEntries(Object.entries(customer.activity).map(([kind, { last }]) => [kind, last]));
  const nothingYet = { claimed: -1, claims: {}, touches: {}, offers: {} };
  return { status: 'active', ...opened, timeZone: zone, seen, closeAt, legs: [...legs], ...nothingYet };
}

/** What the journal keeps of a decision: that the customer was found dormant, and what followed. */
export function admissionFacts(
  { decision, dormancy }: Decided,
  { customerId }: Customer,
  { sequence, version }: SequenceVersion,
  at: Instant,
  enrollmentId?: EnrollmentId,
): Fact[] {
  const about = { at, customerId, sequence: sequence.name, version };
  // A rule of many parts is told as far as there is room: a fact that cannot be read again would be worse.
  const dormant: Fact = { ...about, kind: 'dormant', reason: dormancyText(dormancy).slice(0, LONGEST_REASON) };
  if (isEntry(decision))
    return [dormant, { ...about, kind: decision, ...(enrollmentId === undefined ? {} : { enrollmentId }) }];
  return [dormant, { ...about, kind: 'notEnrolled', reason: decision }];
}
