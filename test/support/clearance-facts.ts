// What a touch is cleared by, in the middle of the journey of `anEnrollment`.
import type { ClearanceFacts } from '#core/clearance';
import { InstantSchema } from '#core/time';
import { aCustomer, anEnrollment } from './builders.ts';

/** Nothing is against the second touch, unless the test says so. */
export function clearanceFacts(
  said: Pick<ClearanceFacts, 'now' | 'sequence' | 'touch'> & Partial<ClearanceFacts>,
): ClearanceFacts {
  return {
    timeScale: 1,
    enrollment: anEnrollment({ claimed: 1 }),
    customer: aCustomer(),
    turnEnds: InstantSchema.parse('2026-07-12T14:00:00.000Z'),
    cap: undefined,
    incentive: 'none',
    ...said,
  };
}
