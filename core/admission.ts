// Does a dormant customer enter a sequence now? One decision, with its reason; the same in the scan and at enrollment.
import { type Admission, type Customer, reachableChannels, reachOf } from '#core/customer';
import { type Dormancy, dormancyOf } from '#core/dormancy';
import { drawOf, enrollmentIdOf } from '#core/ids';
import { isInSegment } from '#core/segment';
import type { Sequence, SequenceVersion } from '#core/sequence';
import { type Day, dayOf, daysBetween, type Instant } from '#core/time';

type DormantVerdict = Extract<Dormancy, { status: 'dormant' }>;

/** `notForThem`: not dormant or not in the segment, so there is nothing to record. */
export type AdmissionVerdict =
  | { readonly status: 'notForThem' }
  | { readonly status: 'decided'; readonly decision: Admission['decision']; readonly dormancy: DormantVerdict };

/** Enrolled, held out, or not admitted and why? Reads nothing but the row, so the scan can ask it of every customer. */
export function admissionOf(
  customer: Customer,
  { sequence, segment, shop }: SequenceVersion,
  now: Instant,
): AdmissionVerdict {
  const today = dayOf(now, shop.timeZone);
  const dormancy = dormancyOf(customer, sequence.dormant, today);
  if (dormancy.status !== 'dormant') return { status: 'notForThem' };
  if (segment !== undefined && !isInSegment(customer, segment, today)) return { status: 'notForThem' };
  return { status: 'decided', decision: decisionOf(customer, sequence, dormancy, today, now, shop.timeZone), dormancy };
}

/** Has this very decision been recorded already? Then there is nothing to do until something changes. */
export function isRecorded(
  customer: Customer,
  sequence: Sequence,
  verdict: Extract<AdmissionVerdict, { status: 'decided' }>,
): boolean {
  const recorded = customer.admissions[sequence.name];
  if (recorded?.episode !== verdict.dormancy.episode) return false;
  return recorded.decision === verdict.decision || hasEntered(recorded);
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
  today: Day,
  now: Instant,
  zone: Parameters<typeof dayOf>[1],
): Admission['decision'] {
  const recorded = customer.admissions[sequence.name];
  if (recorded !== undefined && recorded.episode === dormancy.episode && hasEntered(recorded)) return recorded.decision;
  const own = enrollmentIdOf(sequence.name, customer.customerId, dormancy.episode);
  if (customer.open !== undefined && customer.open.until > now && customer.open.enrollmentId !== own)
    return 'alreadyEnrolled';
  if (recorded?.enteredAt !== undefined && sequence.reentry !== undefined) {
    if (daysBetween(dayOf(recorded.enteredAt, zone), today) < sequence.reentry.after) return 'reentry';
  }
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

function hasEntered(admission: Admission): boolean {
  return admission.decision === 'enrolled' || admission.decision === 'heldOut';
}
