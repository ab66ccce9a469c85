// How long silent before we try, and after which we no longer try.
import * as z from 'zod';
import { ActivityKindSchema, type Customer, lastActivityDay } from '#core/customer';
import { type Day, daysBetween, WholeDaysSchema } from '#core/time';

/** `{ after: 90 days, until: 1 year, by: [order, visit] }`; days of silence, `after` included, `until` excluded. */
export const DormancyWindowSchema = z
  .strictObject({
    after: WholeDaysSchema,
    until: WholeDaysSchema,
    by: z.array(ActivityKindSchema).min(1).default(['order']),
  })
  .refine(({ after }) => after >= 1, {
    path: ['after'],
    error: 'a customer is silent for at least 1 day before they are dormant',
  })
  .refine(({ after, until }) => after < until, { path: ['until'], error: 'until must be longer than after' });
export type DormancyWindow = z.infer<typeof DormancyWindowSchema>;

/** The verdict on one customer on one day, with the facts that it rests on. `episode` is the day of the last sign of life. */
export type Dormancy =
  | { readonly status: 'dormant'; readonly episode: Day; readonly silentDays: number }
  | { readonly status: 'active' | 'tooLong'; readonly episode: Day; readonly silentDays: number }
  | { readonly status: 'neverActive' };

/** Is this customer dormant on this day (of the shop's time zone)? Whole calendar days since the last activity decide. */
export function dormancyOf(customer: Customer, window: DormancyWindow, today: Day): Dormancy {
  const episode = lastActivityDay(customer, window.by);
  if (episode === undefined) return { status: 'neverActive' };
  const silentDays = daysBetween(episode, today);
  if (silentDays < window.after) return { status: 'active', episode, silentDays };
  if (silentDays >= window.until) return { status: 'tooLong', episode, silentDays };
  return { status: 'dormant', episode, silentDays };
}

/** The verdict in words: "last order 94 days ago, window 90 to 365 days". */
export function dormancyText(dormancy: Dormancy, window: DormancyWindow): string {
  const signs = window.by.join(' or ');
  if (dormancy.status === 'neverActive') return `no ${signs} yet`;
  return `last ${signs} ${dormancy.silentDays} days ago, window ${window.after} to ${window.until} days`;
}
