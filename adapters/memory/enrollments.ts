// Where are the enrollments of a simulation or a test? In memory; what may change is decided by core/enrollment.ts.
import { frozen } from '#adapters/memory/frozen';
import { claimed, mayClaim } from '#core/claim';
import { type Enrollment, maySettle } from '#core/enrollment';
import type { CustomerId, EnrollmentId } from '#core/ids';
import type { EnrollmentKey, Enrollments } from '#core/ports';

const PAGE_ROWS = 1_000;

/** The port `Enrollments` in memory. Every change is made in one go, as one conditional write makes it in DynamoDB. */
export function createMemoryEnrollments(): Enrollments {
  const rows: (Enrollment | undefined)[] = [];
  const places = new Map<EnrollmentId, number>();
  const ofCustomers = new Map<CustomerId, number[]>();

  function find({ customerId, enrollmentId }: EnrollmentKey): Enrollment | undefined {
    const place = places.get(enrollmentId);
    const row = place === undefined ? undefined : rows[place];
    return row?.customerId === customerId ? row : undefined;
  }

  function replace<E extends Enrollment>(changed: E): E {
    const row = frozen({ ...changed, revision: changed.revision + 1 });
    const place = places.get(row.enrollmentId);
    if (place !== undefined) rows[place] = row;
    return row;
  }

  return {
    async open(enrollment) {
      const existing = find(enrollment);
      if (existing !== undefined) return { status: 'existed', enrollment: existing };
      const row = frozen({ ...enrollment });
      const place = rows.push(row) - 1;
      places.set(row.enrollmentId, place);
      ofCustomers.set(row.customerId, [...(ofCustomers.get(row.customerId) ?? []), place]);
      return { status: 'opened', enrollment: row };
    },
    async get(key) {
      return find(key);
    },
    async claimLeg(key, claim) {
      const row = find(key);
      if (row === undefined) return { status: 'missing' };
      if (!mayClaim(row, claim.leg, claim.until)) return { status: 'notClaimed', enrollment: row };
      return { status: 'claimed', enrollment: replace(claimed(row, claim)) };
    },
    async settleTouch(key, touch, record, offer) {
      const row = find(key);
      if (row === undefined || row.status === 'heldOut' || !maySettle(row.touches[touch])) return 'stood';
      const offers = offer === undefined ? row.offers : { ...row.offers, [touch]: offer };
      replace({ ...row, touches: { ...row.touches, [touch]: record }, offers });
      return 'settled';
    },
    async save(enrollment) {
      if (find(enrollment)?.revision !== enrollment.revision) return 'conflict';
      replace(enrollment);
      return 'saved';
    },
    async erase(key) {
      const place = find(key) === undefined ? undefined : places.get(key.enrollmentId);
      if (place === undefined) return;
      rows[place] = undefined;
      places.delete(key.enrollmentId);
    },
    async ofCustomer(customerId) {
      return (ofCustomers.get(customerId) ?? []).flatMap((place) => rows[place] ?? []);
    },
    async page({ after }) {
      const from = after === undefined ? 0 : Number(after);
      const slots = rows.slice(from, from + PAGE_ROWS);
      const to = from + slots.length;
      const items = slots.filter((row) => row !== undefined);
      return to < rows.length ? { items, next: String(to) } : { items };
    },
  };
}
