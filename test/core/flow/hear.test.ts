import { expect, test } from 'vitest';
import { type ContactKey, contactOf } from '#core/contact';
import { reachOf } from '#core/customer';
import { BadInput, BrokenRecord } from '#core/errors';
import { hear } from '#core/flow/hear';
import type { Heard } from '#core/heard';
import { CustomerIdSchema } from '#core/ids';
import type { Services } from '#core/ports';
import { ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aCustomer } from '../../support/builders.ts';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';

const [ONE, TWO] = [CustomerIdSchema.parse('c1'), CustomerIdSchema.parse('c2')];
const SHARED = 'family@customer.example';
const LATER = InstantSchema.parse('2026-07-01T14:01:00.000Z');
const ABOUT = { responseId: 'r-1', at: MORNING, channel: 'email' };
const NO = { kind: 'unsubscribed', source: 'one-click', ...ABOUT };

function keyOf({ contacts }: Services, email = SHARED): ContactKey {
  const contact = contactOf('email', email);
  if (contact === undefined) throw new Error(`${email} is no address`);
  return contacts.keyOf(contact);
}

const own = (said: object, customerId = ONE): Heard => ResponseSchema.parse({ ...said, customerId });
function ofContact(services: Services, said: object, email = SHARED): Heard {
  const { customerId: _, ...rest } = ResponseSchema.parse({ ...said, customerId: ONE });
  return { contact: keyOf(services, email), said: rest } as Heard;
}

async function twoWithOneAddress() {
  const both = [ONE, TWO].map((customerId) => aCustomer({ customerId, email: SHARED }));
  const { services, timeline } = await aDoorWorld(...both);
  for (const { customerId } of both) await services.contacts.link(keyOf(services), customerId);
  const mayMail = async (customerId = TWO) => {
    const row = await services.customers.get(customerId);
    return row !== undefined && reachOf(row, 'email').may;
  };
  return { services, timeline, mayMail };
}

test('a no about an address that nobody has is kept, and meets whoever comes with it', async () => {
  const { services } = await aDoorWorld();
  expect(await hear(services, ofContact(services, NO))).toEqual({ status: 'noted' });
  expect((await services.contacts.read(keyOf(services))).words.email?.consent?.state).toBe('withdrawn');
});

test('what is no word about writing, about an address that nobody has, is ignored', async () => {
  const { services } = await aDoorWorld();
  for (const said of [
    { kind: 'opened', ...ABOUT },
    { kind: 'replied', meaning: 'other', ...ABOUT },
  ]) {
    const answer = await hear(services, ofContact(services, said));
    expect(answer).toEqual({ status: 'ignored', because: 'noSuchCustomer' });
  }
  expect(await services.contacts.read(keyOf(services))).toEqual({ customers: [], words: {} });
});

test('CMP-34: a yes after a no, about an address, is obeyed for all who have it now, and for nobody who has left it', async () => {
  const { services, timeline, mayMail } = await twoWithOneAddress();
  await hear(services, ofContact(services, NO));
  expect([await mayMail(ONE), await mayMail(TWO)]).toEqual([false, false]);
  const moved = await services.customers.get(TWO);
  if (moved === undefined) throw new Error('there must be a second customer');
  await services.customers.save({ ...moved, email: 'elsewhere@customer.example' });
  await timeline.runUntil(LATER);
  const later = { ...ABOUT, responseId: 'r-2', at: LATER };
  await hear(services, ofContact(services, { kind: 'replied', meaning: 'start', ...later }));
  expect([await mayMail(ONE), await mayMail(TWO)]).toEqual([true, false]);
});

test('a yes of one customer is a consent of nobody else with the same address', async () => {
  const { services, timeline, mayMail } = await twoWithOneAddress();
  await hear(services, own(NO));
  await timeline.runUntil(LATER);
  const later = { ...ABOUT, responseId: 'r-2', at: LATER };
  await hear(services, own({ kind: 'consented', source: 'preference page', ...later }));
  expect([await mayMail(ONE), await mayMail(TWO)]).toEqual([true, false]);
  expect((await services.contacts.read(keyOf(services))).words.email?.consent?.state).toBe('granted');
});

test('CMP-21: everybody who is stopped by a no has its proof', async () => {
  const { services } = await twoWithOneAddress();
  await hear(services, own(NO));
  for (const customerId of [ONE, TWO])
    expect(await services.consents.ofCustomer(customerId)).toMatchObject([
      { state: 'withdrawn', proof: 'response r-1' },
    ]);
});

test('CMP-36: nothing that comes late brings somebody back who was forgotten', async () => {
  const { services } = await aDoorWorld();
  const id = services.contacts.keyOf({ kind: 'customer', address: ONE });
  await services.contacts.say(id, 'email', { consent: { state: 'withdrawn', at: MORNING, source: 'erasure request' } });
  const late = [
    NO,
    { kind: 'complained', ...ABOUT },
    { kind: 'bounced', permanent: true, ...ABOUT },
    { kind: 'bounced', permanent: false, ...ABOUT },
    { kind: 'opened', ...ABOUT },
    { kind: 'delivered', providerId: 'p-1', ...ABOUT },
    { kind: 'clicked', ...ABOUT },
    { kind: 'clicked', automated: true, ...ABOUT },
    { kind: 'replied', meaning: 'stop', ...ABOUT },
    { kind: 'consented', source: 'page', ...ABOUT },
    { kind: 'order', responseId: 'o-1', at: MORNING, cents: 100 },
  ];
  for (const said of late) {
    expect(await hear(services, own(said)), said.kind).toEqual({ status: 'ignored', because: 'noSuchCustomer' });
  }
  expect(await services.customers.get(ONE)).toBeUndefined();
  expect(await services.journal.ofCustomer(ONE)).toEqual([]);
  expect(await services.consents.ofCustomer(ONE)).toEqual([]);
});

test('a no of somebody who is no customer yet is kept in a row, as ever', async () => {
  const { services } = await aDoorWorld();
  await hear(services, own(NO));
  expect((await services.customers.get(ONE))?.consent.email?.state).toBe('withdrawn');
});

test('a yes from the future is refused before anything is kept of it, and a no is believed', async () => {
  const { services } = await twoWithOneAddress();
  const future = { ...ABOUT, at: InstantSchema.parse('2027-01-01T00:00:00.000Z') };
  const yes = ofContact(services, { kind: 'replied', meaning: 'start', ...future });
  await expect(hear(services, yes)).rejects.toThrow(BadInput);
  expect((await services.contacts.read(keyOf(services))).words).toEqual({});
  await hear(services, ofContact(services, { ...NO, ...future }));
  expect((await services.contacts.read(keyOf(services))).words.email?.consent?.at).toBe(MORNING);
});

test('a row that cannot be read keeps nobody else with the address from being left alone', async () => {
  const { services, mayMail } = await twoWithOneAddress();
  const get: Services['customers']['get'] = async (customerId) => {
    if (customerId === ONE) throw new BrokenRecord('the row of a customer cannot be read (consent)');
    return services.customers.get(customerId);
  };
  const broken = { ...services, customers: { ...services.customers, get } };
  await expect(hear(broken, ofContact(services, NO))).rejects.toThrow(BrokenRecord);
  expect(await mayMail(TWO)).toBe(false);
});
