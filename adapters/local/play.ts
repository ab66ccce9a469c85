// Plays calendar days on the timeline: the daily scan, the shop's orders on their own day, and whatever journeys do.
import type { Timeline } from '#adapters/memory/timeline';
import { planScan } from '#core/flow/scan';
import type { Services } from '#core/ports';
import type { Response } from '#core/response';
import type { Shop } from '#core/shop';
import { type Day, type Instant, instantAt, plusDays, plusMilliseconds, type TimeOfDay } from '#core/time';

/** Orders of a file have a date only; they are played at noon, after the day's scan and its first touches. */
const NOON = '12:00' as TimeOfDay;
const MIDNIGHT = '00:00' as TimeOfDay;
/** Equal parts in which the customers are scanned each day. */
export const SCAN_SEGMENTS = 4;

type Played = {
  readonly services: Pick<Services, 'work'>;
  readonly timeline: Timeline;
  readonly shop: Pick<Shop, 'timeZone' | 'scanAt'>;
  readonly respond: (response: Response) => Promise<unknown>;
};

/** Plans one day: its scan, and its orders at noon in the order given. What is past already is left out. */
export function planDay(
  { services, timeline, shop, respond }: Played,
  day: Day,
  ordersOf: (noon: Instant) => readonly Response[],
): void {
  const scanAt = instantAt(day, shop.scanAt, shop.timeZone);
  if (scanAt >= timeline.now()) timeline.at(scanAt, () => planScan(services, SCAN_SEGMENTS));
  const noon = instantAt(day, NOON, shop.timeZone);
  if (noon < timeline.now()) return;
  for (const response of ordersOf(noon)) timeline.at(noon, async () => void (await respond(response)));
}

/** The last instant of a day in the shop's time zone. */
export function endOf(day: Day, { timeZone }: Pick<Shop, 'timeZone'>): Instant {
  return plusMilliseconds(instantAt(plusDays(day, 1), MIDNIGHT, timeZone), -1);
}

/** The first instant of a day in the shop's time zone. */
export function startOf(day: Day, { timeZone }: Pick<Shop, 'timeZone'>): Instant {
  return instantAt(day, MIDNIGHT, timeZone);
}
