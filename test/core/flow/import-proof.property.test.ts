import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNELS } from '#core/channel';
import { importCustomer } from '#core/flow/import';
import { ProfileSchema } from '#core/history';
import { CustomerIdSchema } from '#core/ids';
import { KnownSchema, mergedProfile } from '#core/known';
import { plusMilliseconds } from '#core/time';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';

const ID = CustomerIdSchema.parse('ada-1');
const DAY = 86_400_000;
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const time = fc.constantFrom('2018-03-01T12:00:00.000Z', '2020-03-01T12:00:00.000Z', '2024-03-01T12:00:00.000Z');
const words = fc.constantFrom('Offers', 'News', 'Both');
const row = fc.record({
  phone: maybe(fc.constantFrom('+12025550101', '+12025550102')),
  emailConsent: maybe(fc.boolean()),
  smsConsent: maybe(fc.boolean()),
  emailConsentAt: maybe(time),
  smsConsentAt: maybe(time),
  emailConsentWording: maybe(words),
  smsConsentWording: maybe(words),
  consentSource: fc.constantFrom('customers file', 'checkout'),
});
const file = fc.array(row, { minLength: 1, maxLength: 3 });

test('CMP-21: whatever files say, a no stands, each word in the row is proven by its own record, and the same files again change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async (files) => {
      const { services } = await aDoorWorld();
      const bring = async (offset: number) => {
        for (const [index, rows] of files.entries()) {
          const profiles = rows.map((one) =>
            ProfileSchema.parse({ customerId: ID, email: 'ada@customer.example', fields: {}, ...one }),
          );
          const known = KnownSchema.parse({ customerId: ID, profile: profiles.reduce(mergedProfile), activities: [] });
          const at = plusMilliseconds(MORNING, offset + index * DAY);
          await importCustomer(services, known, (customer) => customer, at, `f${index}.csv`);
        }
        return services.customers.get(ID);
      };
      const first = await bring(0);
      const records = await services.consents.ofCustomer(ID);
      for (const channel of CHANNELS) {
        const said = first?.consent[channel];
        const isRefused = files
          .flat()
          .some((one) => (channel === 'email' ? one.emailConsent : one.smsConsent) === false);
        if (isRefused) expect(said?.state).toBe('withdrawn');
        if (said === undefined) continue;
        const { state, at, source, wording } = said;
        expect(records).toContainEqual(
          expect.objectContaining({ channel, state, at, source, ...(wording === undefined ? {} : { wording }) }),
        );
      }
      const moved = new Set(files.flat().flatMap(({ phone }) => phone ?? [])).size > 1;
      const again = await bring(files.length * DAY);
      // A number that goes to and fro ends a yes each time: then the last file counts, again.
      if (!moved) {
        expect(again).toEqual(first);
        expect(await services.consents.ofCustomer(ID)).toEqual(records);
      }
    }),
    { numRuns: 1_000 },
  );
});
