import { expect, test } from 'vitest';
import { createMemoryReputation } from '#adapters/memory/reputation';
import { type Breaker, MET_LEVELS } from '#core/reputation';
import { DaySchema, InstantSchema, plusMilliseconds, TimeZoneSchema } from '#core/time';
import { trippedBy, trippedText } from '../../cli/breaker-words.ts';

const NOW = InstantSchema.parse('2026-11-27T15:00:00.000Z');
const DAY_MS = 24 * 60 * 60_000;
const SHOP = { locale: 'en-US', timeZone: TimeZoneSchema.parse('America/New_York') };

/** What is told at this instant, of 900 emails and three complaints on 26 November. */
async function told(met: Breaker, now = NOW) {
  const reputation = createMemoryReputation();
  const day = DaySchema.parse('2026-11-26');
  for (let sent = 0; sent < 900; sent += 1) await reputation.countSent(day);
  for (const id of ['r1', 'r2', 'r3']) await reputation.countComplaint(day, id);
  await reputation.trip(met);
  const tripped = await trippedBy({ reputation, clock: { now: () => now } });
  return tripped && { level: tripped.level, text: trippedText(tripped, SHOP) };
}

test('CMP-05: what stands against sending is said with its end and its cause', async () => {
  const why = '(3 complaints of 900 emails in the newest 7 days, 0.33%).';
  expect((await told({ stopped: NOW }))?.text).toBe(`Sending is stopped by complaints until Dec 4, 2026 ${why}`);
  expect((await told({ paused: NOW }))?.text).toBe(
    `Nobody new is taken in because of complaints until Dec 4, 2026 ${why}`,
  );
  expect((await told({ warned: NOW }))?.text).toBe(
    `Complaints come near the limit: this warning stays until Dec 4, 2026 ${why}`,
  );
});

test('a level that steps down is told as what it is by then, and nothing once it is over', async () => {
  const after = (days: number) => told({ stopped: NOW }, plusMilliseconds(NOW, days * DAY_MS));
  const levels = [(await after(6))?.level, (await after(7))?.level, (await after(14))?.level, (await after(21))?.level];
  expect(levels).toEqual([...MET_LEVELS.toReversed(), undefined]);
  expect((await after(7))?.text).toContain('until Dec 11, 2026 (0 complaints of 0 emails');
});

test('of a closed breaker nothing is said', async () => {
  expect(await told({})).toBeUndefined();
});
