// Plays calendar days on the timeline: the daily scan, what the shop tells on its own day, and whatever journeys do.
import type { Timeline } from '#adapters/memory/timeline';
import { fitRows } from '#core/flow/fit';
import { planScan } from '#core/flow/scan';
import type { Services } from '#core/ports';
import type { Response } from '#core/response';
import type { Shop } from '#core/shop';
import { type Day, daysBetween, type Instant, instantAt, plusDays, plusMilliseconds, type TimeOfDay } from '#core/time';

/** Activities of a file have a date only; they are played at noon, after the day's scan and its first touches. */
const NOON = '12:00' as TimeOfDay;
const MIDNIGHT = '00:00' as TimeOfDay;
/** Equal parts in which the customers are scanned each day. */
export const SCAN_SEGMENTS = 4;
/** As often as the schedule of a stage asks for a fit. */
const DAYS_BETWEEN_FITS = 7;

type Played = {
  readonly services: Pick<Services, 'work'>;
  readonly timeline: Timeline;
  readonly shop: Pick<Shop, 'timeZone' | 'scanAt'>;
  readonly respond: (response: Response) => Promise<unknown>;
  /** Done before the day's scan. */
  readonly learn?: (day: Day) => Promise<void>;
};

/** Plans one day: its scan, and what the shop tells at noon in the order given. What is past already is left out. */
export function planDay(
  { services, timeline, shop, respond, learn = async () => {} }: Played,
  day: Day,
  toldAt: (noon: Instant) => readonly Response[],
): void {
  const scanAt = instantAt(day, shop.scanAt, shop.timeZone);
  if (scanAt >= timeline.now())
    timeline.at(scanAt, async () => {
      await learn(day);
      await planScan(services, SCAN_SEGMENTS);
    });
  const noon = instantAt(day, NOON, shop.timeZone);
  if (noon < timeline.now()) return;
  for (const response of toldAt(noon)) timeline.at(noon, async () => void (await respond(response)));
}

/** Fits the shop before its first scan, and whenever the last fit is a week old. */
export async function fitWeekly(services: Pick<Services, 'clock' | 'customers' | 'models'>, day: Day): Promise<void> {
  const newest = await services.models.newest();
  if (newest === undefined || daysBetween(newest.until, day) >= DAYS_BETWEEN_FITS)
    await fitRows(services, { until: day });
}

/** The last instant of a day in the shop's time zone. */
export function endOf(day: Day, { timeZone }: Pick<Shop, 'timeZone'>): Instant {
  return plusMilliseconds(instantAt(plusDays(day, 1), MIDNIGHT, timeZone), -1);
}

/** The first instant of a day in the shop's time zone. */
export function startOf(day: Day, { timeZone }: Pick<Shop, 'timeZone'>): Instant {
  return instantAt(day, MIDNIGHT, timeZone);
}
