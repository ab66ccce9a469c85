// How is a day written for customers? In the long words of their language, as people write them where they live.
import type { Reading } from '#core/language';
import { type Day, dayOf, type Instant, type TimeZone } from '#core/time';

/** Where a reader does not say where they live, days look as they do in the emails of the shop, if these are in that language. */
export function localeOfDays({ language, region }: Reading, shopLocale: string): string {
  if (region !== undefined) return `${language}-${region}`;
  return shopLocale.startsWith(`${language}-`) ? shopLocale : language;
}

/** `July 1, 2026`, `1 July 2026`, `1. Juli 2026`, `1 juillet 2026`, `1 de julio de 2026`, with no-break spaces. */
export function dayText(day: Day, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  // A day that breaks over two lines is hard to read.
  return format.format(Date.parse(`${day}T00:00:00.000Z`)).replaceAll(' ', '\u00a0');
}

/** The day on which an instant falls in the shop's calendar. */
export function dayTextAt(instant: Instant, zone: TimeZone, locale: string): string {
  return dayText(dayOf(instant, zone), locale);
}
