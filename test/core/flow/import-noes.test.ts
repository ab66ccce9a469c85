// Which noes stand against an import, and whom does a no of an import reach?
import { describe, expect, test } from 'vitest';
import { type Customer, reachOf } from '#core/customer';
import { BadInput } from '#core/errors';
import { forget } from '#core/flow/forget';
import { hear } from '#core/flow/hear';
import { importCustomer } from '#core/flow/import';
import { type CustomerId, CustomerIdSchema } from '#core/ids';
import type { Known } from '#core/known';
import type { Services } from '#core/ports';
import { ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';

const [ONE, TWO] = ['c1', 'c2'].map((id) => CustomerIdSchema.parse(id)) as [CustomerId, CustomerId];
const SHARED = 'family@customer.example';
const LATER = InstantSchema.parse('2026-07-01T14:01:00.000Z');

type Said = Partial<NonNullable<Known['profile']>>;
const told = (customerId: CustomerId, said: Said): Known => ({
  customerId,
  activities: [],
  profile: { customerId, consentSource: 'customers.csv', fields: {}, ...said },
});
const imports = (services: Services, customerId: CustomerId, said: Said) =>
  importCustomer(services, told(customerId, said), (row) => row, MORNING);
const YES = { email: SHARED, emailConsent: true };
const says = (services: Services, customerId: CustomerId, said: object, at = MORNING) =>
  hear(services, ResponseSchema.parse({ customerId, responseId: `r-${at}`, at, channel: 'email', ...said }));
const keyOf = ({ contacts }: Services, address = SHARED) => contacts.keyOf({ kind: 'email', address });

async function mayMail(services: Services, ...customers: CustomerId[]) {
  const rows = await Promise.all(customers.map((customerId) => services.customers.get(customerId)));
  return rows.map((row) => row !== undefined && reachOf(row, 'email').may);
}

describe('CMP-36: whoever was forgotten', () => {
  test('is not mailed again because a housemate said yes, whatever file brings the id back', async () => {
    const { services, timeline } = await aDoorWorld();
    await imports(services, ONE, YES);
    await imports(services, TWO, YES);
    await forget(services, ONE);
    await timeline.runUntil(LATER);
    await says(services, TWO, { kind: 'consented', source: 'preference page' }, LATER);
    await imports(services, ONE, YES);
    expect(await mayMail(services, ONE, TWO)).toEqual([false, true]);
  });

  test('is not brought back by a link that stayed behind, which goes', async () => {
    const { services } = await aDoorWorld();
    await imports(services, ONE, YES);
    await forget(services, ONE);
    await services.contacts.link(keyOf(services), ONE);
    await imports(services, TWO, { email: SHARED, emailSuppression: 'complaint' });
    expect(await services.customers.get(ONE)).toBeUndefined();
    expect(await services.consents.ofCustomer(ONE)).toEqual([]);
    expect((await services.contacts.read(keyOf(services))).customers).toEqual([TWO]);
  });
});

describe('CMP-33: a no that was said before the address was known', () => {
  test.each([
    ['an opt-out', { kind: 'unsubscribed', source: 'one-click' }],
    ['a complaint', { kind: 'complained' }],
    ['a hard bounce', { kind: 'bounced', permanent: true }],
  ])('%s of a stranger is one of the address that a file gives them', async (_what, no) => {
    const { services } = await aDoorWorld();
    await imports(services, TWO, YES);
    await says(services, ONE, no);
    await imports(services, ONE, { email: SHARED });
    expect(await mayMail(services, ONE, TWO)).toEqual([false, false]);
    expect((await services.contacts.read(keyOf(services))).words.email).toBeDefined();
  });

  test('goes along to another address, and a bounce of the old one does not', async () => {
    const { services } = await aDoorWorld();
    await imports(services, TWO, YES);
    await imports(services, ONE, { email: 'old@customer.example', emailSuppression: 'hard bounce' });
    await imports(services, ONE, { email: SHARED });
    expect(await mayMail(services, TWO)).toEqual([true]);
    await imports(services, ONE, { email: 'old@customer.example', emailConsent: false });
    await imports(services, ONE, { email: SHARED });
    expect(await mayMail(services, ONE, TWO)).toEqual([false, false]);
  });

  test('does not undo a yes that somebody else gave there later, by their own hand', async () => {
    const { services, timeline } = await aDoorWorld();
    await imports(services, TWO, YES);
    await says(services, ONE, { kind: 'unsubscribed', source: 'one-click' });
    await timeline.runUntil(LATER);
    await says(services, TWO, { kind: 'consented', source: 'preference page' }, LATER);
    await imports(services, ONE, { email: SHARED });
    expect(await mayMail(services, ONE, TWO)).toEqual([false, true]);
  });
});

describe('a placeholder that everybody has', () => {
  const guests = Array.from({ length: 30 }, (_, index) => CustomerIdSchema.parse(`g${index}`));
  const no = { email: 'none@none.example', emailConsent: false };

  test('costs each import a few reads, not one of everybody, and all are left alone', async () => {
    const { services } = await aDoorWorld();
    let reads = 0;
    const get: Services['customers']['get'] = (customerId) => {
      reads += 1;
      return services.customers.get(customerId);
    };
    const counting = { ...services, customers: { ...services.customers, get } };
    for (const guest of guests) await imports(counting, guest, no);
    expect(reads).toBeLessThanOrEqual(3 * guests.length);
    expect(await mayMail(services, ...guests)).toEqual(guests.map(() => false));
  });

  test('a no that died while it was told to the others is told again', async () => {
    const { services } = await aDoorWorld();
    const open = { email: 'none@none.example', emailConsent: true };
    for (const guest of guests) await imports(services, guest, open);
    const save: Services['customers']['save'] = async (row: Customer) => {
      if (row.customerId === 'g20') throw new Error('the process died');
      return services.customers.save(row);
    };
    const dying = { ...services, customers: { ...services.customers, save } };
    const dated = { ...no, emailConsentAt: MORNING };
    await expect(imports(dying, ONE, dated)).rejects.toThrow('died');
    await imports(services, ONE, dated);
    expect(await mayMail(services, ...guests)).toEqual(guests.map(() => false));
  });
});

test('CMP-21: a row that no store takes leaves no proof, no link and no word', async () => {
  const { services } = await aDoorWorld();
  await expect(imports(services, ONE, { ...YES, phone: '555-0123' })).rejects.toThrow(BadInput);
  await expect(imports(services, ONE, { ...YES, phone: '555-0123' })).rejects.toThrow('(phone)');
  expect(await services.consents.ofCustomer(ONE)).toEqual([]);
  expect(await services.contacts.read(keyOf(services))).toEqual({ customers: [], words: {} });
});
