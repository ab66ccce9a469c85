import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryContacts } from '#adapters/memory/contacts';
import { createMemoryReceipts } from '#adapters/memory/receipts';
import { takeIn } from '#core/flow/take-in';
import type { Heard } from '#core/heard';
import { CustomerIdSchema } from '#core/ids';
import { type Instant, InstantSchema, plusMilliseconds } from '#core/time';
import type { Told } from '#core/told';

const NOW = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const CUSTOMER = CustomerIdSchema.parse('c1');
const RECEIPT = { id: 'twilio#1', digest: 'a', at: NOW };
const ORDER: Told = {
  status: 'ofCustomer',
  response: { kind: 'order', customerId: CUSTOMER, responseId: 'o1', at: NOW, cents: 100 },
};
const STOP: Told = {
  status: 'ofContact',
  contact: { kind: 'phone', address: '+12025550123' },
  said: { kind: 'replied', channel: 'sms', responseId: 's1', at: NOW, meaning: 'stop' },
};
const UNKNOWN: Told = { status: 'nothing', because: 'unknownKind', kind: 'moon.landed' };

function aTaker(fails: () => boolean = () => false) {
  const queue: Heard[] = [];
  let now: Instant = NOW;
  const services = {
    clock: { now: () => now },
    receipts: createMemoryReceipts(),
    contacts: createMemoryContacts('a secret'),
    responses: {
      async put(heard: readonly Heard[]) {
        if (fails()) throw new Error('the queue is down');
        queue.push(...heard);
        if (fails()) throw new Error('the answer was lost');
      },
    },
  };
  return { services, queue, at: (ms: number) => (now = plusMilliseconds(NOW, ms)) };
}

describe('a request of a provider', () => {
  test('is put on the queue without the address that it names', async () => {
    const { services, queue } = aTaker();
    expect(await takeIn(services, RECEIPT, () => [ORDER, STOP, UNKNOWN])).toEqual({
      status: 'takenIn',
      heard: 2,
      unknownKinds: ['moon.landed'],
    });
    expect(JSON.stringify(queue)).not.toContain('2025550123');
    expect(queue[1]).toMatchObject({ contact: expect.stringMatching(/^phone\.[0-9a-f]{64}$/) });
  });

  test('that comes again is known, and nothing more is put on the queue', async () => {
    const { services, queue } = aTaker();
    await takeIn(services, RECEIPT, () => [ORDER]);
    expect(await takeIn(services, RECEIPT, () => [ORDER])).toEqual({ status: 'known' });
    expect(queue).toHaveLength(1);
  });

  test('CMP-42: whose mark was used for another body is somebody’s invention, and leaves nothing behind', async () => {
    const { services, queue } = aTaker();
    await takeIn(services, RECEIPT, () => [STOP]);
    expect(await takeIn(services, { ...RECEIPT, digest: 'b' }, () => [ORDER])).toEqual({ status: 'replayed' });
    expect(queue).toHaveLength(1);
  });

  test('of a time that cannot be is not queued: nobody can mend the clock of a stranger', async () => {
    const { services, queue } = aTaker();
    const ahead = { ...ORDER, response: { ...ORDER.response, at: InstantSchema.parse('2031-01-01T00:00:00.000Z') } };
    expect(await takeIn(services, RECEIPT, () => [ahead as Told])).toMatchObject({ status: 'takenIn', heard: 0 });
    expect(queue).toEqual([]);
  });

  test('however often the queue fails, what was answered is on it, and its copies are the same to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 8 }), async (faults) => {
        const next = faults[Symbol.iterator]();
        const { services, queue, at } = aTaker(() => next.next().value === true);
        const read = (receivedAt: Instant): readonly Told[] => [
          { ...ORDER, response: { ...ORDER.response, at: receivedAt } } as Told,
        ];
        let answered = false;
        for (let tried = 0; !answered; tried += 1) {
          const now = at(tried * 1_000);
          answered = await takeIn(services, { ...RECEIPT, at: now }, read).then(
            () => true,
            () => false,
          );
        }
        expect(queue.length).toBeGreaterThan(0);
        expect(new Set(queue.map((heard) => JSON.stringify(heard))).size).toBe(1);
      }),
    );
  });
});
