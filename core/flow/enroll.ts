// Admit a dormant customer once, or say why not: take the customer, open the enrollment, start its journey.
import {
  admissionFacts,
  admissionOf,
  type Decided,
  enrollmentFor,
  isEntry,
  isRecorded,
  type Moment,
  momentOf,
  withAdmission,
} from '#core/admission';
import type { Customer } from '#core/customer';
import type { Enrollment } from '#core/enrollment';
import { changeCustomer } from '#core/flow/change-row';
import { mayEnter } from '#core/flow/intake';
import { breakerLevel } from '#core/flow/reputation';
import type { EnrollmentId } from '#core/ids';
import type { EnrollTask, Services } from '#core/ports';
import { keepsOut } from '#core/reputation';
import type { SequenceVersion } from '#core/sequence';
import { takenBy } from '#core/taking';
import type { Instant } from '#core/time';

export type EnrollAnswer =
  | { readonly status: 'enrolled' | 'heldOut'; readonly enrollmentId: EnrollmentId }
  | { readonly status: 'notEnrolled'; readonly because: string }
  /** Too many complain: nobody new is taken in, and nothing is noted, so that a later scan finds the customer again. */
  | { readonly status: 'paused' };

type Entry = { readonly decided: Decided; readonly enrollment: Enrollment };

/**
 * Decides anew from the row as it is now, whatever the scan saw. Every step may be done again: the id is the customer,
 * the sequence and the silence, so twice is once. The admission is noted last, so what a crash leaves half done is put
 * forward again by the next scan.
 */
export async function enroll(services: Services, task: EnrollTask): Promise<EnrollAnswer> {
  if (keepsOut(await breakerLevel(services))) return { status: 'paused' };
  const published = await services.sequences.get(task.sequence, task.version);
  if (published === undefined) return { status: 'notEnrolled', because: 'noSuchVersion' };
  const at = services.clock.now();
  const moment = momentOf(at, published.shop, await services.models.newest());
  const read = await services.customers.get(task.customerId);
  if (read === undefined) return { status: 'notEnrolled', because: 'noSuchCustomer' };
  const hasTurn = await mayEnter(services, read, decisionOn(read, published, moment), published, moment);
  let decided: Decided | undefined;
  let entry: Entry | undefined;
  const decide = (row: Customer) => {
    decided = decisionOn(row, published, moment);
    entry = entryFor(row, decided, published, at, services.timeScale);
    if (entry !== undefined) return hasTurn ? takenBy(row, entry.enrollment) : undefined;
    return decided === undefined ? undefined : withAdmission(row, decided, published.sequence, at);
  };
  const customer = await changeCustomer(services, task.customerId, decide, read);
  if (customer === undefined) return { status: 'notEnrolled', because: 'noSuchCustomer' };
  if (decided === undefined) return { status: 'notEnrolled', because: 'nothingToDecide' };
  if (entry === undefined) {
    await services.journal.record(admissionFacts(decided, customer, published, at));
    return { status: 'notEnrolled', because: decided.decision };
  }
  if (!hasTurn) return { status: 'notEnrolled', because: 'limitReached' };
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
  await services.journal.record(admissionFacts(decided, customer, published, enrolledAt, enrollmentId));
  const noted = (row: Customer) => withAdmission(free(row, enrollment), decided, published.sequence, enrolledAt);
  await changeCustomer(services, customerId, noted, customer);
  return { status: enrollment.status === 'heldOut' ? 'heldOut' : 'enrolled', enrollmentId };
}

/** An old silence may come back (under a rule of several), long after its enrollment has ended: that holds nobody. */
function free(row: Customer, { status, enrollmentId }: Enrollment): Customer {
  if (status !== 'closed' || row.open?.enrollmentId !== enrollmentId) return row;
  const { open: _ended, ...rest } = row;
  return rest;
}

function decisionOn(row: Customer, published: SequenceVersion, moment: Moment): Decided | undefined {
  const verdict = admissionOf(row, published, moment);
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
