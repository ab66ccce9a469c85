import { describe, expect, test } from 'vitest';
import { reachOf } from '#core/customer';
import { hear } from '#core/flow/hear';
import { CustomerIdSchema } from '#core/ids';
import type { Services } from '#core/ports';
import { type Response, ResponseSchema, type Said } from '#core/response';
import { aCustomer } from '../../support/builders.ts';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';

const [ADA, BEN, CLEO] = ['ada', 'ben', 'cleo'].map((id) => CustomerIdSchema.parse(id)) as [Id, Id, Id];
type Id = Response['customerId'];
const [OLD, NEW] = ['old@customer.example', 'new@customer.example'];
const keyOf = ({ contacts }: Services, address: string) => contacts.keyOf({ kind: 'email', address });

/** Ada had the old address and has the new one; Ben has the old one, Cleo the new one too. */
async function aMovedWorld() {
  const people = [
    aCustomer({ customerId: ADA, email: NEW }),
    aCustomer({ customerId: BEN, email: OLD }),
    aCustomer({ customerId: CLEO, email: NEW }),
  ];
  const { services } = await aDoorWorld(...people);
  for (const { customerId, email = '' } of people) await services.contacts.link(keyOf(services, email), customerId);
  const may = async (customerId: Id) => {
    const row = await services.customers.get(customerId);
    return row === undefined ? undefined : reachOf(row, 'email').may;
  };
  const reach = async () => [await may(ADA), await may(BEN), await may(CLEO)];
  const told = (fields: object) =>
    ResponseSchema.parse({ responseId: 'r1', customerId: ADA, at: MORNING, channel: 'email', ...fields });
  return { services, reach, told };
}

describe('news of an address that somebody had once', () => {
  test.each([
    ['a complaint', { kind: 'complained' }],
    ['a hard bounce', { kind: 'bounced', permanent: true }],
  ])('%s closes the old address, and neither the new one nor whoever shares it', async (_what, fields) => {
    const { services, reach, told } = await aMovedWorld();
    await hear(services, told({ ...fields, sentTo: keyOf(services, OLD) }));
    expect(await reach()).toEqual([true, false, true]);
    expect((await services.contacts.read(keyOf(services, OLD))).words.email?.suppression).toBeDefined();
    expect((await services.contacts.read(keyOf(services, NEW))).words.email).toBeUndefined();
  });

  test('an opt-out is the customer’s own word, and closes both', async () => {
    const { services, reach, told } = await aMovedWorld();
    const no = { kind: 'unsubscribed', source: 'a provider', sentTo: keyOf(services, OLD) };
    await hear(services, told(no));
    expect(await reach()).toEqual([false, false, false]);
  });

  test('told of the address that is theirs now, it closes that', async () => {
    const { services, reach, told } = await aMovedWorld();
    await hear(services, told({ kind: 'complained', sentTo: keyOf(services, NEW) }));
    expect(await reach()).toEqual([false, true, false]);
  });
});

describe('a sign of life of which only the address is known', () => {
  test.each([
    ['an order', { kind: 'order', cents: 4_200 }],
    ['a visit', { kind: 'visit' }],
    ['a login', { kind: 'activity', activity: 'login', cents: 0 }],
  ])('%s is that of everybody who has the address now', async (_what, fields) => {
    const { services } = await aMovedWorld();
    const said = { responseId: 'shopify-order-1', at: MORNING, ...fields } as Said;
    // Linked once, moved since.
    await services.contacts.link(keyOf(services, OLD), ADA);
    expect(await hear(services, { contact: keyOf(services, OLD), said })).toEqual({ status: 'recorded' });
    const days = async (id: Id) => JSON.stringify((await services.customers.get(id))?.activity).includes('2026-07-01');
    expect([await days(ADA), await days(BEN), await days(CLEO)]).toEqual([false, true, false]);
  });
});

test.each([
  ['unsubscribed', { kind: 'unsubscribed', source: 'account page' }],
  ['complained', { kind: 'complained' }],
  ['hard bounce', { kind: 'bounced', permanent: true }],
])('a no is heard although it has the id of an order of the same checkout: %s', async (_what, fields) => {
  const { services, reach, told } = await aMovedWorld();
  const order = { kind: 'order', responseId: 'evt-77', customerId: ADA, at: MORNING, cents: 4_200 };
  await hear(services, ResponseSchema.parse(order));
  await hear(services, told({ responseId: 'evt-77', ...fields }));
  expect((await reach())[0]).toBe(false);
});

test('a no of an address that thousands have is obeyed for all of them', async () => {
  const { services } = await aDoorWorld();
  const key = keyOf(services, 'guest@pos.example');
  const guests = Array.from({ length: 100 }, (_, index) =>
    aCustomer({ customerId: `g${index}`, email: 'guest@pos.example' }),
  );
  for (const guest of guests) {
    await services.customers.save(guest);
    await services.contacts.link(key, guest.customerId);
  }
  const said: Said = { kind: 'unsubscribed', responseId: 'r1', at: MORNING, channel: 'email', source: 'a provider' };
  await hear(services, { contact: key, said });
  const rows = await Promise.all(guests.map(({ customerId }) => services.customers.get(customerId)));
  expect(rows.filter((row) => row?.consent.email?.state === 'granted')).toEqual([]);
});
