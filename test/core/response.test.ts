import { describe, expect, test } from 'vitest';
import type { Customer } from '#core/customer';
import { CustomerSchema, REMEMBERED_RESPONSES } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { meaningOfReply } from '#core/reply-meaning';
import { type Response, ResponseSchema } from '#core/response';
import { TimeZoneSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const NEW_YORK = TimeZoneSchema.parse('America/New_York');
const AT = '2026-07-02T15:00:00.000Z';
const response = (fields: object): Response =>
  ResponseSchema.parse({ responseId: 'r1', customerId: 'c1', at: AT, ...fields });
const rowAfter = (fields: object, customer = aCustomer()) => customerAfter(customer, response(fields), NEW_YORK);
const changes = (row: Customer | undefined, before = aCustomer()) =>
  Object.fromEntries(
    Object.entries(row ?? {}).filter(
      ([key, value]) => JSON.stringify(before[key as keyof Customer]) !== JSON.stringify(value),
    ),
  );

const ORDERED = aCustomer().activity.order;
const TODAY_ONCE = { first: '2026-07-02', last: '2026-07-02', count: 1, days: 1, recent: 'fx8' };
const WITHOUT_MONEY = { ...TODAY_ONCE, spent: 0, spentFirst: 0 };

describe('the row after', () => {
  test.each([
    [
      'an order: the sum, the count and the day, and its id, as every order counts',
      { kind: 'order', cents: 4_250 },
      {
        activity: {
          order: {
            ...{ first: '2025-01-10', last: '2026-07-02', count: 3, spent: 16_250 },
            ...{ spentFirst: 6_000, days: 3, recent: 'fiafupfx8' },
          },
        },
        recentResponses: ['r1'],
      },
    ],
    [
      'a renewal: the same in its kind',
      { kind: 'activity', activity: 'renewal', cents: 990 },
      {
        activity: { order: ORDERED, renewal: { ...TODAY_ONCE, spent: 990, spentFirst: 990 } },
        recentResponses: ['renewal:r1'],
      },
    ],
    ['a visit: the day, and no money', { kind: 'visit' }, { activity: { order: ORDERED, visit: WITHOUT_MONEY } }],
    [
      'an activity of the shop’s own: the day',
      { kind: 'activity', activity: 'store-visit' },
      { activity: { order: ORDERED, 'store-visit': WITHOUT_MONEY } },
    ],
    [
      'a click that a person made: the day',
      { kind: 'clicked', channel: 'email' },
      { activity: { order: ORDERED, click: WITHOUT_MONEY } },
    ],
    [
      'a reply of other words: the day',
      { kind: 'replied', channel: 'sms', meaning: 'other' },
      { activity: { order: ORDERED, reply: WITHOUT_MONEY } },
    ],
    [
      'a complaint: a suppression of that channel',
      { kind: 'complained', channel: 'email' },
      { suppression: { email: { because: 'complaint', at: AT } } },
    ],
    [
      'a hard bounce: a suppression of that channel',
      { kind: 'bounced', channel: 'sms', permanent: true },
      { suppression: { sms: { because: 'hard bounce', at: AT } } },
    ],
    [
      'an unsubscribe: a consent taken back, with its proof',
      { kind: 'unsubscribed', channel: 'email', source: 'one-click header' },
      { consent: { ...aCustomer().consent, email: { state: 'withdrawn', at: AT, source: 'one-click header' } } },
    ],
    [
      'a reply of STOP: the same, by that channel, and no sign of life',
      { kind: 'replied', channel: 'sms', meaning: 'stop' },
      { consent: { ...aCustomer().consent, sms: { state: 'withdrawn', at: AT, source: 'reply by sms' } } },
    ],
  ])('%s', (_what, fields, expected) => {
    const row = rowAfter(fields);
    expect(changes(row)).toEqual(expected);
    expect(CustomerSchema.parse(row)).toEqual(row);
  });

  test.each([
    ['a question for help', { kind: 'replied', channel: 'sms', meaning: 'help' }],
    ['a click of a machine', { kind: 'clicked', channel: 'email', automated: true }],
    ...(['sent', 'delivered', 'opened', 'failed'] as const).map((kind): [string, object] => [
      kind,
      { kind, channel: 'email' },
    ]),
  ])('%s is as it was', (_what, fields) => {
    expect(rowAfter(fields)).toBeUndefined();
  });

  test('falls on the day of the shop’s calendar', () => {
    const late = rowAfter({ kind: 'order', cents: 100, at: '2026-07-03T03:59:00.000Z' });
    expect(late?.activity.order?.last).toBe('2026-07-02');
  });

  test('a second visit of the day is as it was', () => {
    const visited = rowAfter({ kind: 'visit' });
    expect(rowAfter({ kind: 'visit', responseId: 'r2', at: '2026-07-02T20:00:00.000Z' }, visited)).toBeUndefined();
    expect(
      rowAfter({ kind: 'visit', responseId: 'r3', at: '2026-07-03T20:00:00.000Z' }, visited)?.activity.visit,
    ).toMatchObject({
      first: '2026-07-02',
      last: '2026-07-03',
      count: 2,
      spent: 0,
    });
  });
});

describe('a response that comes again', () => {
  test('is counted once', () => {
    const once = rowAfter({ kind: 'order', cents: 4_250 });
    expect(rowAfter({ kind: 'order', cents: 4_250 }, once)).toBeUndefined();
  });

  test('is recognised among the last few', () => {
    const ids = Array.from({ length: REMEMBERED_RESPONSES }, (_, index) => `r${index + 1}`);
    const row = ids.reduce<Customer>(
      (customer, responseId) => rowAfter({ kind: 'order', cents: 1, responseId }, customer) ?? customer,
      aCustomer(),
    );
    expect(row.activity.order?.count).toBe(2 + REMEMBERED_RESPONSES);
    for (const responseId of ids) expect(rowAfter({ kind: 'order', cents: 1, responseId }, row)).toBeUndefined();
    const more = rowAfter({ kind: 'order', cents: 1, responseId: 'one-more' }, row);
    expect(more?.recentResponses).toEqual([...ids.slice(1), 'one-more']);
  });
});

describe('a withdrawal', () => {
  const unsubscribed = (at: string, responseId = 'r1') => ({
    kind: 'unsubscribed',
    channel: 'email',
    source: 'unsubscribe link',
    at,
    responseId,
  });

  test('is obeyed even when it is dated before the consent, whose date is that of the file that brought it', () => {
    const granted = aCustomer({ consent: { email: { state: 'granted', at: AT, source: 'checkout' } } });
    expect(rowAfter(unsubscribed('2026-07-02T14:59:59.999Z'), granted)?.consent.email?.state).toBe('withdrawn');
    expect(rowAfter(unsubscribed('2026-07-02T15:00:00.001Z'), granted)?.consent.email?.state).toBe('withdrawn');
  });

  test('that arrives late never takes the place of a newer one', () => {
    const withdrawn = aCustomer({ consent: { email: { state: 'withdrawn', at: AT, source: 'account page' } } });
    expect(rowAfter(unsubscribed('2026-07-02T14:59:59.999Z'), withdrawn)).toBeUndefined();
  });

  test('in the same instant as a grant wins: in doubt we do not write', () => {
    const granted = aCustomer({ consent: { email: { state: 'granted', at: AT, source: 'checkout' } } });
    expect(rowAfter(unsubscribed(AT), granted)?.consent.email?.state).toBe('withdrawn');
  });

  test('of someone who never consented is kept with its proof', () => {
    expect(rowAfter(unsubscribed(AT), aCustomer({ consent: {} }))?.consent).toEqual({
      email: { state: 'withdrawn', at: AT, source: 'unsubscribe link' },
    });
  });
});

test('a complaint is not forgotten when a hard bounce follows, in whichever order they arrive', () => {
  const complaint = { kind: 'complained', channel: 'email', responseId: 'r1', at: '2026-07-02T15:00:00.000Z' };
  const bounce = {
    kind: 'bounced',
    channel: 'email',
    permanent: true,
    responseId: 'r2',
    at: '2026-07-02T16:00:00.000Z',
  };
  const both = (first: object, then: object) => {
    const row = rowAfter(first);
    return (rowAfter(then, row) ?? row)?.suppression.email?.because;
  };
  expect([both(complaint, bounce), both(bounce, complaint)]).toEqual(['complaint', 'complaint']);
});

describe('a reply', () => {
  test.each([
    ...[
      'stop',
      'STOP',
      'Stop.',
      ' stop ',
      'S.T.O.P!',
      '"Stop"',
      'stop\n',
      'STOPALL',
      'Stop all',
      'QUIT',
      'end',
      'END!!',
    ],
    ...[
      'revoke',
      'OPT OUT',
      'opt-out',
      'OptOut',
      'cancel',
      'Unsubscribe',
      '¡STOP!',
      'stop 🛑',
      'STOP texting me',
      'please stop',
      'Unsubscribe me!',
      'ＳＴＯＰ',
      'Stop. Please.',
    ],
  ])('of %j is a stop', (words) => {
    expect(meaningOfReply(words)).toBe('stop');
  });

  test.each([
    '',
    '…',
    'yes',
    'do not stop',
    'endless',
    'stopping by tomorrow',
    'unstoppable',
    'weekend',
    'help',
    '0',
    'cancel my order',
    'end of May is fine',
    'please call',
  ])('of %j is not', (words) => {
    expect(meaningOfReply(words)).not.toBe('stop');
  });
});
