// What is left of an enrollment so that reports go on counting it, when its customer has been erased: nobody's.
import type { Enrollment } from '#core/enrollment';
import { type CustomerId, CustomerIdSchema, chanceWord, enrollmentIdOf } from '#core/ids';
import { TimeZoneSchema } from '#core/time';

/** Bytes of chance that stand for a customer: no two are the same, and nobody can tell whose they were. */
export const NAMELESS_BYTES = 16;
const ERASED = 'erased';
const NOWHERE = TimeZoneSchema.parse('UTC');

/** The id of nobody. */
export function namelessId(bytes: Uint8Array): CustomerId {
  return CustomerIdSchema.parse(`nobody-${chanceWord(bytes)}`);
}

/**
 * The enrollment of nobody in the place of this one: what was sent when and how it ended, without any id, code or habit that
 * leads to a person. Undefined while it runs: its outcome is not known yet.
 */
export function nameless(enrollment: Enrollment, customerId: CustomerId): Enrollment | undefined {
  if (enrollment.status === 'active' || enrollment.status === 'stopped') return undefined;
  const { sequence, episode, goal } = enrollment;
  const nobodys = {
    customerId,
    enrollmentId: enrollmentIdOf(sequence, customerId, episode),
    revision: 0,
    ...(goal === undefined ? {} : { goal: { ...goal, responseId: ERASED } }),
  };
  if (enrollment.status === 'heldOut') return { ...enrollment, ...nobodys };
  const { claimant: _whose, stop, ...rest } = enrollment;
  const touches = Object.entries(enrollment.touches).map(([touch, record]) => {
    if (record.status === 'sent') return [touch, { ...record, providerId: ERASED }];
    return [touch, record.status === 'failed' ? { ...record, detail: '' } : record];
  });
  const offers = Object.entries(enrollment.offers).map(([touch, offer]) => [
    touch,
    { ...offer, code: `code-${ERASED}` },
  ]);
  return {
    ...rest,
    ...nobodys,
    ...{ timeZone: NOWHERE, seen: {}, claims: {} },
    touches: Object.fromEntries(touches),
    offers: Object.fromEntries(offers),
    ...(stop === undefined ? {} : { stop: { at: stop.at, because: stop.because } }),
  };
}
