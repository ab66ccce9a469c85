// Is the shop of the demonstration made so that its customers can be found by address, and their consent proven?
import { expect, test } from 'vitest';
import { seedShop } from '#adapters/local/seed-shop';
import { syntheticCustomer } from '#adapters/local/synthetic-shop';
import { createMemoryStores } from '#adapters/memory/stores';
import { contactFor } from '#core/contact';
import { DaySchema } from '#core/time';

const PLAN = { customers: 45, seed: 'seed', founded: DaySchema.parse('2026-07-01') };
const PEOPLE = Array.from({ length: PLAN.customers }, (_, place) =>
  syntheticCustomer(place + 1, PLAN.seed, PLAN.founded),
);

test('everybody is found by address and number, and each yes and no has its words and its proof', async () => {
  const stores = createMemoryStores();
  const told: number[] = [];
  await seedShop(stores, PLAN, (done) => void told.push(done));
  expect(told.at(-1)).toBe(PLAN.customers);
  for (const person of PEOPLE) {
    const { customerId, consent } = person;
    expect(await stores.customers.get(customerId)).toMatchObject({ customerId, consent });
    for (const channel of ['email', 'sms'] as const) {
      const contact = contactFor(person, channel);
      if (contact === undefined) continue;
      expect((await stores.contacts.read(stores.contacts.keyOf(contact))).customers).toEqual([customerId]);
    }
    const records = await stores.consents.ofCustomer(customerId);
    expect(records.map(({ channel, state, wording }) => [channel, state, wording]).sort()).toEqual([
      ['email', consent.email?.state, consent.email?.wording],
      ['sms', consent.sms?.state, consent.sms?.wording],
    ]);
  }
});

test('a seeding that was cut off goes on, and one that is done changes nothing', async () => {
  const stores = createMemoryStores();
  const cut = { ...stores.customers, save: stores.customers.save };
  let saves = 0;
  cut.save = async (customer) => {
    saves += 1;
    if (saves > 30) throw new Error('the process ended');
    return stores.customers.save(customer);
  };
  await expect(seedShop({ ...stores, customers: cut }, PLAN, () => {})).rejects.toThrow('ended');
  await seedShop(stores, PLAN, () => {});
  const once = await Promise.all(PEOPLE.map(({ customerId }) => stores.customers.get(customerId)));
  expect(once.every((row) => row?.revision === 1)).toBe(true);
  await seedShop(stores, PLAN, () => {});
  expect(await Promise.all(PEOPLE.map(({ customerId }) => stores.customers.get(customerId)))).toEqual(once);
});
