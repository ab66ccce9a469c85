// How is a day written for customers? In the long words of their language.
import type { Language } from '#core/language';
import { type Day, dayOf, type Instant, type TimeZone } from '#core/time';

/** `1 July 2026`, `1. Juli 2026`, `1 juillet 2026`, `1 de julio de 2026`, with no-break spaces. */
export function dayText(day: Day, language: Language): string {
  // English without a country would put the month first, which half of its readers take for something else.
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  // A day that breaks over two lines is hard to read.
  return format.format(Date.parse(`${day}T00:00:00.000Z`)).replaceAll(' ', '\u00a0');
}

/** The day on which an instant falls in the shop's calendar. */
export function dayTextAt(instant: Instant, zone: TimeZone, language: Language): string {
  return dayText(dayOf(instant, zone), language);
}
