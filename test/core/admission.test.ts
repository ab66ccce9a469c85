import { describe, expect, test } from 'vitest';
import {
  admissionOf,
  type Decided,
  enrollmentFor,
  isEntry,
  isHeldOut,
  isRecorded,
  momentOf,
  withAdmission,
} from '#core/admission';
import type { Customer } from '#core/customer';
import { CustomerSchema } from '#core/customer';
import { EnrollmentSchema } from '#core/enrollment';
import { CustomerIdSchema } from '#core/ids';
import { PublishedSequenceSchema, type SequenceVersion } from '#core/sequence';
import { InstantSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';

type Overrides = Parameters<typeof aPublishedFile>[0];
const at = (text: string) => InstantSchema.parse(text);
// 10:00 in New York, 90 days after the builder's last order.
const NOW = at('2026-07-01T14:00:00.000Z');
const EPISODE = '2026-04-02';

function version(overrides: Overrides = {}): SequenceVersion {
  const file = aPublishedFile({ ...overrides, sequence: { holdout: '0%', ...overrides.sequence } });
  return { ...PublishedSequenceSchema.parse(file), version: 3 };
}

const verdictOn = (customer: Customer, published = version(), now = NOW) =>
  admissionOf(customer, published, momentOf(now, published.shop, undefined));
const decisionOn = (customer: Customer, published = version(), now = NOW) => {
  const verdict = verdictOn(customer, published, now);
  return verdict.status === 'decided' ? verdict.decision : verdict.status;
};
const decided = (customer: Customer, published = version(), now = NOW): Decided => {
  const verdict = verdictOn(customer, published, now);
  if (verdict.status !== 'decided') throw new Error('the test wants a customer who is dormant');
  return verdict;
};
const admission = (decision: 'enrolled' | 'heldOut' | 'reentry', episode = EPISODE, enteredAt?: string) => ({
  gentle: { episode, decision, at: '2026-01-01T15:00:00.000Z', ...(enteredAt === undefined ? {} : { enteredAt }) },
});

describe('a dormant customer', () => {
  test('with a channel that the sequence uses is enrolled, with the facts that it rests on', () => {
    expect(verdictOn(aCustomer())).toEqual({
      status: 'decided',
      decision: 'enrolled',
      dormancy: {
        status: 'dormant',
        episode: EPISODE,
        silentDays: 90,
        measured: [
          { by: ['order'], last: EPISODE, silentDays: 90, after: 90, until: 365, source: { from: 'sequence' } },
        ],
      },
    });
  });

  test('is dormant by the calendar of the shop', () => {
    expect(decisionOn(aCustomer(), version(), at('2026-07-01T03:59:59.999Z'))).toBe('notForThem');
    expect(decisionOn(aCustomer(), version(), at('2026-07-01T04:00:00.000Z'))).toBe('enrolled');
    expect(momentOf(at('2026-07-01T03:59:59.999Z'), version().shop, undefined).today).toBe('2026-06-30');
  });

  test('outside the segment is none of the sequence’s business', () => {
    const { dormant } = aPublishedFile().sequence.for;
    const valued = (orders: number) =>
      version({
        sequence: { for: { dormant, segment: 'valued' } },
        segments: { valued: { all: [{ field: 'orders', 'at least': orders }] } },
      });
    expect(decisionOn(aCustomer(), valued(3))).toBe('notForThem');
    expect(decisionOn(aCustomer(), valued(2))).toBe('enrolled');
  });

  test('CMP-37: of whom nothing was heard for longer than the shop keeps anybody is not written to', () => {
    const kept = (years: string) =>
      version({
        sequence: { for: { dormant: { after: '90 days', until: '20 years', by: ['order'] } } },
        shop: { 'keep customers': years },
      });
    const years = (count: number) => at(`${2026 + count}-07-01T14:00:00.000Z`);
    expect(decisionOn(aCustomer(), kept('5 years'), years(4))).toBe('enrolled');
    expect(decisionOn(aCustomer(), kept('5 years'), years(5))).toBe('outdated');
    expect(decisionOn(aCustomer(), kept('10 years'), years(5))).toBe('enrolled');
  });

  test('whom another enrollment has is not enrolled until that is over', () => {
    const open = { enrollmentId: 'other_c1_20260402', until: '2026-07-01T14:00:00.001Z' };
    expect(decisionOn(aCustomer({ open }))).toBe('alreadyEnrolled');
    expect(decisionOn(aCustomer({ open: { ...open, until: NOW } }))).toBe('enrolled');
  });

  test('whom this very enrollment took before a crash is enrolled all the same', () => {
    const open = { enrollmentId: 'gentle_c1_20260402', until: '2026-08-01T00:00:00.000Z' };
    expect(decisionOn(aCustomer({ open }))).toBe('enrolled');
  });

  test('may not enter again before the days of reentry are over, counted by the shop’s calendar', () => {
    const published = version({ sequence: { reentry: { after: '180 days' } } });
    const entered = (when: string) => aCustomer({ admissions: admission('enrolled', '2025-09-01', when) });
    // 23:30 on 2 January and 00:30 on 3 January in New York: 180 and 179 days before 1 July.
    expect(decisionOn(entered('2026-01-03T04:30:00.000Z'), published)).toBe('enrolled');
    expect(decisionOn(entered('2026-01-03T05:30:00.000Z'), published)).toBe('reentry');
  });

  test('may enter again at the next silence when the sequence knows no reentry', () => {
    const admissions = admission('enrolled', '2025-09-01', '2026-06-01T15:00:00.000Z');
    expect(decisionOn(aCustomer({ admissions }))).toBe('enrolled');
  });

  test.each([
    ['noReachableChannel', 'has no address', { email: undefined, phone: undefined }],
    ['noReachableChannel', 'gave no consent', { consent: {} }],
    ['suppressed', 'bounced', { phone: undefined, suppression: { email: { because: 'hard bounce', at: NOW } } }],
    ['suppressed', 'complained', { phone: undefined, suppression: { email: { because: 'complaint', at: NOW } } }],
  ] as const)('is not enrolled: %s, because the customer %s', (reason, _why, lacking) => {
    expect(decisionOn(aCustomer(lacking))).toBe(reason);
  });

  test('is not enrolled while they want nothing, and is asked again when the pause is over', () => {
    const paused = aCustomer({ pausedUntil: '2026-07-01T14:00:00.001Z' });
    expect(decisionOn(paused)).toBe('paused');
    const noted = withAdmission(paused, decided(paused), version().sequence, NOW);
    const afterwards = at('2026-07-02T14:00:00.000Z');
    expect(decisionOn(noted, version(), afterwards)).toBe('enrolled');
    expect(isRecorded(noted, version().sequence, decided(noted, version(), afterwards))).toBe(false);
  });

  test('is not enrolled into a sequence whose topic they do not want', () => {
    const about = version({ sequence: { topic: 'offers' }, shop: { topics: { offers: 'Offers', news: 'News' } } });
    const declined = (topic: string) => aCustomer({ declined: { [topic]: '2026-01-01T00:00:00.000Z' } });
    expect(decisionOn(declined('offers'), about)).toBe('declinedTopic');
    expect(decisionOn(declined('news'), about)).toBe('enrolled');
    expect(decisionOn(declined('offers'))).toBe('enrolled');
  });

  test('who wants nothing belongs to neither arm: the holdout loses the same people', () => {
    const alone = version({ sequence: { holdout: '50%', topic: 'offers' }, shop: { topics: { offers: 'Offers' } } });
    for (let number = 0; number < 20; number += 1) {
      const paused = aCustomer({ customerId: `c${number}`, pausedUntil: '2026-08-01T00:00:00.000Z' });
      expect(decisionOn(paused, alone)).toBe('paused');
      const declined = aCustomer({ customerId: `c${number}`, declined: { offers: '2026-01-01T00:00:00.000Z' } });
      expect(decisionOn(declined, alone)).toBe('declinedTopic');
    }
  });

  test('is judged by the channels that the sequence uses, not by those that it does not', () => {
    const emailOnly = version({
      sequence: { touches: [{ id: 'miss-you', channel: 'email', message: 'miss-you' }] },
    });
    expect(decisionOn(aCustomer({ email: undefined }), emailOnly)).toBe('noReachableChannel');
    expect(decisionOn(aCustomer({ email: undefined }))).toBe('enrolled');
  });
});

describe('a decision', () => {
  test('is the same when it is asked twice', () => {
    expect(verdictOn(aCustomer())).toEqual(verdictOn(aCustomer()));
  });

  test.each(['enrolled', 'heldOut'] as const)(
    'of %s stands for the whole silence, whatever has changed since',
    (entry) => {
      const since = aCustomer({
        admissions: admission(entry),
        consent: {},
        open: { enrollmentId: 'other_c1_20260402', until: '2026-08-01T00:00:00.000Z' },
      });
      expect(decisionOn(since)).toBe(entry);
      expect(isRecorded(since, version().sequence, decided(since))).toBe(true);
    },
  );

  test('that is recorded is not asked again on the same silence, and is on the next', () => {
    const { sequence } = version();
    const first = decided(aCustomer());
    expect(isRecorded(aCustomer(), sequence, first)).toBe(false);
    const noted = withAdmission(aCustomer(), first, sequence, NOW);
    expect(isRecorded(noted, sequence, decided(noted))).toBe(true);
    const order = { first: '2025-01-10', last: '2026-07-20', count: 3, spent: 15_000 };
    const again = { ...noted, activity: aCustomer({ activity: { order } }).activity };
    expect(isRecorded(again, sequence, decided(again, version(), at('2026-10-20T14:00:00.000Z')))).toBe(false);
  });

  test('against entry is asked again when its reason has changed', () => {
    const silenced = aCustomer({ consent: {} });
    const { sequence } = version();
    const noted = withAdmission(silenced, decided(silenced), sequence, NOW);
    expect(isRecorded(noted, sequence, decided(noted))).toBe(true);
    const consented = { ...noted, consent: aCustomer().consent };
    expect(isRecorded(consented, sequence, decided(consented))).toBe(false);
  });

  test('against entry keeps when the customer last entered', () => {
    const published = version({ sequence: { reentry: { after: '180 days' } } });
    const before = aCustomer({ admissions: admission('enrolled', '2025-09-01', '2026-03-01T15:00:00.000Z') });
    const noted = withAdmission(before, decided(before, published), published.sequence, NOW);
    expect(noted.admissions).toEqual({
      gentle: { episode: EPISODE, decision: 'reentry', at: NOW, enteredAt: '2026-03-01T15:00:00.000Z' },
    });
    expect(CustomerSchema.parse(noted)).toEqual(noted);
  });

  test('is an entry only when the customer is enrolled or held out', () => {
    expect(
      (['enrolled', 'heldOut', 'alreadyEnrolled', 'reentry', 'suppressed', 'noReachableChannel'] as const).map(isEntry),
    ).toEqual([true, true, false, false, false, false]);
  });
});

test('of ten thousand customers, about the share of the holdout is left alone', () => {
  const { sequence } = version({ sequence: { holdout: '10%' } });
  const heldOut = Array.from({ length: 10_000 }, (_, number) => CustomerIdSchema.parse(`c${number}`)).filter(
    (customerId) => isHeldOut({ customerId }, sequence),
  );
  // Four standard deviations of a binomial draw are 120.
  expect(Math.abs(heldOut.length - 1_000)).toBeLessThan(120);
});

test('another sequence holds other customers out', () => {
  const customers = Array.from({ length: 2_000 }, (_, number) => ({
    customerId: CustomerIdSchema.parse(`c${number}`),
  }));
  const heldOutOf = (name: string) => {
    const { sequence } = version({ sequence: { name, holdout: '50%' } });
    return customers.map((customer) => isHeldOut(customer, sequence));
  };
  const [one, other] = [heldOutOf('gentle'), heldOutOf('firm')];
  const agree = one.filter((heldOut, index) => heldOut === other[index]).length;
  expect(Math.abs(agree - 1_000)).toBeLessThan(120);
});

describe('the enrollment that a decision opens', () => {
  const published = version();
  const entry = (decision: 'enrolled' | 'heldOut', customer = aCustomer()) =>
    enrollmentFor(customer, { ...decided(customer), decision }, published, NOW, 1);

  test('pins the version, the plan, the zone and what was seen', () => {
    const enrollment = entry('enrolled', aCustomer({ timeZone: 'Europe/Berlin' }));
    expect(EnrollmentSchema.parse(enrollment)).toEqual(enrollment);
    expect(enrollment).toMatchObject({
      status: 'active',
      enrollmentId: 'gentle_c1_20260402',
      version: 3,
      timeZone: 'Europe/Berlin',
      seen: { order: EPISODE },
      claimed: -1,
    });
  });

  test('lives by the shop’s clock when the customer’s zone is unknown', () => {
    expect(entry('enrolled', aCustomer({ timeZone: undefined }))).toMatchObject({ timeZone: 'America/New_York' });
  });

  test('of a held-out customer has no plan, and is watched just as long', () => {
    const [treated, alone] = [entry('enrolled'), entry('heldOut')];
    expect(EnrollmentSchema.parse(alone)).toEqual(alone);
    expect(alone).not.toHaveProperty('legs');
    expect(alone.watchedUntil).toBe(treated.watchedUntil);
  });
});
