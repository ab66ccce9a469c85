// What people may write behind an option; anything else is told with the option's name.
import { InvalidArgumentError } from 'commander';
import type * as z from 'zod';
import { BadInput } from '#core/errors';
import { type Day, DaySchema, WholeDaysSchema } from '#core/time';

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

/** A date such as 1998-07-01. */
export function day(text: string): Day {
  const parsed = DaySchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Expected a date like 1998-07-01.');
}

/** A length of silence in whole days, at least one: `90 days`, `1 year`. */
export function wholeDays(text: string): number {
  const parsed = WholeDaysSchema.safeParse(text);
  if (parsed.success && parsed.data >= 1) return parsed.data;
  throw new InvalidArgumentError(`${parsed.error?.issues[0]?.message ?? 'at least 1 day; write it like 90 days'}.`);
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Expected ${words.join(' or ')}.`);
  };
}

/** Without the words themselves: what is no id may be an address. */
export function notAnId({ issues }: z.ZodError): BadInput {
  return new BadInput(`this is no customer id: ${issues[0]?.message}`);
}
