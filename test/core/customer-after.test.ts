import { describe, expect, test } from 'vitest';
import { type Customer, CustomerSchema } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { type Response, ResponseSchema } from '#core/response';
import { TimeZoneSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const NEW_YORK = TimeZoneSchema.parse('America/New_York');
const [NINE, TEN, ELEVEN] = ['09', '10', '11'].map((hour) => `2026-07-02T${hour}:00:00.000Z`) as [
  ...[string, string, string],
];
let said = 0;
const response = (at: string, fields: object): Response => {
  said += 1;
  return ResponseSchema.parse({ responseId: `said-${said}`, customerId: 'c1', at, ...fields });
};
/** The row after these, in this order. */
const rowOf = (...told: readonly [at: string, fields: object][]): Customer =>
  told.reduce<Customer>((row, [at, fields]) => customerAfter(row, response(at, fields), NEW_YORK) ?? row, aCustomer());

const CONSENTED = { kind: 'consented', channel: 'email', source: 'preference page', wording: 'Yes, write to me.' };
const UNSUBSCRIBED = { kind: 'unsubscribed', channel: 'email', source: 'one-click' };
const replied = (meaning: string) => ({ kind: 'replied', channel: 'sms', meaning });

describe('a yes in the customer’s own words', () => {
  test('gives the channel, with the words that were shown', () => {
    expect(rowOf([NINE, UNSUBSCRIBED], [TEN, CONSENTED]).consent.email).toEqual({
      ...{ state: 'granted', at: TEN, source: 'preference page', wording: 'Yes, write to me.', own: true },
    });
  });

  test('by START is one for SMS alone', () => {
    const row = rowOf([NINE, UNSUBSCRIBED], [NINE, replied('stop')], [TEN, replied('start')]);
    expect(row.consent.sms).toEqual({ state: 'granted', at: TEN, source: 'reply by sms', own: true });
    expect(row.consent.email?.state).toBe('withdrawn');
  });

  test.each([
    ['a hard bounce', { kind: 'bounced', channel: 'sms', permanent: true }, 'hard bounce'],
    ['a complaint', { kind: 'complained', channel: 'sms' }, 'complaint'],
  ])('never lifts a suppression after %s', (_what, ban, because) => {
    expect(rowOf([NINE, ban], [TEN, replied('start')]).suppression.sms).toEqual({ because, at: NINE });
  });

  test('that comes late does not undo a newer no, and a no that comes late does not undo a newer yes', () => {
    expect(rowOf([TEN, UNSUBSCRIBED], [NINE, CONSENTED]).consent.email?.state).toBe('withdrawn');
    expect(rowOf([TEN, CONSENTED], [NINE, UNSUBSCRIBED]).consent.email?.state).toBe('granted');
  });

  test('in the same instant as a no gives way to it', () => {
    expect(rowOf([NINE, UNSUBSCRIBED], [NINE, CONSENTED]).consent.email?.state).toBe('withdrawn');
    expect(rowOf([NINE, CONSENTED], [NINE, UNSUBSCRIBED]).consent.email?.state).toBe('withdrawn');
  });

  test('older than that of a list takes its place: so an even older no cannot', () => {
    const row = rowOf(['2024-01-02T00:00:00.000Z', CONSENTED], ['2024-01-01T00:00:00.000Z', UNSUBSCRIBED]);
    expect(row.consent.email).toMatchObject({ state: 'granted', own: true });
  });
});

describe('a message that comes back for now', () => {
  const soft = (channel: string) => ({ kind: 'bounced', channel, permanent: false });

  test('is counted by its channel, from the first on, and suppresses nothing by itself', () => {
    const row = rowOf([TEN, soft('email')], [NINE, soft('email')], [ELEVEN, soft('email')], [ELEVEN, soft('sms')]);
    expect(row.softBounces).toEqual({ email: { count: 3, since: NINE }, sms: { count: 1, since: ELEVEN } });
    expect(row.suppression).toEqual({});
  });

  test('is counted once, however often it is told', () => {
    const once = response(NINE, soft('email'));
    const row = customerAfter(aCustomer(), once, NEW_YORK);
    expect(row && customerAfter(row, once, NEW_YORK)).toBeUndefined();
  });
});

describe('a topic', () => {
  const chose = (wants: boolean) => ({ kind: 'chose', topic: 'offers', wants, source: 'preference page' });

  test('is declined, and wanted again', () => {
    expect(rowOf([NINE, chose(false)]).declined).toEqual({ offers: NINE });
    expect(rowOf([NINE, chose(false)], [TEN, chose(true)]).declined).toEqual({});
  });

  test('has the newest word, whichever comes first; in the same instant it is declined', () => {
    expect(rowOf([TEN, chose(true)], [NINE, chose(false)]).declined).toEqual({});
    expect(rowOf([TEN, chose(false)], [NINE, chose(true)]).declined).toEqual({ offers: TEN });
    expect(rowOf([TEN, chose(true)], [TEN, chose(false)]).declined).toEqual({ offers: TEN });
    expect(rowOf([TEN, chose(false)], [TEN, chose(true)]).declined).toEqual({ offers: TEN });
  });
});

describe('a pause', () => {
  const OCTOBER = '2026-10-01T04:00:00.000Z';
  const paused = { kind: 'paused', until: OCTOBER };

  test('lasts until its day, or until the customer ends it', () => {
    expect(rowOf([NINE, paused]).pausedUntil).toBe(OCTOBER);
    const ended = rowOf([NINE, paused], [TEN, { kind: 'paused' }]);
    expect(ended.pausedUntil).toBeUndefined();
    expect(ended.pausedAt).toBe(TEN);
  });

  test('has the newest word, whichever comes first; in the same instant the longer one', () => {
    expect(rowOf([TEN, { kind: 'paused' }], [NINE, paused]).pausedUntil).toBeUndefined();
    expect(rowOf([TEN, paused], [NINE, { kind: 'paused' }]).pausedUntil).toBe(OCTOBER);
    expect(rowOf([TEN, paused], [TEN, { kind: 'paused' }]).pausedUntil).toBe(OCTOBER);
    expect(rowOf([TEN, { kind: 'paused' }], [TEN, paused]).pausedUntil).toBe(OCTOBER);
  });
});

test('why somebody was away: the newest answer, without its words', () => {
  const answered = (away: string) => ({ kind: 'answered', away, words: 'too dear for me' });
  const row = rowOf([TEN, answered('price')], [NINE, answered('quality')]);
  expect(row.away).toEqual({ reason: 'price', at: TEN });
});

test('every row that comes of it can be stored', () => {
  const row = rowOf(
    [NINE, CONSENTED],
    [NINE, { kind: 'bounced', channel: 'email', permanent: false }],
    [NINE, { kind: 'chose', topic: 'offers', wants: false, source: 'preference page' }],
    [NINE, { kind: 'chose', topic: 'news', wants: true, source: 'preference page' }],
    [NINE, { kind: 'paused', until: ELEVEN }],
    [NINE, { kind: 'answered', away: 'moved-on' }],
  );
  expect(CustomerSchema.parse(row)).toEqual(row);
});
