// What keeps messages back because customers complain, as the report says it.
import type { Services } from '#core/ports';
import { type BreakerLevel, levelAt, levelEnds, rateOf, WATCHED_DAYS } from '#core/reputation';
import type { Shop } from '#core/shop';
import { type Day, dayOf, epochOf, type Instant, plusDays, TimeZoneSchema } from '#core/time';

/** The breaker that is not closed, and the mail of the newest days that it is about. */
export type Tripped = {
  readonly level: Exclude<BreakerLevel, 'closed'>;
  readonly until: Instant;
  readonly emails: number;
  readonly complaints: number;
  readonly rate: number;
};

/** Mail is counted by the days of no country. */
const CALENDAR = TimeZoneSchema.parse('UTC');

/** How the sentence begins. */
export const SAYS: Readonly<Record<Tripped['level'], string>> = {
  warned: 'Complaints come near the limit: this warning stays',
  paused: 'Nobody new is taken in because of complaints',
  stopped: 'Sending is stopped by complaints',
};

/** What stands against sending now; undefined when nothing does. */
export async function trippedBy({
  reputation,
  clock,
}: Pick<Services, 'reputation' | 'clock'>): Promise<Tripped | undefined> {
  const now = clock.now();
  const breaker = await reputation.breaker();
  const level = levelAt(breaker, now);
  const until = levelEnds(breaker, now);
  if (level === 'closed' || until === undefined) return undefined;
  const from: Day = plusDays(dayOf(now, CALENDAR), 1 - WATCHED_DAYS);
  const days = await reputation.days(from);
  const emails = days.reduce((sum, day) => sum + day.sent, 0);
  const complaints = days.reduce((sum, day) => sum + day.complaints, 0);
  return { level, until, emails, complaints, rate: rateOf(days) };
}

/** One sentence: what is kept back, until when, and why. A level outlasts its complaints, which are then not counted any more. */
export function trippedText(
  { level, until, emails, complaints, rate }: Tripped,
  { locale, timeZone }: Pick<Shop, 'locale' | 'timeZone'>,
): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(epochOf(until));
  const count = (many: number, one: string) => `${many.toLocaleString('en-US')} ${one}${many === 1 ? '' : 's'}`;
  const share = rate.toLocaleString('en-US', { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const why = `${count(complaints, 'complaint')} of ${count(emails, 'email')} in the newest ${WATCHED_DAYS} days, ${share}`;
  return `${SAYS[level]} until ${day} (${why}).`;
}
