// Does the breaker tell a bad campaign from a healthy shop, week after week, and does it always end?
import { describe, expect, test } from 'vitest';
import { createMemoryReputation } from '#adapters/memory/reputation';
import { countComplaint, countSent } from '#core/flow/reputation';
import { EnrollmentIdSchema } from '#core/ids';
import { type BreakerLevel, levelAt } from '#core/reputation';
import { ResponseSchema } from '#core/response';
import { epochOf, type Instant, InstantSchema, instantOf } from '#core/time';
import { anEnrollment } from '../../support/builders.ts';

const START = InstantSchema.parse('2026-01-05T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const at = (hour: number) => instantOf(epochOf(START) + hour * HOUR_MS);

/** A shop whose mail is counted, and complained about hours or days after it was sent. */
function aShop() {
  const reputation = createMemoryReputation();
  let hour = 0;
  let told = 0;
  const clock = { now: () => at(hour) };
  const row = (sentAt: Instant) =>
    anEnrollment({
      touches: { 'miss-you': { status: 'sent', at: sentAt, channel: 'email', providerId: 'p1', parts: 1 } },
    });
  return {
    async mail(count: number, atHour: number) {
      hour = atHour;
      const now = clock.now();
      for (let mail = 0; mail < count; mail += 1) await countSent({ reputation }, now);
    },
    /** Somebody complains at this hour about an email of that hour. */
    async complain(atHour: number, mailHour: number) {
      hour = atHour;
      told += 1;
      // The cast: of this port one question is asked.
      const enrollments = { get: async () => row(at(mailHour)) } as never;
      const enrollmentId = EnrollmentIdSchema.parse('gentle_c1_20260402');
      const about = { responseId: `r${told}`, customerId: 'c1', enrollmentId, touchId: 'miss-you', channel: 'email' };
      const response = ResponseSchema.parse({ kind: 'complained', ...about, at: clock.now() });
      await countComplaint({ reputation, clock, enrollments }, response);
    },
    level: async (atHour: number): Promise<BreakerLevel> => levelAt(await reputation.breaker(), at(atHour)),
  };
}

const DAY = 24;

describe('CMP-05: a pause in sending', () => {
  test('does not make three complaints out of 20,000 mails a catastrophe', async () => {
    const shop = aShop();
    await shop.mail(20_000, 12);
    for (const hour of [6 * DAY, 8 * DAY, 8 * DAY + 1, 8 * DAY + 2]) await shop.complain(hour, 12);
    expect(await shop.level(8 * DAY + 3)).toBe('closed');
  });

  test('hides nothing: complaints count for their own mail, not for that of quiet days', async () => {
    const shop = aShop();
    await shop.mail(1_000, 12);
    for (let one = 0; one < 6; one += 1) await shop.complain(5 * DAY + one, 12);
    expect(await shop.level(5 * DAY + 6)).toBe('stopped');
  });
});

describe('CMP-05: a stop', () => {
  test('does not feed itself: a straggler every two days makes it no longer, and begins none anew', async () => {
    const shop = aShop();
    await shop.mail(10_000, 12);
    for (let one = 0; one < 30; one += 1) await shop.complain(20, 12);
    expect(await shop.level(20)).toBe('stopped');
    for (let day = 2; day < 40; day += 2) await shop.complain(day * DAY, 12);
    expect(await shop.level(20 + 7 * DAY - 1)).toBe('stopped');
    expect(await shop.level(20 + 7 * DAY)).toBe('paused');
    expect(await shop.level(20 + 21 * DAY)).toBe('closed');
  });

  test('begins anew for the mail that leaves after it', async () => {
    const shop = aShop();
    await shop.mail(1_000, 12);
    for (let one = 0; one < 6; one += 1) await shop.complain(20, 12);
    await shop.mail(1_000, 8 * DAY);
    for (let one = 0; one < 6; one += 1) await shop.complain(8 * DAY + 1, 8 * DAY);
    expect(await shop.level(14 * DAY)).toBe('stopped');
  });

  test('or a pause always ends when nothing more is sent, however many complain', async () => {
    const shop = aShop();
    await shop.mail(1_000, 12);
    for (let hour = 13; hour < 60 * DAY; hour += 5) await shop.complain(hour, 12);
    expect(await shop.level(60 * DAY)).toBe('closed');
  });
});

/** Half a year, or until stopped; answers after how many mails it was. Complaints trail by up to three days. */
async function stoppedAfter(seed: number, aWeek: number, rate: number, mostMails: number): Promise<number | undefined> {
  // Lehmer's generator: nobody needs to be surprised here, only a million times.
  let drawn = 48_271 * (seed + 1);
  const draw = () => {
    drawn = (drawn * 48_271) % 2_147_483_647;
    return drawn / 2_147_483_647;
  };
  const shop = aShop();
  const aDay = Math.ceil(aWeek / 7);
  const complaints: { readonly hour: number; readonly mailHour: number }[] = [];
  for (let day = 0; day * aDay < mostMails; day += 1) {
    await shop.mail(aDay, day * DAY + 12);
    for (let mail = 0; mail < aDay; mail += 1) {
      const mailHour = day * DAY + 12;
      if (draw() < rate) complaints.push({ mailHour, hour: mailHour + Math.floor(draw() ** 3 * 72) });
    }
    for (const { hour, mailHour } of complaints)
      if (Math.floor(hour / DAY) === day) await shop.complain(hour, mailHour);
    if ((await shop.level(day * DAY + 23)) === 'stopped') return (day + 1) * aDay;
  }
  return undefined;
}

const SHOPS = Array.from({ length: 20 }, (_, index) => index);

describe('CMP-05: over half a year', () => {
  test.each([1_000, 2_000])(
    'a shop with %i mails a week and 0.05% complaints is hardly ever stopped',
    async (aWeek) => {
      const stops = await Promise.all(SHOPS.map((seed) => stoppedAfter(seed, aWeek, 0.000_5, aWeek * 26)));
      expect(stops.filter((after) => after !== undefined).length).toBeLessThanOrEqual(1);
    },
  );

  test.each([1_500, 2_500])(
    'one with %i mails a week and complaints of one in a hundred is stopped within its first 2,000',
    async (aWeek) => {
      const stops = await Promise.all(SHOPS.map((seed) => stoppedAfter(seed, aWeek, 0.01, 3_000)));
      expect(stops.filter((after) => after === undefined || after > 2_000)).toEqual([]);
    },
  );

  test('one with 0.5% within its first 2,000 mails, but for a few that are lucky for so long', async () => {
    const stops = await Promise.all(SHOPS.map((seed) => stoppedAfter(seed, 2_500, 0.005, 5_000)));
    expect(stops.filter((after) => after === undefined || after > 2_000).length).toBeLessThanOrEqual(6);
    expect(stops.filter((after) => after === undefined)).toEqual([]);
  });
});
