// On which days and between which hours may messages leave, as marketers write it?
import * as z from 'zod';
import { type TimeOfDay, TimeOfDaySchema } from '#core/time';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WeekdaySchema = z.enum(WEEKDAYS);

/** `mon-sat`, `sat-mon` or a list `[mon, wed, fri]`, answered as ISO weekday numbers. */
const WeekdaysSchema = z
  .union([z.array(WeekdaySchema).min(1), z.string()])
  .transform((written, context): readonly number[] => {
    if (typeof written !== 'string') return [...new Set(written.map((day) => WEEKDAYS.indexOf(day) + 1))].sort();
    const [from, to = from, more] = written
      .split('-')
      .map((name) => WEEKDAYS.indexOf(name.trim().toLowerCase() as never));
    if (more === undefined && from !== undefined && from >= 0 && to !== undefined && to >= 0) {
      const length = ((to - from + 7) % 7) + 1;
      return Array.from({ length }, (_, step) => ((from + step) % 7) + 1).sort();
    }
    context.addIssue({ code: 'custom', message: `"${written}" are not weekdays; write mon-sat or [mon, wed, fri]` });
    return z.NEVER;
  });

const LEAST_WINDOW_MINUTES = 60;

const HoursSchema = z.string().transform((written, context): { from: TimeOfDay; to: TimeOfDay } => {
  const [from, to, more] = written.split('-').map((time) => TimeOfDaySchema.safeParse(time.trim()));
  if (
    more === undefined &&
    from?.success &&
    to?.success &&
    minutesOf(to.data) - minutesOf(from.data) >= LEAST_WINDOW_MINUTES
  ) {
    return { from: from.data, to: to.data };
  }
  context.addIssue({
    code: 'custom',
    message: `"${written}" is no send window; write "09:00-20:00", at least 1 hour, within one day`,
  });
  return z.NEVER;
});

/** When messages may leave, in the customer's own time zone: from inclusive, to exclusive, ISO weekdays. */
export const SendWindowSchema = z
  .strictObject({ between: HoursSchema, days: WeekdaysSchema.default([1, 2, 3, 4, 5, 6, 7]) })
  .transform(({ between, days }) => ({ ...between, days }));
export type SendWindow = z.infer<typeof SendWindowSchema>;

function minutesOf(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
