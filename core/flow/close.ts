// Settle the outcome of an enrollment, once, and let go of everything that was held for it.
import { kindsThatMeet } from '#core/activity';
import { hasComeBack, sentTouches } from '#core/clearance';
import { outcomeAtClose } from '#core/closing';
import { type Customer, REMEMBERED_TOUCHES } from '#core/customer';
import { type Closed, closed, type Enrollment, isRunning, type Stopped } from '#core/enrollment';
import { type Fact, factsOfEnrollment } from '#core/fact';
import { changeCustomer, changeEnrollment } from '#core/flow/change-row';
import type { Outcome } from '#core/outcome';
import type { EnrollmentKey, Services } from '#core/ports';

/** What closing needs of the world. */
export type CloseServices = Pick<
  Services,
  'clock' | 'customers' | 'enrollments' | 'journal' | 'sequences' | 'journeys'
>;

export type CloseAnswer =
  | { readonly status: 'closed'; readonly outcome: Outcome }
  | { readonly status: 'nothingToClose' };

/**
 * Closes with this outcome, or with the one that the enrollment's history gives. An enrollment that is closed already
 * keeps its outcome; what a crash left undone after it is done now. `token` ends the journey that asked; an enrollment
 * that the caller has just read as `known` saves reading it again.
 */
export async function closeEnrollment(
  services: CloseServices,
  key: EnrollmentKey,
  { outcome, token, known }: { outcome?: Outcome; token?: string; known?: Enrollment } = {},
): Promise<CloseAnswer> {
  let waiting = token;
  const now = services.clock.now();
  const read = known ?? (await services.enrollments.get(key));
  const customer = await services.customers.get(key.customerId);
  const back = outcome === undefined && (await metGoalByRow(services, read, customer));
  const end = (row: Enrollment) => {
    if (!isRunning(row)) return undefined;
    waiting ??= row.token?.value;
    return closed(row, outcome ?? outcomeAtClose(row, { back, suppression: customer?.suppression ?? {} }), now);
  };
  const enrollment = await changeEnrollment(services, key, end, read);
  if (enrollment?.status !== 'closed') return { status: 'nothingToClose' };
  await letGo(services, enrollment, waiting, customer);
  return { status: 'closed', outcome: enrollment.outcome };
}

/** Orders may also come in by a file: then no response told of them, but the row did. */
async function metGoalByRow(
  services: CloseServices,
  enrollment: Enrollment | undefined,
  customer: Customer | undefined,
): Promise<boolean> {
  if (customer === undefined || enrollment === undefined || !isRunning(enrollment)) return false;
  const published = await services.sequences.get(enrollment.sequence, enrollment.version);
  return published !== undefined && hasComeBack(customer, enrollment.seen, kindsThatMeet(published.sequence.goal));
}

/** Everything that follows from a closed enrollment. Doing it again changes nothing. */
export async function letGo(
  services: CloseServices,
  enrollment: Closed,
  token: string | undefined,
  known?: Customer,
): Promise<void> {
  await changeCustomer(services, enrollment.customerId, (row) => freed(row, enrollment), known);
  await services.journal.record(endFacts(enrollment));
  if (token !== undefined) await services.journeys.succeed(token, { outcome: enrollment.outcome });
}

/** The customer may enter other sequences again; the row still knows what they got in this one, and how it ended. */
function freed(row: Customer, enrollment: Closed): Customer | undefined {
  if (row.open?.enrollmentId !== enrollment.enrollmentId) return undefined;
  const { open: _let, ...rest } = row;
  const recentTouches = [...row.recentTouches, ...sentTouches(enrollment)]
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .slice(-REMEMBERED_TOUCHES);
  const { sequence, outcome } = enrollment;
  const admission = row.admissions[sequence];
  const admissions =
    admission === undefined ? row.admissions : { ...row.admissions, [sequence]: { ...admission, outcome } };
  return { ...rest, recentTouches, admissions };
}

/** The facts of the stop and of the close: told again, they are the same facts. */
export function endFacts(enrollment: Stopped | Closed): Fact[] {
  return factsOfEnrollment(enrollment).filter(({ kind }) => kind === 'stopped' || kind === 'closed');
}
