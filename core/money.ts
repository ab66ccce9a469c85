// Money is whole minor units (cents) of the shop's one currency; floating point never touches it.
import * as z from 'zod';

/** Minor units: 1299 is $12.99. */
export const CentsSchema = z.int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** In which currency is money counted, and in the words of which locale is it told? A shop has both. */
export type MoneyFormat = { readonly currency: string; readonly locale: string };

/** A single order of more than ten million is a mistake, and would spoil every sum that it is part of. */
export const MOST_ORDER_CENTS = 1_000_000_000;

/** An amount as people write it in a file, in major units with at most two decimals, answered in minor units. */
export const AmountSchema = z.union([z.number(), z.string()]).transform((written, context): number => {
  const cents = centsOf(String(written));
  if (cents !== undefined) return cents;
  context.addIssue({
    code: 'custom',
    message: `"${String(written)}" is not an amount of money; write it like 20 or 19.95`,
  });
  return z.NEVER;
});

/** The minor units of a decimal amount such as `12`, `12.5` or `12.50`; undefined when it is anything else. */
export function centsOf(text: string): number | undefined {
  const [, whole, fraction = ''] = /^\s*(\d{1,12})(?:\.(\d{1,2}))?\s*$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** An amount in the words of a locale, e.g. `$12.50`; whole amounts lose their zeros. */
export function moneyText(cents: number, { currency, locale }: MoneyFormat): string {
  return formatOf(currency, locale, cents % 100 === 0 ? 0 : 2).format(cents / 100);
}

/** The same of an amount in major units, of which no more than two decimals count. */
export function amountText(amount: number, format: MoneyFormat): string {
  return moneyText(Math.round(amount * 100), format);
}

// Making a formatter costs a hundred times more than using it.
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, locale: string, minimumFractionDigits: number): Intl.NumberFormat {
  const key = `${currency} ${locale} ${minimumFractionDigits}`;
  const known =
    formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits });
  formats.set(key, known);
  return known;
}
