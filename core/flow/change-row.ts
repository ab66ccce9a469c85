// Read, decide, save if nobody else saved meanwhile: how a row changes without locks.
import type { Customer } from '#core/customer';
import type { Enrollment } from '#core/enrollment';
import { TryAgain } from '#core/errors';
import type { CustomerId } from '#core/ids';
import type { EnrollmentKey, SaveAnswer, Services } from '#core/ports';
import { takenBy } from '#core/taking';

/** More races than this on one row in one go are a storm: give the work back to the queue, which waits. */
const MOST_RACES = 8;

/**
 * Changes a customer row by a pure decision; `undefined` from `decide` leaves it. Answers the row as it is now. A row
 * that the caller has just read saves reading it again.
 */
export function changeCustomer(
  { customers }: Pick<Services, 'customers'>,
  customerId: CustomerId,
  decide: (customer: Customer) => Customer | undefined,
  known?: Customer,
): Promise<Customer | undefined> {
  return change(
    { customerId },
    () => customers.get(customerId),
    decide,
    (row) => customers.save(row),
    known,
  );
}

/** The same for an enrollment. */
export function changeEnrollment(
  { enrollments }: Pick<Services, 'enrollments'>,
  { customerId, enrollmentId }: EnrollmentKey,
  decide: (enrollment: Enrollment) => Enrollment | undefined,
  known?: Enrollment,
): Promise<Enrollment | undefined> {
  const key = { customerId, enrollmentId };
  return change(
    key,
    () => enrollments.get(key),
    decide,
    (row) => enrollments.save(row),
    known,
  );
}

/** A plan that was put off needs its customer for longer: no other sequence may take them meanwhile. */
export async function keepCustomer(
  services: Pick<Services, 'customers'>,
  enrollment: Enrollment,
  known?: Customer,
): Promise<void> {
  const keep = (row: Customer) =>
    row.open?.enrollmentId === enrollment.enrollmentId ? takenBy(row, enrollment) : undefined;
  await changeCustomer(services, enrollment.customerId, keep, known);
}

async function change<Row extends { revision: number }>(
  ids: Record<string, string>,
  read: () => Promise<Row | undefined>,
  decide: (row: Row) => Row | undefined,
  save: (row: Row) => Promise<SaveAnswer>,
  known: Row | undefined,
): Promise<Row | undefined> {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const row = race === 0 && known !== undefined ? known : await read();
    const next = row === undefined ? undefined : decide(row);
    if (next === undefined) return row;
    if ((await save(next)) === 'saved') return { ...next, revision: next.revision + 1 };
  }
  throw new TryAgain(`a row was changed by others ${MOST_RACES} times in a row; deliver this again`, { ids });
}
