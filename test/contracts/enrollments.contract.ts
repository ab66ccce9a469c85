// What every store of enrollments does: the fence and the ledger hold in each of them.
import { describe, expect, it } from 'vitest';
import { released } from '#core/claim';
import { type Active, closed, type Enrollment, EnrollmentSchema, stopped, type TouchRecord } from '#core/enrollment';
import { BrokenRecord } from '#core/errors';
import { CustomerIdSchema, type TouchId, TouchIdSchema } from '#core/ids';
import { type Offer, OfferSchema } from '#core/incentive';
import type { EnrollmentKey, Enrollments } from '#core/ports';
import { type Instant, InstantSchema } from '#core/time';
import { anEnrollment } from '../support/builders.ts';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const AT = instant('2026-07-01T15:00:00.000Z');
const TOUCH: TouchId = TouchIdSchema.parse('miss-you');
const SENT: TouchRecord = { status: 'sent', at: AT, channel: 'email', providerId: 'p-1', parts: 1 };
const UNKNOWN: TouchRecord = { status: 'unknown', at: AT, channel: 'email', because: 'ambiguous' };
const SKIPPED: TouchRecord = { status: 'skipped', at: AT, channel: 'email', because: 'stale' };
const OFFER: Offer = OfferSchema.parse({
  incentive: 'ten-off',
  code: 'ABCD-EFGH-JKMN',
  worth: 2_000,
  issuedAt: AT,
  expiresAt: '2026-07-15T15:00:00.000Z',
});

export function enrollmentsContract(name: string, make: MakeWorld<Enrollments>): void {
  describe(`enrollments in ${name}`, () => {
    it('an opened enrollment comes back whole', async () => {
      const { store } = await make();
      const enrollment = anEnrollment();
      expect(await store.open(enrollment)).toEqual({ status: 'opened', enrollment });
      expect(await store.get(enrollment)).toEqual(enrollment);
      expect(await store.get({ ...enrollment, customerId: CustomerIdSchema.parse('other') })).toBeUndefined();
    });

    it('opening it again answers the one that is there, as it is now', async () => {
      const { store, enrollment } = await opened(make);
      await claim(store, enrollment, 0, 'token-0');
      const again = await store.open({ ...anEnrollment(), version: 2 });
      expect(again).toMatchObject({ status: 'existed', enrollment: { version: 1, claimed: 0, revision: 1 } });
    });

    it('of many openings of one enrollment exactly one opens it', async () => {
      const { store } = await make();
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.open(anEnrollment())));
      expect(answers.filter(({ status }) => status === 'opened')).toHaveLength(1);
    });

    it('a claim stores the leg, its instant and the token, and counts the revision', async () => {
      const { store, enrollment } = await opened(make);
      const answer = await claim(store, enrollment, 0, 'token-0');
      const expected = {
        ...enrollment,
        claimed: 0,
        claims: { 0: AT },
        claimant: 'claims with token-0',
        token: { value: 'token-0', leg: 0 },
        revision: 1,
      };
      expect(answer).toEqual({ status: 'claimed', enrollment: expected });
      expect(await store.get(enrollment)).toEqual(expected);
    });

    it('of many claims of one leg exactly one is claimed, and its token stands', async () => {
      const { store, enrollment } = await opened(make);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => claim(store, enrollment, 0, `token-${n}`)),
      );
      expect(answers.filter(({ status }) => status === 'claimed')).toHaveLength(1);
      const winner = answers.findIndex(({ status }) => status === 'claimed');
      expect(await store.get(enrollment)).toMatchObject({
        claimed: 0,
        revision: 1,
        token: { value: `token-${winner}` },
      });
    });

    it('a leg before the claimed one cannot be claimed', async () => {
      const { store, enrollment } = await opened(make);
      await claim(store, enrollment, 2, 'token-2');
      expect(await claim(store, enrollment, 1, 'token-1')).toMatchObject({
        status: 'notClaimed',
        enrollment: { claimed: 2, token: { value: 'token-2' } },
      });
    });

    it('nothing is claimed after a stop, and the answer says why', async () => {
      const { store, enrollment } = await opened(make);
      expect(await store.save(stopped(enrollment, { at: AT, because: 'cameBack' }))).toBe('saved');
      expect(await claim(store, enrollment, 0, 'token-0')).toMatchObject({
        status: 'notClaimed',
        enrollment: { status: 'stopped', claimed: -1, stop: { because: 'cameBack' } },
      });
    });

    it('a stop and a claim of one revision: whichever comes second sees the other', async () => {
      const { store, enrollment } = await opened(make);
      const [claimAnswer, stopAnswer] = await Promise.all([
        claim(store, enrollment, 0, 'token-0'),
        store.save(stopped(enrollment, { at: AT, because: 'cameBack' })),
      ]);
      expect([claimAnswer.status, stopAnswer]).toSatisfy(
        ([one, other]) => (one === 'claimed' && other === 'conflict') || (one === 'notClaimed' && other === 'saved'),
      );
    });

    it('a held-out customer has no leg to claim and no touch to settle', async () => {
      const { store } = await make();
      const heldOut = aHeldOut();
      await store.open(heldOut);
      expect(await claim(store, heldOut, 0, 'token-0')).toEqual({ status: 'notClaimed', enrollment: heldOut });
      expect(await store.settleTouch(heldOut, TOUCH, SENT)).toBe('stood');
      expect(await store.get(heldOut)).toEqual(heldOut);
    });

    it('an enrollment that does not exist is missing, and nothing brings it into being', async () => {
      const { store } = await make();
      const enrollment = anEnrollment();
      expect(await claim(store, enrollment, 0, 'token-0')).toEqual({ status: 'missing' });
      expect(await store.settleTouch(enrollment, TOUCH, SENT)).toBe('stood');
      expect(await store.save(enrollment)).toBe('conflict');
      expect(await store.get(enrollment)).toBeUndefined();
    });

    it('a released leg can be claimed again, by one', async () => {
      const { store, enrollment } = await opened(make);
      const first = await claim(store, enrollment, 1, 'token-1');
      if (first.status !== 'claimed') throw new Error('the first claim of a leg must succeed');
      const back = released(first.enrollment, first.enrollment, 1);
      expect(back === undefined ? undefined : await store.save(back)).toBe('saved');
      const again = await Promise.all([claim(store, enrollment, 1, 'token-a'), claim(store, enrollment, 1, 'token-b')]);
      expect(again.map(({ status }) => status).sort()).toEqual(['claimed', 'notClaimed']);
    });

    it('a settled touch stands: a second word is not taken', async () => {
      const { store, enrollment } = await opened(make);
      expect(await store.settleTouch(enrollment, TOUCH, SENT)).toBe('settled');
      expect(await store.settleTouch(enrollment, TOUCH, SKIPPED)).toBe('stood');
      expect(await store.settleTouch(enrollment, TOUCH, UNKNOWN)).toBe('stood');
      expect(await store.get(enrollment)).toMatchObject({ touches: { [TOUCH]: SENT }, revision: 1 });
    });

    it('unknown gives way to sent, and then sent stands', async () => {
      const { store, enrollment } = await opened(make);
      expect(await store.settleTouch(enrollment, TOUCH, UNKNOWN)).toBe('settled');
      expect(await store.settleTouch(enrollment, TOUCH, SENT)).toBe('settled');
      expect(await store.settleTouch(enrollment, TOUCH, UNKNOWN)).toBe('stood');
      expect(await store.get(enrollment)).toMatchObject({ touches: { [TOUCH]: SENT }, revision: 2 });
    });

    it('of many settlings of one touch exactly one is settled', async () => {
      const { store, enrollment } = await opened(make);
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.settleTouch(enrollment, TOUCH, SENT)));
      expect(answers.filter((answer) => answer === 'settled')).toHaveLength(1);
    });

    it('an offer is written with the touch that made it, beside those before', async () => {
      const { store, enrollment } = await opened(make, { offers: { nudge: OFFER } });
      expect(await store.settleTouch(enrollment, TOUCH, SENT, OFFER)).toBe('settled');
      expect(await store.get(enrollment)).toMatchObject({ offers: { nudge: OFFER, [TOUCH]: OFFER } });
    });

    it('a touch is settled although the customer has been stopped meanwhile', async () => {
      const { store, enrollment } = await opened(make);
      await store.save(stopped(enrollment, { at: AT, because: 'optedOut' }));
      expect(await store.settleTouch(enrollment, TOUCH, SENT)).toBe('settled');
      expect(await store.get(enrollment)).toMatchObject({ status: 'stopped', touches: { [TOUCH]: SENT } });
    });

    it('a save that read an older revision is a conflict, whatever came between', async () => {
      const { store, enrollment } = await opened(make);
      await store.settleTouch(enrollment, TOUCH, SENT);
      expect(await store.save(closed(enrollment, 'lapsed', AT))).toBe('conflict');
      const now = await store.get(enrollment);
      if (now?.status !== 'active') throw new Error('the enrollment must still be active');
      expect(await store.save(closed(now, 'lapsed', AT))).toBe('saved');
      expect(await store.get(enrollment)).toEqual({ ...closed(now, 'lapsed', AT), revision: 2 });
    });

    it('of two saves of one revision exactly one is saved', async () => {
      const { store, enrollment } = await opened(make);
      const answers = await Promise.all([
        store.save(stopped(enrollment, { at: AT, because: 'cameBack' })),
        store.save(stopped(enrollment, { at: AT, because: 'optedOut' })),
      ]);
      expect(answers.sort()).toEqual(['conflict', 'saved']);
    });

    it('a customer has their own enrollments and no others', async () => {
      const { store } = await make();
      const own = [anEnrollment(), anEnrollment({ sequence: 'harder' }), anEnrollment({ episode: '2025-01-02' })];
      for (const enrollment of [...own, anEnrollment({ customerId: 'c2' })]) await store.open(enrollment);
      const found = await store.ofCustomer(CustomerIdSchema.parse('c1'));
      expect(idsOf(found)).toEqual(idsOf(own));
      expect(await store.ofCustomer(CustomerIdSchema.parse('c3'))).toEqual([]);
    });

    it('the pages cover every enrollment exactly once', async () => {
      const { store } = await make();
      // Many legs make the rows large enough for more than one page of 1 MB in DynamoDB.
      const legs = Array.from({ length: 200 }, () => ({ does: 'wait' as const, until: AT }));
      const all = Array.from({ length: 130 }, (_, index) => anEnrollment({ customerId: `c${index}`, legs }));
      await Promise.all(all.map((enrollment) => store.open(enrollment)));
      const seen: Enrollment[] = [];
      let after: string | undefined;
      do {
        const page = await store.page(after === undefined ? {} : { after });
        seen.push(...page.items);
        after = page.next;
      } while (after !== undefined);
      expect(idsOf(seen)).toEqual(idsOf(all));
    });

    it('CMP-36: an erased enrollment is gone, and nothing but opening brings it back', async () => {
      const { store, enrollment } = await opened(make);
      const other = anEnrollment({ customerId: 'eve-2', enrollmentId: 'gentle-90_eve-2_20260402' });
      await store.open(other);
      await store.erase(enrollment);
      await store.erase(enrollment);
      expect(await store.get(enrollment)).toBeUndefined();
      expect(await store.ofCustomer(enrollment.customerId)).toEqual([]);
      expect(idsOf((await store.page({})).items)).toEqual([other.enrollmentId]);
      expect(await claim(store, enrollment, 0, 'token-0')).toEqual({ status: 'missing' });
      expect(await store.settleTouch(enrollment, TOUCH, SENT)).toBe('stood');
      expect(await store.save(enrollment)).toBe('conflict');
      expect(await store.get(enrollment)).toBeUndefined();
      expect((await store.open(enrollment)).status).toBe('opened');
    });

    it('a broken row is BrokenRecord with its ids', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      const enrollment = anEnrollment();
      await putRaw({ ...enrollment, timeZone: 'ada@customer.example' });
      const { customerId, enrollmentId } = enrollment;
      expect(await store.page({})).toEqual({ items: [], broken: [{ customerId, enrollmentId }] });
      const reads: Promise<unknown>[] = [
        store.get(enrollment),
        store.ofCustomer(enrollment.customerId),
        claim(store, enrollment, 0, 'token-0'),
      ];
      for (const fault of await Promise.all(reads.map((read) => read.catch((thrown: unknown) => thrown)))) {
        expect(fault).toBeInstanceOf(BrokenRecord);
        expect(fault).toMatchObject({
          ids: { customerId: enrollment.customerId, enrollmentId: enrollment.enrollmentId },
        });
        expect(JSON.stringify([String(fault), fault])).not.toContain('customer.example');
      }
    });
  });
}

async function opened(make: MakeWorld<Enrollments>, overrides: Parameters<typeof anEnrollment>[0] = {}) {
  const { store } = await make();
  const enrollment: Active = anEnrollment(overrides);
  await store.open(enrollment);
  return { store, enrollment };
}

/** A claim by a journey that runs the plan as the builder makes it. */
function claim(store: Enrollments, key: EnrollmentKey, leg: number, token: string) {
  const until = anEnrollment().legs[leg]?.until ?? AT;
  const { customerId, enrollmentId } = key;
  return store.claimLeg({ customerId, enrollmentId }, { leg, until, token, at: AT, claimant: `claims with ${token}` });
}

function aHeldOut(): Enrollment {
  return EnrollmentSchema.parse({ ...anEnrollment(), status: 'heldOut' });
}

function idsOf(enrollments: readonly Enrollment[]): string[] {
  return enrollments.map(({ enrollmentId }) => enrollmentId).sort();
}

function instant(text: string): Instant {
  return InstantSchema.parse(text);
}
