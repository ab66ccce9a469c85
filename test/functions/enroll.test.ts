import { expect, test } from 'vitest';
import { createHandler } from '../../functions/enroll.ts';
import { aCustomer, aPublishedFile } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aBatch, aContext } from '../support/lambda-events.ts';

const log = captureLog();
const TASK = { customerId: 'c1', sequence: 'gentle', version: 1 };

test('a customer who was put forward is enrolled and their journey starts', async () => {
  const world = await aDoorWorld(aCustomer());
  expect(await createHandler(() => world.services)(aBatch(TASK), aContext())).toEqual({ batchItemFailures: [] });
  expect(world.touches).toEqual([expect.objectContaining({ enrollmentId: 'gentle_c1_20260402', leg: 0 })]);
});

test('a customer who was put forward twice in one batch is enrolled once', async () => {
  const customer = aCustomer();
  const world = await aDoorWorld(customer);
  await createHandler(() => world.services)(aBatch(TASK, TASK), aContext());
  expect(await world.services.enrollments.ofCustomer(customer.customerId)).toHaveLength(1);
  expect(world.touches).toHaveLength(1);
});

test('a customer for whom there is no place left today is no fault, and nothing happens to them', async () => {
  const world = await aDoorWorld(aCustomer(), aCustomer({ customerId: 'c2' }));
  const sequence = { holdout: '0%', 'limit per day': { customers: 1 } };
  await world.services.sequences.publish(aPublishedFile({ sequence }));
  const batch = aBatch({ ...TASK, version: 2 }, { ...TASK, customerId: 'c2', version: 2 });
  expect(await createHandler(() => world.services)(batch, aContext())).toEqual({ batchItemFailures: [] });
  expect(world.touches).toHaveLength(1);
  expect(log.lines()).toContainEqual(expect.objectContaining({ answers: { enrolled: 1, notEnrolled: 1 } }));
});

test('a task that cannot be read fails alone', async () => {
  const world = await aDoorWorld(aCustomer());
  const batch = aBatch({ ...TASK, customerId: 'ada@customer.example' }, TASK, { ...TASK, version: 0 });
  const answer = await createHandler(() => world.services)(batch, aContext());
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm0' }, { itemIdentifier: 'm2' }]);
  expect(world.touches).toHaveLength(1);
});

test('a customer who is gone since the scan is no fault', async () => {
  const world = await aDoorWorld();
  expect(await createHandler(() => world.services)(aBatch(TASK), aContext())).toEqual({ batchItemFailures: [] });
});
