// A journey that is to stop may be gone, or stopped, before its stop is written.
import { expect, test } from 'vitest';
import { isRunning } from '#core/enrollment';
import { respond } from '#core/flow/respond';
import { stopEnrollment } from '#core/flow/stop';
import { ResponseIdSchema } from '#core/ids';
import { ResponseSchema } from '#core/response';
import { PublishedSequenceSchema } from '#core/sequence';
import { aCustomer, anEnrollment, aPublishedFile } from '../../support/builders.ts';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';

const { sequence } = PublishedSequenceSchema.parse(aPublishedFile());
const STOP = { at: MORNING, because: 'optedOut', response: ResponseIdSchema.parse('r1') } as const;

test('an enrollment that was erased a moment ago needs no stop, and nothing is written of it', async () => {
  const { services } = await aDoorWorld();
  const erased = anEnrollment();
  if (!isRunning(erased)) throw new TypeError('the builder makes one that runs');
  expect(await stopEnrollment(services, erased, STOP, undefined, sequence)).toEqual({ status: 'already' });
  expect(await services.journal.ofCustomer(erased.customerId)).toEqual([]);
  expect(await services.enrollments.get(erased)).toBeUndefined();
});

test('CMP-25: a no whose enrollment is erased while it is heard is heard all the same', async () => {
  const enrollment = anEnrollment();
  const open = { enrollmentId: enrollment.enrollmentId, until: enrollment.watchedUntil };
  const { services } = await aDoorWorld(aCustomer({ open }));
  const { enrollments } = services;
  let reads = 0;
  const erasing: typeof enrollments = {
    ...enrollments,
    // Read once, and gone when its stop is written.
    get: async () => {
      reads += 1;
      return reads === 1 ? enrollment : undefined;
    },
    save: async () => 'conflict',
  };
  const no = { kind: 'unsubscribed', responseId: 'r1', customerId: 'c1', at: MORNING, channel: 'email', source: 'x' };
  const answer = await respond({ ...services, enrollments: erasing }, ResponseSchema.parse(no));
  expect(answer).toEqual({ status: 'already' });
  expect((await services.customers.get(enrollment.customerId))?.consent.email?.state).toBe('withdrawn');
});
