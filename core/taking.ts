// Which enrollment has a customer, and for how long may no other sequence take them?
import type { Customer } from '#core/customer';
import type { Enrollment } from '#core/enrollment';

/**
 * The row taken by an enrollment, so that two sequences never share a customer; undefined when it is taken by it already,
 * and for as long as its plan now needs.
 */
export function takenBy(row: Customer, enrollment: Enrollment): Customer | undefined {
  const until = 'legs' in enrollment ? (enrollment.legs.at(-1)?.until ?? enrollment.closeAt) : enrollment.watchedUntil;
  if (row.open?.enrollmentId === enrollment.enrollmentId && row.open.until >= until) return undefined;
  const { enrollmentId, watchedUntil } = enrollment;
  return { ...row, open: { enrollmentId, until }, watched: { enrollmentId, until: watchedUntil } };
}
