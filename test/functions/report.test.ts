import { expect, test } from 'vitest';
import { closed } from '#core/enrollment';
import { createHandler } from '../../functions/report.ts';
import { anEnrollment } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld, MORNING } from '../support/door-world.ts';
import { aContext } from '../support/lambda-events.ts';

captureLog();

test('the schedule gets counts, and the figures are in their store', async () => {
  const { services } = await aDoorWorld();
  await services.enrollments.open(anEnrollment());
  await services.enrollments.open(closed(anEnrollment({ customerId: 'c2' }), 'wonBack', MORNING));
  const answer = await createHandler(() => services)({ report: true }, aContext());
  expect(answer).toEqual({ status: 'reported', versions: 1, enrolled: 2, heldOut: 0, running: 1, broken: 0 });
  expect(await services.figures.all()).toEqual([expect.objectContaining({ sequence: 'gentle', enrolled: 2 })]);
});

test('without enrollments there is nothing to report, and that is no fault', async () => {
  const { services } = await aDoorWorld();
  const answer = await createHandler(() => services)({ report: true }, aContext());
  expect(answer).toEqual({ status: 'reported', versions: 0, enrolled: 0, heldOut: 0, running: 0, broken: 0 });
});

test('an event of somebody else is refused', async () => {
  const { services } = await aDoorWorld();
  await expect(createHandler(() => services)({ plan: true }, aContext())).rejects.toMatchObject({ name: 'BadInput' });
});
