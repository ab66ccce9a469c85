import { expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { TimeZoneSchema } from '#core/time';
import { createHandler } from '../../functions/fit.ts';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aDoorWorld } from '../support/door-world.ts';
import { aContext } from '../support/lambda-events.ts';

const FIFTEEN_MINUTES_MS = 900_000;
const log = captureLog();

async function aShop(...customers: readonly Customer[]) {
  const { services } = await aDoorWorld(...customers);
  const timeZone = TimeZoneSchema.parse('America/New_York');
  return { services, handler: createHandler(() => ({ ...services, timeZone })) };
}

test('the schedule gets counts, and what was learned is in its store', async () => {
  const { services, handler } = await aShop(aCustomer(), aCustomer({ customerId: 'c2' }));
  expect(await handler({ fit: true }, aContext(FIFTEEN_MINUTES_MS))).toEqual({
    ...{ status: 'unfit', version: 1, rows: 2, broken: 0, customers: 2, repeatCustomers: 2 },
    ...{ timing: 'tooFewRepeatCustomers', spend: 'tooFewRepeatCustomers' },
  });
  expect(await services.models.newest()).toMatchObject({ version: 1, until: '2026-07-01', customers: 2 });
});

test('a shop in which nobody has ordered is no fault, and the log says so', async () => {
  const { services, handler } = await aShop(aCustomer({ activity: {} }));
  expect(await handler({ fit: true }, aContext(FIFTEEN_MINUTES_MS))).toEqual({
    ...{ status: 'nobodyOrdered', rows: 1, broken: 0 },
  });
  expect(await services.models.newest()).toBeUndefined();
  expect(log.text()).toContain('nobody has ordered yet');
});

test('a row that cannot be read is named in the log by its ids', async () => {
  const { services, handler } = await aShop(aCustomer());
  const { page } = services.customers;
  services.customers.page = async (request) => ({
    ...(await page(request)),
    broken: request.segment === 0 ? [{ customerId: 'c9' }] : [],
  });
  expect(await handler({ fit: true }, aContext(FIFTEEN_MINUTES_MS))).toMatchObject({ broken: 1 });
  expect(log.text()).toContain('c9');
});

test('an event of somebody else is refused', async () => {
  const { handler } = await aShop();
  await expect(handler({ report: true }, aContext())).rejects.toMatchObject({ name: 'BadInput' });
});
