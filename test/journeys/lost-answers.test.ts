import { expect, test } from 'vitest';
import { TryAgain } from '#core/errors';
import { enroll } from '#core/flow/enroll';
import { importCustomer } from '#core/flow/import';
import { respond } from '#core/flow/respond';
import { touch } from '#core/flow/touch';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import type { Services } from '#core/ports';
import { ResponseSchema } from '#core/response';
import { DaySchema } from '#core/time';
import { aCustomer, anEnrollment } from '../support/builders.ts';
import { aDoorWorld, MORNING } from '../support/door-world.ts';

const { enrollmentId, customerId } = anEnrollment();
const KEY = { enrollmentId, customerId };
const TASK = { customerId: CustomerIdSchema.parse('c1'), sequence: SequenceNameSchema.parse('gentle'), version: 1 };

/** The first touch of a customer who is enrolled, about to be run. */
async function atFirstTouch() {
  const world = await aDoorWorld(aCustomer());
  await enroll(world.services, TASK);
  const [task] = world.touches;
  if (task === undefined) throw new Error('enrolling must start a journey');
  return { ...world, task, facts: () => world.services.journal.ofCustomer(customerId) };
}

/** What an import of a file with a consent does. */
function importConsent(services: Services) {
  const { email, timeZone } = aCustomer();
  const profile = { customerId, email, timeZone, emailConsent: true, consentSource: 'customers file', fields: {} };
  const activities = [{ kind: 'order', day: DaySchema.parse('2026-04-02'), cents: 1_000 }];
  return importCustomer(services, { customerId, activities, profile }, (row) => row, MORNING);
}

test('a claim whose answer was lost, and which the client wrote again, is ours: the message goes out', async () => {
  const { services, task, outbox } = await atFirstTouch();
  const enrollments: Services['enrollments'] = {
    ...services.enrollments,
    async claimLeg(key, claim) {
      await services.enrollments.claimLeg(key, claim);
      return services.enrollments.claimLeg(key, claim);
    },
  };
  const randomness = { bytes: (count: number) => new Uint8Array(count).fill(9) };
  expect(await touch({ ...services, enrollments, randomness }, task)).toMatchObject({ status: 'sent' });
  expect(outbox).toHaveLength(1);
});

test('giving a leg back, with its answer lost, never gives back what another delivery has claimed since', async () => {
  const { services, task, outbox } = await atFirstTouch();
  let attempts = 0;
  const attempt = () => ({ bytes: (count: number) => new Uint8Array(count).fill(attempts++) });
  let lost = false;
  const enrollments: Services['enrollments'] = {
    ...services.enrollments,
    async save(row) {
      const answer = await services.enrollments.save(row);
      if (lost || answer !== 'saved') return answer;
      lost = true;
      await touch({ ...services, randomness: attempt() }, { ...task, token: 'another delivery' });
      return services.enrollments.save(row);
    },
  };
  let reads = 0;
  const customers: Services['customers'] = {
    ...services.customers,
    get: (id) => (reads++ === 0 ? Promise.reject(new TryAgain('throttled')) : services.customers.get(id)),
  };
  const first = touch({ ...services, enrollments, customers, randomness: attempt() }, task);
  await expect(first).rejects.toBeInstanceOf(TryAgain);
  expect(await touch({ ...services, randomness: attempt() }, task)).toEqual({ status: 'duplicate' });
  expect(outbox).toHaveLength(1);
});

test('a touch that was skipped stays so when the journal failed, and the next delivery writes the fact', async () => {
  const { services, task, outbox, facts } = await atFirstTouch();
  const row = await services.customers.get(customerId);
  if (row === undefined) throw new Error('the customer is there');
  const { email: _withdrawn, ...consent } = row.consent;
  await services.customers.save({ ...row, consent });
  const journal = { ...services.journal, record: () => Promise.reject(new TryAgain('no room')) };
  await expect(touch({ ...services, journal }, task)).rejects.toBeInstanceOf(TryAgain);
  await importConsent(services);
  expect(await touch(services, task)).toEqual({ status: 'duplicate' });
  expect(outbox).toEqual([]);
  expect(await services.enrollments.get(KEY)).toMatchObject({ touches: { 'miss-you': { status: 'skipped' } } });
  expect((await facts()).map(({ kind }) => kind)).toContain('skipped');
});

test('a record whose answer was lost has its fact all the same', async () => {
  const { services, task, facts } = await atFirstTouch();
  const enrollments: Services['enrollments'] = {
    ...services.enrollments,
    async settleTouch(...record) {
      await services.enrollments.settleTouch(...record);
      return services.enrollments.settleTouch(...record);
    },
  };
  await touch({ ...services, enrollments }, task);
  expect((await facts()).map(({ kind }) => kind)).toContain('sent');
});

const NO = {
  kind: 'unsubscribed',
  responseId: 'u1',
  customerId: 'c1',
  channel: 'email',
  source: 'account page',
} as const;

test.each([
  ['unsubscribed', NO],
  ['asked to stop', { ...NO, kind: 'replied', meaning: 'stop' }],
  ['complained', { ...NO, kind: 'complained' }],
  ['was gone', { ...NO, kind: 'bounced', permanent: true }],
])('whoever %s before the first import brought them is not written to after it', async (_what, no) => {
  const { services, outbox, touches } = await aDoorWorld();
  const at = '2026-07-01T13:00:00.000Z';
  expect(await respond(services, ResponseSchema.parse({ ...no, at }))).toEqual({ status: 'recorded' });
  await importConsent(services);
  await enroll(services, TASK);
  for (const task of touches) await touch(services, task);
  expect(outbox).toEqual([]);
});

test('an order of somebody unknown creates nobody', async () => {
  const { services } = await aDoorWorld();
  const order = { kind: 'order', responseId: 'o1', customerId: 'c1', at: '2026-07-01T13:00:00.000Z', cents: 1 };
  expect(await respond(services, ResponseSchema.parse(order))).toEqual({
    status: 'ignored',
    because: 'noSuchCustomer',
  });
  expect(await services.customers.get(customerId)).toBeUndefined();
});

test('a no that comes late, dated before the file that brought the consent, is obeyed', async () => {
  const { services, outbox, touches } = await aDoorWorld();
  await importConsent(services);
  await respond(services, ResponseSchema.parse({ ...NO, at: '2026-07-01T13:00:00.000Z' }));
  await enroll(services, TASK);
  for (const task of touches) await touch(services, task);
  expect(outbox).toEqual([]);
});
