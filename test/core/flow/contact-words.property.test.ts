import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactFor } from '#core/contact';
import { type Customer, reachOf } from '#core/customer';
import { enroll } from '#core/flow/enroll';
import { hear } from '#core/flow/hear';
import { importCustomer } from '#core/flow/import';
import type { Heard } from '#core/heard';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import type { Known } from '#core/known';
import type { Services } from '#core/ports';
import { ResponseSchema } from '#core/response';
import { aCustomer } from '../../support/builders.ts';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';
import { delivered } from '../../support/stepped.ts';

const [ONE, TWO] = [CustomerIdSchema.parse('c1'), CustomerIdSchema.parse('c2')];
const SHARED = 'family@customer.example';
/** Beyond the last call of any job here: then it never dies. */
const diesAt = fc.integer({ min: 0, max: 30 });
const about = { responseId: 'r-1', at: MORNING, channel: 'email' };
const NOS = [
  { kind: 'unsubscribed', source: 'one-click', ...about },
  { kind: 'complained', ...about },
  { kind: 'bounced', permanent: true, ...about },
];

/** A file that says yes for the second customer, under the address of the first. */
const YES: Known = {
  customerId: TWO,
  activities: [],
  profile: { customerId: TWO, email: SHARED, emailConsent: true, consentSource: 'a file', fields: {} },
};
const importYes = (services: Services) => importCustomer(services, YES, (row) => row, MORNING);

function keyOf({ contacts }: Services, customer: Customer) {
  const contact = contactFor(customer, 'email');
  if (contact === undefined) throw new Error('the customer of this test has an address');
  return contacts.keyOf(contact);
}

async function linked(services: Services, customer: Customer): Promise<void> {
  await services.contacts.link(keyOf(services, customer), customer.customerId);
}

/** The no as the customer's own, or as that of whoever has the address. */
function heardOf(services: Services, no: object, isOfContact: boolean): Heard {
  if (!isOfContact) return ResponseSchema.parse({ ...no, customerId: ONE });
  const { customerId: _, ...said } = ResponseSchema.parse({ ...no, customerId: ONE });
  return { contact: keyOf(services, aCustomer({ email: SHARED })), said } as Heard;
}

async function mayMail(services: Services, customerId: Customer['customerId']): Promise<boolean> {
  const row = await services.customers.get(customerId);
  return row !== undefined && reachOf(row, 'email').may;
}

test('CMP-04: whoever comes with an address while somebody says no for it is never mailed, in any order and after any crash', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.constantFrom(...NOS),
      fc.boolean(),
      fc.constantFrom('new', 'with another address', 'without an address'),
      diesAt,
      diesAt,
      async (scheduler, no, isOfContact, second, hearDies, importDies) => {
        const first = aCustomer({ customerId: ONE, email: SHARED });
        const { services } = await aDoorWorld(first);
        await linked(services, first);
        const { email: _none, ...known } = aCustomer({ customerId: TWO });
        const before = second === 'with another address' ? { ...known, email: 'other@customer.example' } : known;
        if (second !== 'new') await services.customers.save(before);
        const heard = heardOf(services, no, isOfContact);
        await scheduler.waitFor(
          Promise.all([
            delivered(services, scheduler, hearDies, (stepped) => hear(stepped, heard)),
            delivered(services, scheduler, importDies, importYes),
          ]),
        );
        expect(await services.customers.get(TWO)).toMatchObject({ email: SHARED });
        expect([await mayMail(services, ONE), await mayMail(services, TWO)]).toEqual([false, false]);
      },
    ),
    { numRuns: 400 },
  );
});

test('CMP-33: a no of one id ends the journey of the other that has the same address, whatever dies on the way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      // A bounce ends the channel; these end the journey.
      fc.constantFrom(...NOS.slice(0, 2)),
      fc.boolean(),
      diesAt,
      async (scheduler, no, ofTwo, dies) => {
        const both = [ONE, TWO].map((customerId) => {
          const { phone: _none, ...customer } = aCustomer({ customerId, email: SHARED });
          return customer;
        });
        const { services } = await aDoorWorld(...both);
        for (const customer of both) {
          await linked(services, customer);
          const task = { customerId: customer.customerId, sequence: SequenceNameSchema.parse('gentle'), version: 1 };
          await enroll(services, task);
        }
        const said = ResponseSchema.parse({ ...no, customerId: ofTwo ? TWO : ONE });
        // Both directions at once end too: neither answers the other.
        const back = ResponseSchema.parse({ ...NOS[0], responseId: 'r-2', customerId: ofTwo ? ONE : TWO });
        const jobs = [delivered(services, scheduler, dies, (stepped) => hear(stepped, said))];
        if (ofTwo) jobs.push(delivered(services, scheduler, 0, (stepped) => hear(stepped, back)));
        await scheduler.waitFor(Promise.all(jobs));
        for (const { customerId } of both) {
          const enrollments = await services.enrollments.ofCustomer(customerId);
          expect(enrollments.map(({ status }) => status)).toEqual(['closed']);
          expect(await mayMail(services, customerId)).toBe(false);
          expect((await services.customers.get(customerId))?.open).toBeUndefined();
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('a second delivery of a no leaves both rows and the words as the first left them', async () => {
  const both = [ONE, TWO].map((customerId) => aCustomer({ customerId, email: SHARED }));
  const { services } = await aDoorWorld(...both);
  for (const customer of both) await linked(services, customer);
  const state = async () => [
    await Promise.all(both.map(({ customerId }) => services.customers.get(customerId))),
    await services.contacts.read(keyOf(services, aCustomer({ email: SHARED }))),
  ];
  for (const isOfContact of [false, true]) {
    await hear(services, heardOf(services, NOS[0] ?? {}, isOfContact));
    const once = await state();
    await hear(services, heardOf(services, NOS[0] ?? {}, isOfContact));
    expect(await state()).toEqual(once);
  }
});
