// Count what leaves and what is complained about, and say when that is too much.
import type { EnrollmentId } from '#core/ids';
import type { Services } from '#core/ports';
import { type BreakerLevel, isJudged, levelAt, metBy, WATCHED_DAYS } from '#core/reputation';
import type { Response } from '#core/response';
import { type Day, dayOf, type Instant, plusDays, TimeZoneSchema } from '#core/time';

/** A sender's reputation knows no time zone. */
const CALENDAR = TimeZoneSchema.parse('UTC');

type Counts = Pick<Services, 'reputation'>;
type Complained = Pick<Services, 'reputation' | 'clock' | 'enrollments'>;

/** One email more has left at this instant. Called once for each, when its touch is first known as sent. */
export async function countSent({ reputation }: Counts, at: Instant): Promise<void> {
  await reputation.countSent(dayOfMail(at));
}

/**
 * Counts an email complaint, once however often it is told, and trips the breaker if it is one too many. It counts on the
 * day of the mail that it is about: complaints trail their mail by days, in which nothing else may have been sent. A level
 * is held from when the customer complained, however late that is told.
 */
export async function countComplaint(services: Complained, response: Response): Promise<void> {
  // Of mail that others sent to the same address nobody here counts how much there was.
  if (response.kind !== 'complained' || response.channel !== 'email' || response.enrollmentId === undefined) return;
  const { reputation, clock } = services;
  const mailDay = dayOfMail(await mailedAt(services, response, response.enrollmentId));
  await reputation.countComplaint(mailDay, response.responseId);
  const today = dayOfMail(clock.now());
  if (!isJudged(mailDay, today, await reputation.breaker())) return;
  const met = metBy(await reputation.days(plusDays(today, 1 - WATCHED_DAYS)), response.at);
  if (Object.keys(met).length > 0) await reputation.trip(met);
}

/** When the email left; where that is not known any more, the complaint is taken for one of that very day. */
async function mailedAt(
  { enrollments }: Complained,
  { customerId, touchId, at }: Response,
  enrollmentId: EnrollmentId,
): Promise<Instant> {
  const enrollment = await enrollments.get({ customerId, enrollmentId });
  const touches = enrollment !== undefined && 'touches' in enrollment ? Object.entries(enrollment.touches) : [];
  const left = touches.flatMap(([id, { status, channel, at: leftAt }]) => {
    const isIt = channel === 'email' && (touchId === undefined || id === touchId) && leftAt <= at;
    return isIt && (status === 'sent' || status === 'unknown') ? [leftAt] : [];
  });
  return left.toSorted().at(-1) ?? at;
}

/** The level of the breaker now; it may be learned some seconds late. */
export async function breakerLevel({ reputation, clock }: Counts & Pick<Services, 'clock'>): Promise<BreakerLevel> {
  return levelAt(await reputation.breaker(), clock.now());
}

function dayOfMail(at: Instant): Day {
  return dayOf(at, CALENDAR);
}
