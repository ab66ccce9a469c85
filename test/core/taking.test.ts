import { expect, test } from 'vitest';
import { takenBy } from '#core/taking';
import { aCustomer, anEnrollment } from '../support/builders.ts';

const [LAST_LEG_ENDS, WATCHED_UNTIL] = ['2026-07-26T15:00:00.000Z', '2026-07-26T14:00:00.000Z'];

test('an enrollment takes the customer for as long as its last leg, and watches them while orders count', () => {
  const enrollmentId = 'gentle_c1_20260402';
  const taken = takenBy(aCustomer(), anEnrollment());
  expect(taken?.open).toEqual({ enrollmentId, until: LAST_LEG_ENDS });
  expect(taken?.watched).toEqual({ enrollmentId, until: WATCHED_UNTIL });
});

test('a customer is taken once, and again when the plan needs them for longer', () => {
  const enrollment = anEnrollment();
  const taken = takenBy(aCustomer(), enrollment) ?? aCustomer();
  expect(takenBy(taken, enrollment)).toBeUndefined();
  const later = { does: 'close', until: '2026-08-02T15:00:00.000Z' } as const;
  const putOff = anEnrollment({ legs: [...enrollment.legs.slice(0, -1), later] });
  expect(takenBy(taken, putOff)?.open?.until).toBe(later.until);
});

test('another enrollment takes the customer, however long they were taken', () => {
  const taken = takenBy(aCustomer(), anEnrollment({ sequence: 'other' })) ?? aCustomer();
  expect(takenBy(taken, anEnrollment())?.open?.enrollmentId).toBe('gentle_c1_20260402');
});
