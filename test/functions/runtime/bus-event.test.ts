import { describe, expect, test } from 'vitest';
import { arrivals } from '../../../functions/runtime/arrival.ts';

const VISIT = { kind: 'visit', customerId: 'c1', responseId: 'visit-1', at: '2026-07-01T13:59:00.000Z' };

/** An event of a shop's own, as EventBridge hands it on. */
function anEvent(detail: unknown, overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Winback Response',
    source: 'shop.example',
    account: '123456789012',
    time: '2026-07-01T14:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
    ...overrides,
  };
}
const read = (event: unknown) => arrivals.safeParse(event);

describe('an event of a shop on its bus', () => {
  test('is a response in the words of POST /responses', () => {
    expect(read(anEvent(VISIT)).data).toEqual({ status: 'heard', heard: VISIT });
  });

  test('may be dated as its language writes dates', () => {
    const dated = { ...VISIT, at: '2026-07-01T15:59:00+02:00' };
    expect(read(anEvent(dated)).data).toEqual({ status: 'heard', heard: VISIT });
  });

  test('of another kind is left alone', () => {
    expect(read(anEvent(VISIT, { 'detail-type': 'Basket Filled' })).data).toEqual({
      status: 'ignored',
      because: 'unknownKind',
    });
  });

  test('cannot be of AWS itself', () => {
    expect(read(anEvent(VISIT, { source: 'aws.s3' })).data).toEqual({ status: 'ignored', because: 'unknownSource' });
  });

  test.each([
    ['what only a mailbox knows', { ...VISIT, kind: 'bounced', channel: 'email', permanent: true }],
    ['what only a provider knows', { ...VISIT, kind: 'delivered', channel: 'email' }],
    ['a click', { ...VISIT, kind: 'clicked', channel: 'email' }],
    ['of somebody by address', { ...VISIT, customerId: 'ada@customer.example' }],
    [
      'of whoever has an address',
      { contact: `email.${'0'.repeat(64)}`, said: { ...VISIT, kind: 'complained', channel: 'email' } },
    ],
    ['several at once', { responses: [VISIT] }],
    ['nothing', {}],
  ])('that tells %s is not accepted', (_what, detail) => {
    expect(read(anEvent(detail)).success).toBe(false);
  });
});
