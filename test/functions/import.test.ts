import { expect, test } from 'vitest';
import { createMemoryCustomers } from '#adapters/memory/customers';
import { createMemoryStores } from '#adapters/memory/stores';
import { TryAgain } from '#core/errors';
import type { Customers } from '#core/ports';
import { InstantSchema } from '#core/time';
import { createHandler } from '../../functions/import.ts';
import { aCustomer } from '../support/builders.ts';
import { captureLog } from '../support/captured-log.ts';
import { aBatch, aContext } from '../support/lambda-events.ts';

const log = captureLog();
const AT = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const told = (customerId: string, more: object = {}) => ({
  customerId,
  activities: [{ kind: 'order', day: '2026-06-20', cents: 4_200 }],
  ...more,
});
const person = (customerId: string, more: object) => ({ customerId, consentSource: 'a file', fields: {}, ...more });
const world = (customers: Customers) => () => ({ ...createMemoryStores(), clock: { now: () => AT }, customers });

test('everybody of a message gets into their row, and a message that comes twice changes nothing', async () => {
  const customers = createMemoryCustomers();
  const there = aCustomer({ customerId: 'c1' });
  await customers.save(there);
  const batch = aBatch({
    customers: [
      told('c1'),
      told('c2', { profile: person('c2', { email: 'ada@customer.example', emailConsent: true }) }),
    ],
  });
  const handler = createHandler(world(customers));
  expect(await handler(batch, aContext())).toEqual({ batchItemFailures: [] });
  const rows = async () =>
    Promise.all([customers.get(there.customerId), customers.get(aCustomer({ customerId: 'c2' }).customerId)]);
  const once = await rows();
  expect(once[0]?.activity.order?.last).toBe('2026-06-20');
  expect(once[1]).toMatchObject({ email: 'ada@customer.example', consent: { email: { state: 'granted', at: AT } } });
  expect(await handler(batch, aContext())).toEqual({ batchItemFailures: [] });
  expect(await rows()).toEqual(once);
});

test('nothing is made up for somebody of whom only orders are known', async () => {
  const customers = createMemoryCustomers();
  await createHandler(world(customers))(aBatch({ customers: [told('c1')] }), aContext());
  const { email, phone, consent } = (await customers.get(aCustomer({ customerId: 'c1' }).customerId)) ?? {};
  expect({ email, phone, consent }).toEqual({ email: undefined, phone: undefined, consent: {} });
});

test('a message of which one customer cannot be written is delivered again, and keeps nobody else waiting', async () => {
  const customers = createMemoryCustomers();
  const save: Customers['save'] = async (row) => {
    if (row.customerId === 'c2') throw new TryAgain('the table customers is busy; try again');
    return customers.save(row);
  };
  const batch = aBatch({ customers: [told('c2'), told('c1')] }, { customers: [told('c3')] });
  const answer = await createHandler(world({ ...customers, save }))(batch, aContext());
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  for (const customerId of ['c1', 'c3'])
    expect(await customers.get(aCustomer({ customerId }).customerId), customerId).toBeDefined();
});

test('a customer who cannot be read sends the message back, and everybody else of it is imported, a no among them', async () => {
  const customers = createMemoryCustomers();
  const there = aCustomer({ customerId: 'c2' });
  await customers.save({ ...there, consent: { email: { state: 'granted', at: AT, source: 'shop' } } });
  const no = { activities: [], refusal: person('c2', { emailConsent: false }) };
  const broken = told('ada@customer.example', { profile: 'ada' });
  const batch = aBatch({ customers: [told('c1'), broken, { customerId: 'c2', ...no }] });
  const handler = createHandler(world(customers));
  const failed = { batchItemFailures: [{ itemIdentifier: 'm0' }] };
  expect(await handler(batch, aContext())).toEqual(failed);
  expect((await customers.get(there.customerId))?.consent.email?.state).toBe('withdrawn');
  const once = await customers.get(aCustomer({ customerId: 'c1' }).customerId);
  expect(once?.activity.order?.count).toBe(1);
  expect(await handler(batch, aContext())).toEqual(failed);
  expect(await customers.get(aCustomer({ customerId: 'c1' }).customerId)).toEqual(once);
  expect(log.text()).toContain('customer 1: customerId (');
  expect(log.text()).not.toContain('ada@');
});

test('the no of somebody who is no customer yet is kept, and makes nothing else known', async () => {
  const customers = createMemoryCustomers();
  const refusal = person('c9', { emailConsent: false });
  await createHandler(world(customers))(
    aBatch({
      customers: [
        { customerId: 'c9', activities: [], refusal },
        { customerId: 'c8', activities: [] },
      ],
    }),
    aContext(),
  );
  const row = (customerId: string) => customers.get(aCustomer({ customerId }).customerId);
  expect(await row('c9')).toMatchObject({ activity: {}, consent: { email: { state: 'withdrawn' } } });
  expect(await row('c8')).toBeUndefined();
});

test('a message that cannot be read fails alone, and nothing of it is in the log', async () => {
  const customers = createMemoryCustomers();
  const broken = { customers: [told('ada@customer.example')] };
  const answer = await createHandler(world(customers))(
    aBatch(broken, { customers: [] }, { customers: [told('c1')] }),
    aContext(),
  );
  expect(new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))).toEqual(new Set(['m0', 'm1']));
  expect(log.text()).not.toContain('ada@');
  expect(log.lines()).toContainEqual(expect.objectContaining({ answers: { imported: 1 } }));
});
