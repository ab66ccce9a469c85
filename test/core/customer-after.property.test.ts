// Responses come twice and in any order: what they leave in the row is always the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AWAY_REASONS } from '#core/away';
import { CHANNELS } from '#core/channel';
import { type Customer, CustomerSchema } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { REPLY_MEANINGS } from '#core/reply-kind';
import { type Response, ResponseSchema } from '#core/response';
import { TimeZoneSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const NEW_YORK = TimeZoneSchema.parse('America/New_York');
// Few instants, so that many fall together.
const at = fc.constantFrom(...[8, 9, 10, 11].map((hour) => `2026-07-02T${String(hour).padStart(2, '0')}:00:00.000Z`));
const channel = fc.constantFrom(...CHANNELS);
const source = fc.constantFrom('preference page', 'one-click');
const of = <T extends object>(kind: string, fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record({ kind: fc.constant(kind), at, ...fields });
const spoken: fc.Arbitrary<object> = fc.oneof(
  of('order', { cents: fc.integer({ min: 100, max: 900 }) }),
  of('visit', {}),
  of('activity', { activity: fc.constantFrom('login', 'renewal'), cents: fc.constantFrom(0, 990) }),
  of('clicked', { channel, automated: fc.boolean() }),
  of('delivered', { channel }),
  of('bounced', { channel, permanent: fc.boolean() }),
  of('complained', { channel }),
  of('unsubscribed', { channel, source }),
  of('consented', { channel, source, wording: fc.constantFrom('Yes please', 'Write to me') }),
  of('replied', { channel, meaning: fc.constantFrom(...REPLY_MEANINGS) }),
  of('chose', { topic: fc.constantFrom('offers', 'news'), wants: fc.boolean(), source }),
  of('paused', { until: fc.constantFrom('2026-08-01T00:00:00.000Z', '2026-09-01T00:00:00.000Z') }),
  of('paused', {}),
  of('answered', { away: fc.constantFrom(...AWAY_REASONS) }),
);
const told = fc
  .array(spoken, { minLength: 2, maxLength: 6 })
  .map((all) => all.map((one, index) => ResponseSchema.parse({ ...one, responseId: `r${index}`, customerId: 'c1' })));
/** The same ones, some of them again, in another order. */
const twoTellings = told.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc
      .subarray(all)
      .chain((again) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
  ),
);
const granted = { state: 'granted', at: '2026-07-02T09:00:00.000Z', source: 'customers file' } as const;
const withdrawn = { ...granted, state: 'withdrawn' } as const;
const start = fc.constantFrom(
  aCustomer({ consent: {} }),
  aCustomer({ consent: { email: granted, sms: withdrawn } }),
  aCustomer({ suppression: { email: { because: 'soft bounces', at: '2026-07-02T09:00:00.000Z' } } }),
);

/** What must not depend on the order: all but how the duplicates were recognised. */
function rowAfter(row: Customer, responses: readonly Response[]): Omit<Customer, 'recentResponses'> {
  const { recentResponses: _ids, ...rest } = responses.reduce<Customer>(
    (known, response) => customerAfter(known, response, NEW_YORK) ?? known,
    row,
  );
  return rest;
}

test('the same responses give the same row, twice told and in any order', () => {
  fc.assert(
    fc.property(start, twoTellings, (row, [all, other]) => {
      expect(rowAfter(row, other)).toEqual(rowAfter(row, all));
    }),
    { numRuns: 3_000 },
  );
});

test('a customer who said no last is never left with a yes', () => {
  fc.assert(
    fc.property(start, told, (row, all) => {
      const no = ResponseSchema.parse({
        ...{ kind: 'unsubscribed', responseId: 'last', customerId: 'c1', at: '2026-07-02T11:00:00.000Z' },
        ...{ channel: 'email', source: 'one-click' },
      });
      for (const place of [0, all.length]) {
        const after = rowAfter(row, all.toSpliced(place, 0, no));
        expect(after.consent.email?.state).toBe('withdrawn');
      }
    }),
  );
});

test('every row that responses leave can be stored', () => {
  fc.assert(
    fc.property(start, told, (row, all) => {
      const after = { ...rowAfter(row, all), recentResponses: [] };
      expect(CustomerSchema.parse(after)).toEqual(after);
    }),
  );
});
