// Admit a dormant customer once, or say why not: take the customer, open the enrollment, start its journey.
import {
  admissionOf,
  type Decided,
  enrollmentFor,
  isEntry,
  isRecorded,
  momentOf,
  takenBy,
  withAdmission,
} from '#core/admission';
import type { Customer } from '#core/customer';
import { dormancyText } from '#core/dormancy';
import type { Enrollment } from '#core/enrollment';
import type { Fact } from '#core/fact';
import { changeCustomer } from '#core/flow/change-row';
import type { EnrollmentId } from '#core/ids';
import type { EnrollTask, Services } from '#core/ports';
import type { SequenceVersion } from '#core/sequence';
import type { Instant } from '#core/time';

export type EnrollAnswer =
  | { readonly status: 'enrolled' | 'heldOut'; readonly enrollmentId: EnrollmentId }
  | { readonly status: 'notEnrolled'; readonly because: string };

type Entry = { readonly decided: Decided; readonly enrollment: Enrollment };

/**
 * Decides anew from the row as it is now, whatever the scan saw. Every step may be done again: the id is the customer,
 * the sequence and the silence, so twice is once. The admission is noted last, so what a crash leaves half done is put
 * forward again by the next scan.
 */
export async function enroll(services: Services, task: EnrollTask): Promise<EnrollAnswer> {
  const published = await services.sequences.get(task.sequence, task.version);
  if (published === undefined) return { status: 'notEnrolled', because: 'noSuchVersion' };
  const at = services.clock.now();
  let decided: Decided | undefined;
  let entry: Entry | undefined;
  const customer = await changeCustomer(services, task.customerId, (row) => {
    decided = decisionOn(row, published, at);
    entry = entryFor(row, decided, published, at, services.timeScale);
    if (entry !== undefined) return takenBy(row, entry.enrollment);
    return decided === undefined ? undefined : withAdmission(row, decided, published.sequence, at);
  });
  if (customer === undefined) return { status: 'notEnrolled', because: 'noSuchCustomer' };
  if (decided === undefined) return { status: 'notEnrolled', because: 'nothingToDecide' };
  if (entry === undefined) {
    await services.journal.record(factsOf(decided, customer, published, at));
    return { status: 'notEnrolled', because: decided.decision };
  }
  return enter(services, customer, published, entry);
}

async function enter(
  services: Services,
  customer: Customer,
  published: SequenceVersion,
  { decided, enrollment: wanted }: Entry,
): Promise<EnrollAnswer> {
  const { enrollment } = await services.enrollments.open(wanted);
  const { enrollmentId, customerId, enrolledAt } = enrollment;
  if (enrollment.status === 'active') {
    const { sequence, version, legs } = enrollment;
    await services.journeys.start({
      enrollmentId,
      customerId,
      sequence,
      version,
      leg: 0,
      until: legs.map((leg) => leg.until),
    });
  }
  await services.journal.record(factsOf(decided, customer, published, enrolledAt, enrollmentId));
  const noted = (row: Customer) => withAdmission(row, decided, published.sequence, enrolledAt);
  await changeCustomer(services, customerId, noted, customer);
  return { status: enrollment.status === 'heldOut' ? 'heldOut' : 'enrolled', enrollmentId };
}

function decisionOn(row: Customer, published: SequenceVersion, now: Instant): Decided | undefined {
  const verdict = admissionOf(row, published, momentOf(now, published.shop));
  return verdict.status === 'notForThem' || isRecorded(row, published.sequence, verdict) ? undefined : verdict;
}

function entryFor(
  row: Customer,
  decided: Decided | undefined,
  published: SequenceVersion,
  now: Instant,
  timeScale: number,
): Entry | undefined {
  if (decided === undefined || !isEntry(decided.decision)) return undefined;
  const { decision } = decided;
  return { decided, enrollment: enrollmentFor(row, { ...decided, decision }, published, now, timeScale) };
}

function factsOf(
  { decision, dormancy }: Decided,
  { customerId }: Customer,
  { sequence, version }: SequenceVersion,
  at: Instant,
  enrollmentId?: EnrollmentId,
): Fact[] {
  const about = { at, customerId, sequence: sequence.name, version };
  const dormant: Fact = { ...about, kind: 'dormant', reason: dormancyText(dormancy, sequence.dormant) };
  if (isEntry(decision))
    return [dormant, { ...about, kind: decision, ...(enrollmentId === undefined ? {} : { enrollmentId }) }];
  return [dormant, { ...about, kind: 'notEnrolled', reason: decision }];
}
