// Messages that come back "for now", again and again.
import { expect, test } from 'vitest';
import { contactFor } from '#core/contact';
import { hear } from '#core/flow/hear';
import { ResponseSchema } from '#core/response';
import { MOST_SOFT_BOUNCES, withoutBouncesOf } from '#core/soft-bounces';
import { aCustomer } from '../../support/builders.ts';
import { aDoorWorld } from '../../support/door-world.ts';

const C1 = aCustomer();

/** Hears what a mailbox provider or a carrier tells, on consecutive days of June. */
async function told(...news: readonly ('soft' | 'delivered' | 'hard')[]) {
  return toldOf('email', news);
}

async function toldOf(channel: 'email' | 'sms', news: readonly string[]) {
  const { services } = await aDoorWorld(C1);
  const tell = (kind: string, index: number) => {
    const about = { responseId: `${kind}-${index}`, customerId: 'c1', channel };
    const at = `2026-06-${String(index + 1).padStart(2, '0')}T12:00:00.000Z`;
    const fields =
      kind === 'delivered' ? { kind, providerId: `p${index}` } : { kind: 'bounced', permanent: kind === 'hard' };
    return hear(services, ResponseSchema.parse({ ...about, at, ...fields }));
  };
  for (const [index, kind] of news.entries()) await tell(kind, index);
  const row = async () => (await services.customers.get(C1.customerId)) ?? C1;
  return { services, row, tell };
}

const soft = (count: number) => Array.from({ length: count }, () => 'soft' as const);

test('CMP-09: the fifth in a row suppresses the channel, dated by the newest', async () => {
  expect(MOST_SOFT_BOUNCES).toBe(5);
  const four = await (await told(...soft(4))).row();
  expect(four.suppression).toEqual({});
  expect(four.softBounces).toEqual({ email: { count: 4, since: '2026-06-01T12:00:00.000Z' } });
  const five = await (await told(...soft(5))).row();
  expect(five.suppression).toEqual({ email: { because: 'soft bounces', at: '2026-06-05T12:00:00.000Z' } });
});

test('CMP-09: a delivery between them begins the count anew', async () => {
  const world = await told('soft', 'soft', 'soft', 'delivered', 'soft', 'soft');
  expect((await world.row()).suppression).toEqual({});
  expect((await world.row()).softBounces).toEqual({ email: { count: 2, since: '2026-06-05T12:00:00.000Z' } });
  for (const index of [6, 7]) await world.tell('soft', index);
  expect((await world.row()).suppression).toEqual({});
  await world.tell('soft', 8);
  expect((await world.row()).suppression).toMatchObject({ email: { because: 'soft bounces' } });
});

test('a delivery before the first of them, or on the other channel, saves nothing', async () => {
  expect((await (await told('delivered', ...soft(5))).row()).suppression.email?.because).toBe('soft bounces');
  const sms = await toldOf('sms', [...soft(2), ...soft(3)]);
  expect((await sms.row()).suppression).toMatchObject({ sms: { because: 'soft bounces' } });
  expect((await sms.row()).suppression.email).toBeUndefined();
});

test('one that is told again is counted once, also after many others', async () => {
  const world = await told(...soft(4));
  for (const index of [0, 1, 2, 3, 0]) await world.tell('soft', index);
  expect((await world.row()).softBounces?.email?.count).toBe(4);
});

test('a hard bounce says more, and is not forgotten for soft ones', async () => {
  const world = await told(...soft(4), 'hard', 'soft');
  expect((await world.row()).suppression).toMatchObject({ email: { because: 'hard bounce' } });
});

test('the suppression is one of the address, and outlives the row', async () => {
  const { services } = await told(...soft(5));
  const contact = contactFor(C1, 'email');
  if (contact === undefined) throw new Error('the builder has an address');
  const { words } = await services.contacts.read(services.contacts.keyOf(contact));
  expect(words.email?.suppression?.because).toBe('soft bounces');
});

test('a step that died after the fifth was counted is made good when it comes again', async () => {
  const world = await told(...soft(4));
  const { journal } = world.services;
  const dying = { ...world.services, journal: { ...journal, ofCustomer: () => Promise.reject(new Error('died')) } };
  const fifth = ResponseSchema.parse({
    ...{ kind: 'bounced', permanent: false, responseId: 'soft-4', customerId: 'c1', channel: 'email' },
    at: '2026-06-05T12:00:00.000Z',
  });
  await expect(hear(dying, fifth)).rejects.toThrow('died');
  await hear(world.services, fifth);
  expect((await world.row()).suppression.email?.because).toBe('soft bounces');
});

test('what is older than the journal counts no more: nobody can say what was delivered between', async () => {
  const { services } = await aDoorWorld(
    aCustomer({ softBounces: { email: { count: 4, since: '2025-05-01T12:00:00.000Z' } } }),
  );
  const about = { kind: 'bounced', permanent: false, responseId: 'soft-9', customerId: 'c1', channel: 'email' };
  await hear(services, ResponseSchema.parse({ ...about, at: '2026-07-01T12:00:00.000Z' }));
  const row = await services.customers.get(C1.customerId);
  expect(row?.suppression).toEqual({});
  expect(row?.softBounces).toEqual({ email: { count: 1, since: '2026-07-01T12:00:00.000Z' } });
});

test('a new address begins without those of the old one', () => {
  const count = { count: 4, since: '2026-06-01T12:00:00.000Z' };
  const both = aCustomer({ softBounces: { email: count, sms: count } });
  expect(withoutBouncesOf(both, 'email').softBounces).toEqual({ sms: count });
  expect(withoutBouncesOf(aCustomer({ softBounces: { email: count } }), 'email')).toEqual(aCustomer());
  expect(withoutBouncesOf(C1, 'email')).toBe(C1);
});
