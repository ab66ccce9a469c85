import { describe, expect, test } from 'vitest';
import { endOf, fitWeekly, planDay, startOf } from '#adapters/local/play';
import { createMemoryCustomers } from '#adapters/memory/customers';
import { createMemoryModels } from '#adapters/memory/models';
import { createTimeline } from '#adapters/memory/timeline';
import type { ScanTask } from '#core/ports';
import { type Response, ResponseSchema } from '#core/response';
import { type Day, DaySchema, type Instant, InstantSchema, TimeOfDaySchema, TimeZoneSchema } from '#core/time';
import { aCustomer } from '../../support/builders.ts';

const NEW_YORK = { timeZone: TimeZoneSchema.parse('America/New_York'), scanAt: TimeOfDaySchema.parse('10:00') };
const day = (text: string) => DaySchema.parse(text);
const instant = (text: string) => InstantSchema.parse(text);

/** What happens on a day that is planned while the clock stands at `now`. */
async function played(text: string, now: Instant) {
  const timeline = createTimeline(now);
  const happened: string[] = [];
  const scans: ScanTask[] = [];
  const work = {
    scan: async (tasks: readonly ScanTask[]) => {
      scans.push(...tasks);
      happened.push(`${timeline.now()} scan`);
    },
    enroll: async () => {},
  };
  const respond = async (response: Response) => happened.push(`${timeline.now()} ${response.responseId}`);
  const orderAt = (at: Instant, id: string) =>
    ResponseSchema.parse({ kind: 'order', responseId: id, customerId: 'c1', at, cents: 100 });
  const learn = async (on: Day) => void happened.push(`${timeline.now()} learn up to ${on}`);
  planDay({ services: { work }, timeline, shop: NEW_YORK, respond, learn }, day(text), (noon) => [
    orderAt(noon, 'first'),
    orderAt(noon, 'second'),
  ]);
  await timeline.runUntil(endOf(day(text), NEW_YORK));
  return { happened, scans };
}

describe('a day that is played', () => {
  test('has its scan at the time of the shop, in parts, after what is learned, and its orders at noon', async () => {
    const { happened, scans } = await played('2026-07-01', startOf(day('2026-07-01'), NEW_YORK));
    expect(happened).toEqual([
      '2026-07-01T14:00:00.000Z learn up to 2026-07-01',
      '2026-07-01T14:00:00.000Z scan',
      '2026-07-01T16:00:00.000Z first',
      '2026-07-01T16:00:00.000Z second',
    ]);
    expect(scans).toEqual([0, 1, 2, 3].map((segment) => ({ segment, segments: 4 })));
  });

  test.each([
    ['after the scan', '2026-07-01T14:00:00.001Z', 2],
    ['after noon', '2026-07-01T16:00:00.001Z', 0],
  ])('that has begun leaves out what is past: %s', async (_when, now, count) => {
    const { happened } = await played('2026-07-01', instant(now));
    expect(happened).toHaveLength(count);
    expect(happened.filter((what) => what.endsWith('scan'))).toEqual([]);
  });
});

test('the shop is fitted before its first scan, and every seventh day after', async () => {
  const clock = { now: () => instant('2026-07-01T14:00:00.000Z') };
  const services = { clock, customers: createMemoryCustomers(), models: createMemoryModels() };
  await fitWeekly(services, day('2026-06-30'));
  expect(await services.models.newest(), 'nobody has ordered').toBeUndefined();
  await services.customers.save(aCustomer());
  const versions: (number | undefined)[] = [];
  for (let number = 1; number <= 16; number += 1) {
    await fitWeekly(services, day(`2026-07-${String(number).padStart(2, '0')}`));
    versions.push((await services.models.newest())?.version);
  }
  expect(versions).toEqual([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3]);
});

test.each([
  ['an ordinary day', '2026-07-01', '2026-07-01T04:00:00.000Z', '2026-07-02T03:59:59.999Z'],
  ['the day of 23 hours', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z'],
  ['the day of 25 hours', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
])('%s begins and ends at midnight in the time zone of the shop', (_what, text, start, end) => {
  expect(startOf(day(text), NEW_YORK)).toBe(start);
  expect(endOf(day(text), NEW_YORK)).toBe(end);
});
