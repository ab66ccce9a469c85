import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactFor, contactOf } from '#core/contact';
import { reachableChannels } from '#core/customer';
import { EnrollmentSchema } from '#core/enrollment';
import { enroll } from '#core/flow/enroll';
import { forget, forgetContact } from '#core/flow/forget';
import { hear } from '#core/flow/hear';
import { importCustomer } from '#core/flow/import';
import { touch } from '#core/flow/touch';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import { type Known, KnownSchema } from '#core/known';
import type { Services } from '#core/ports';
import { ResponseSchema } from '#core/response';
import { aCustomer } from '../../support/builders.ts';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';
import { delivered } from '../../support/stepped.ts';

const [ADA, EVE] = [CustomerIdSchema.parse('c1'), CustomerIdSchema.parse('c2')];
const { email, phone } = aCustomer();
const told: Known = {
  customerId: ADA,
  activities: [],
  profile: { customerId: ADA, email, phone, emailConsent: true, smsConsent: true, consentSource: 'a file', fields: {} },
};
const imports = (services: Services, known: Known) => importCustomer(services, known, (row) => row, MORNING);
const late = (said: object) => ResponseSchema.parse({ customerId: ADA, responseId: 'late-1', at: MORNING, ...said });

/** Somebody who was imported, enrolled, written to, and has a code. */
async function somebody() {
  const world = await aDoorWorld();
  const { services } = world;
  await imports(
    services,
    KnownSchema.parse({ ...told, activities: [{ kind: 'order', day: '2026-04-02', cents: 100 }] }),
  );
  await enroll(services, { customerId: ADA, sequence: SequenceNameSchema.parse('gentle'), version: 1 });
  const [task] = world.touches;
  if (task === undefined) throw new Error('enrolling must start a journey');
  await touch(services, task);
  const [enrollment] = await services.enrollments.ofCustomer(ADA);
  if (enrollment === undefined || !('touches' in enrollment)) throw new Error('there must be a running enrollment');
  const about = { customerId: ADA, enrollmentId: enrollment.enrollmentId, touchId: 'last-offer' };
  const code = { incentive: 'ten-off', code: '7K3M-9QXT-2HBA', worth: 100, issuedAt: MORNING, expiresAt: MORNING };
  await services.incentives.issue({ ...code, ...about } as Parameters<Services['incentives']['issue']>[0]);
  await services.enrollments.save(EnrollmentSchema.parse({ ...enrollment, offers: { 'last-offer': code } }));
  return { ...world, enrollmentId: enrollment.enrollmentId };
}

async function left(services: Services) {
  return {
    row: await services.customers.get(ADA),
    enrollments: await services.enrollments.ofCustomer(ADA),
    facts: await services.journal.ofCustomer(ADA),
    consents: await services.consents.ofCustomer(ADA),
    code: await services.incentives.find('7K3M-9QXT-2HBA'),
  };
}
const NOTHING = { row: undefined, enrollments: [], facts: [], consents: [], code: undefined };

function keysOf({ contacts }: Services) {
  return (['email', 'sms'] as const).flatMap((channel) => {
    const contact = contactFor(aCustomer(), channel);
    return contact === undefined ? [] : [contacts.keyOf(contact)];
  });
}

describe('CMP-36: forgetting somebody', () => {
  test('erases everything, tells what, and keeps a no under the hash of each contact and of the id', async () => {
    const { services } = await somebody();
    const answer = await forget(services, ADA);
    expect(answer).toMatchObject({
      status: 'forgotten',
      erased: { customers: 1, enrollments: 1, codes: 1, consents: 2, contacts: 2 },
    });
    expect(await left(services)).toEqual(NOTHING);
    const consent = { state: 'withdrawn', at: MORNING, source: 'erasure request' };
    const [ofEmail, ofPhone] = await Promise.all(keysOf(services).map((key) => services.contacts.read(key)));
    expect(ofEmail).toEqual({ customers: [], words: { email: { consent } } });
    expect(ofPhone).toEqual({ customers: [], words: { sms: { consent } } });
    expect(JSON.stringify(answer)).not.toContain(email);
  });

  test('ends the journey: its token is used, and no touch of it goes out any more', async () => {
    const { services, outbox, touches } = await somebody();
    const ended: string[] = [];
    const succeed: Services['journeys']['succeed'] = async (token, result) => {
      ended.push(`${token} ${result.outcome}`);
      return services.journeys.succeed(token, result);
    };
    await forget({ ...services, journeys: { ...services.journeys, succeed } }, ADA);
    expect(ended).toEqual(['token-0 calledOff']);
    const sent = outbox.length;
    for (const task of touches) await touch(services, task);
    expect(outbox).toHaveLength(sent);
  });

  test('keeps a complaint as one, and leaves whoever has the same address alone too', async () => {
    const { services } = await somebody();
    await imports(services, { ...told, customerId: EVE, profile: { ...told.profile, customerId: EVE } } as Known);
    await hear(services, late({ kind: 'complained', channel: 'email' }));
    await forget(services, ADA);
    const eve = await services.customers.get(EVE);
    expect(eve === undefined ? ['gone'] : reachableChannels(eve)).toEqual([]);
    expect(eve?.suppression.email?.because).toBe('complaint');
    expect((await services.consents.ofCustomer(EVE)).map(({ proof }) => proof)).toContain(
      'erasure request of another customer with this contact',
    );
    const [ofEmail] = await Promise.all(keysOf(services).map((key) => services.contacts.read(key)));
    expect(ofEmail).toMatchObject({ customers: [EVE], words: { email: { suppression: { because: 'complaint' } } } });
  });

  test('holds against an import of the same person, under the old id or a new one', async () => {
    const { services } = await somebody();
    await forget(services, ADA);
    await imports(services, told);
    await imports(services, { ...told, customerId: EVE, profile: { ...told.profile, customerId: EVE } } as Known);
    for (const customerId of [ADA, EVE]) {
      const row = await services.customers.get(customerId);
      expect(row === undefined ? ['gone'] : reachableChannels(row), customerId).toEqual([]);
    }
    // Even under an address that nobody knew.
    await services.customers.erase(ADA);
    const moved = { ...told.profile, email: 'new@customer.example' };
    await imports(services, { ...told, profile: moved } as Known);
    expect((await services.customers.get(ADA))?.consent.email?.state).toBe('withdrawn');
  });

  test('is not undone by anything that comes late', async () => {
    const { services, enrollmentId } = await somebody();
    await forget(services, ADA);
    const ofTouch = { enrollmentId, touchId: 'miss-you', channel: 'email' };
    for (const said of [
      { kind: 'delivered', providerId: 'p-1', ...ofTouch },
      { kind: 'opened', ...ofTouch },
      { kind: 'unsubscribed', source: 'one-click', ...ofTouch },
      { kind: 'complained', ...ofTouch },
      { kind: 'order', cents: 500, code: '7K3M-9QXT-2HBA' },
    ])
      await hear(services, late(said));
    expect(await left(services)).toEqual(NOTHING);
  });

  test('closes an address that came while it was at work, and leaves no link to it', async () => {
    const { services } = await somebody();
    const moved = 'moved@customer.example';
    const yes = { email: moved, emailConsent: true, consentSource: 'a file', fields: {} };
    await imports(services, { customerId: EVE, activities: [], profile: { ...yes, customerId: EVE } });
    let isFirst = true;
    const say: Services['contacts']['say'] = async (...word) => {
      if (isFirst) {
        isFirst = false;
        await imports(services, { customerId: ADA, activities: [], profile: { ...yes, customerId: ADA } });
      }
      return services.contacts.say(...word);
    };
    await forget({ ...services, contacts: { ...services.contacts, say } }, ADA);
    const key = services.contacts.keyOf({ kind: 'email', address: moved });
    expect(await services.contacts.read(key)).toMatchObject({
      customers: [EVE],
      words: { email: { consent: { state: 'withdrawn' } } },
    });
    expect((await services.customers.get(EVE))?.consent.email?.state).toBe('withdrawn');
    for (const old of keysOf(services)) expect((await services.contacts.read(old)).customers).toEqual([]);
  });

  test('who is not there is unknown, and was forgotten before if so', async () => {
    const { services } = await somebody();
    expect(await forget(services, EVE)).toEqual({ status: 'unknown', forgottenBefore: false });
    await forget(services, ADA);
    expect(await forget(services, ADA)).toEqual({ status: 'unknown', forgottenBefore: true });
  });

  test('what an unlucky moment wrote behind it goes with the next attempt', async () => {
    const { services } = await somebody();
    const facts = await services.journal.ofCustomer(ADA);
    await forget(services, ADA);
    await services.journal.record(facts);
    expect(await forget(services, ADA)).toMatchObject({ status: 'forgotten', erased: { facts: facts.length } });
    expect(await left(services)).toEqual(NOTHING);
  });

  test('a crash at any call, and a response at any moment, end with nothing left and a no that holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 45 }),
        fc.constantFrom('unsubscribed', 'complained', 'opened'),
        async (scheduler, diesAt, kind) => {
          const { services } = await somebody();
          const said = late({ kind, channel: 'email', ...(kind === 'unsubscribed' ? { source: 'one-click' } : {}) });
          await scheduler.waitFor(
            Promise.all([
              delivered(services, scheduler, diesAt, (stepped) => forget(stepped, ADA)),
              delivered(services, scheduler, 0, (stepped) => hear(stepped, said)),
            ]),
          );
          expect(await services.customers.get(ADA)).toBeUndefined();
          // A response that was half done may have left a trace of its own; whoever forgets again erases it.
          await forget(services, ADA);
          expect(await left(services)).toEqual(NOTHING);
          for (const key of keysOf(services)) {
            const { customers, words } = await services.contacts.read(key);
            expect(customers).toEqual([]);
            expect(Object.values(words).every(({ consent }) => consent?.state === 'withdrawn')).toBe(true);
            expect(Object.keys(words)).toHaveLength(1);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

test('CMP-36: a no about an address that nobody has is kept by its hash, and holds for whoever comes with it', async () => {
  const { services } = await aDoorWorld();
  const contact = contactOf('email', 'Ada@Customer.example');
  if (contact === undefined) throw new Error('this is an address');
  expect(await forgetContact(services, contact)).toBe(services.contacts.keyOf(contact));
  const known = { ...told, profile: { ...told.profile, email: 'ada@customer.example' } } as Known;
  expect(await imports(services, known)).toEqual({ status: 'created', saidNoBefore: true });
  expect(reachableChannels((await services.customers.get(ADA)) ?? aCustomer())).toEqual(['sms']);
});

test('CMP-36: a no about an address stops whoever has it by then', async () => {
  const { services } = await aDoorWorld();
  await imports(services, { ...told, profile: { ...told.profile, email: 'ada@customer.example' } } as Known);
  const contact = contactOf('email', 'ada@customer.example');
  if (contact === undefined) throw new Error('this is an address');
  await forgetContact(services, contact);
  expect((await services.customers.get(ADA))?.consent.email?.state).toBe('withdrawn');
});
