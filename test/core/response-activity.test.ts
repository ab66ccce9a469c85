import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_OWN_KINDS } from '#core/activity';
import type { Customer } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { activityOf, countsSingly, isNewsOnly, meetsGoal, type Response, ResponseSchema } from '#core/response';
import { SequenceSchema } from '#core/sequence';
import { DaySchema, plusDays, TimeZoneSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';
import { customers } from '../support/segment-world.ts';

const NEW_YORK = TimeZoneSchema.parse('America/New_York');
const AT = '2026-07-02T15:00:00.000Z';
const FIRST_DAY = DaySchema.parse('2026-01-01');
const response = (fields: object): Response =>
  ResponseSchema.parse({ responseId: 'r1', customerId: 'c1', at: AT, ...fields });
const rowAfter = (fields: object, customer = aCustomer()) => customerAfter(customer, response(fields), NEW_YORK);

test('no open and no click of a machine ever changes a row, whatever is in it', () => {
  const news = fc.record({
    kind: fc.constantFrom('opened', 'clicked', 'delivered', 'sent'),
    channel: fc.constantFrom('email', 'sms'),
    automated: fc.constant(true),
    responseId: fc.stringMatching(/^[a-z0-9]{1,8}$/),
    at: fc.integer({ min: 0, max: 400 }).map((days) => `${plusDays(FIRST_DAY, days)}T12:00:00.000Z`),
  });
  fc.assert(
    fc.property(customers, news, (row, fields) => {
      expect(customerAfter(row, response(fields), NEW_YORK)).toBeUndefined();
    }),
  );
});

test('a row never gets more kinds of the company’s own than it has room for, and an order always finds room', () => {
  const kinds = Array.from({ length: MOST_OWN_KINDS + 5 }, (_, index) => `kind-${index}`);
  const row = kinds.reduce<Customer>(
    (customer, activity) => rowAfter({ kind: 'activity', activity }, customer) ?? customer,
    aCustomer({ activity: {} }),
  );
  expect(Object.keys(row.activity)).toEqual(kinds.slice(0, MOST_OWN_KINDS));
  expect(rowAfter({ kind: 'order', cents: 100 }, row)?.activity.order?.count).toBe(1);
  const later = rowAfter({ kind: 'activity', activity: 'kind-0', at: '2026-07-03T15:00:00.000Z' }, row);
  expect(later?.activity['kind-0']?.count).toBe(2);
});

describe('a sign of life', () => {
  test.each([
    [
      { kind: 'order', cents: 250 },
      { kind: 'order', cents: 250 },
    ],
    [{ kind: 'visit' }, { kind: 'visit', cents: 0 }],
    [
      { kind: 'activity', activity: 'login' },
      { kind: 'login', cents: 0 },
    ],
    [
      { kind: 'activity', activity: 'renewal', cents: 990 },
      { kind: 'renewal', cents: 990 },
    ],
    [
      { kind: 'clicked', channel: 'sms', automated: false },
      { kind: 'click', cents: 0 },
    ],
    [
      { kind: 'replied', channel: 'sms', meaning: 'other' },
      { kind: 'reply', cents: 0 },
    ],
  ])('is %j', (fields, activity) => {
    expect(activityOf(response(fields))).toEqual(activity);
    expect(isNewsOnly(response(fields))).toBe(false);
  });

  test.each([
    [{ kind: 'opened', channel: 'email' }, true],
    [{ kind: 'clicked', channel: 'email', automated: true }, true],
    [{ kind: 'delivered', channel: 'email' }, true],
    [{ kind: 'replied', channel: 'sms', meaning: 'stop' }, false],
    [{ kind: 'complained', channel: 'email' }, false],
  ])('%j is none; that it is news of a message and nothing else: %s', (fields, isNews) => {
    expect(activityOf(response(fields))).toBeUndefined();
    expect(isNewsOnly(response(fields))).toBe(isNews);
  });

  test.each(['order', 'visit', 'click', 'reply'])('of the kind %s has a response of its own', (activity) => {
    const fields = { responseId: 'r1', customerId: 'c1', at: AT, kind: 'activity', activity };
    expect(ResponseSchema.safeParse(fields).success).toBe(false);
  });

  test('is told by its id only where every single one counts', () => {
    const singly = (fields: object) => countsSingly(response(fields));
    expect(singly({ kind: 'order', cents: 1 })).toBe(true);
    expect(singly({ kind: 'activity', activity: 'renewal' })).toBe(true);
    expect(singly({ kind: 'activity', activity: 'login' })).toBe(false);
    expect(singly({ kind: 'clicked', channel: 'email' })).toBe(false);
    expect(singly({ kind: 'complained', channel: 'email' })).toBe(false);
  });
});

test.each([
  ['order', { kind: 'order', cents: 1 }, true],
  ['order', { kind: 'visit' }, false],
  ['order', { kind: 'clicked', channel: 'email' }, false],
  ['visit', { kind: 'order', cents: 1 }, true],
  ['visit', { kind: 'visit' }, true],
  ['visit', { kind: 'opened', channel: 'email' }, false],
  ['login', { kind: 'activity', activity: 'login' }, true],
  ['login', { kind: 'order', cents: 1 }, true],
  ['login', { kind: 'visit' }, false],
  ['click', { kind: 'clicked', channel: 'email' }, true],
  ['click', { kind: 'clicked', channel: 'email', automated: true }, false],
  ['store-visit', { kind: 'activity', activity: 'store-visit' }, true],
  ['store-visit', { kind: 'activity', activity: 'tasting' }, false],
] as const)('the goal of %s is met by %j: %s', (goal, fields, expected) => {
  const sequence = SequenceSchema.parse(aPublishedFile({ sequence: { goal } }).sequence);
  expect(meetsGoal(response(fields), sequence)).toBe(expected);
});
