// How much money does a cell name? The decimal mark is stated: 1,234 is another sum with a point than with a comma.
import { centsOf, MOST_ORDER_CENTS } from '#core/money';

/** `reason`: why the cell names no amount; the cell itself is not repeated, as a shifted one may be anything. */
export type Amount = { readonly cents: number } | { readonly reason: string };

/** Marks between the thousands that no country uses as its decimal mark: blanks of every width, apostrophes. */
const GROUPING = "[\\s\\u00A0\\u202F'\\u2019]";
const MARKS = {
  point: { decimal: '\\.', group: `(?:,|${GROUPING})`, other: 'comma', example: '19.95' },
  comma: { decimal: ',', group: `(?:\\.|${GROUPING})`, other: 'point', example: '19,95' },
} as const;
/** Zeros after the second decimal say nothing. */
const shapeOf = ({ decimal, group }: { readonly decimal: string; readonly group: string }) =>
  new RegExp(`^(\\d{1,12}|\\d{1,3}(?:${group}\\d{3}){1,3})(?:${decimal}(\\d{1,2})0*)?$`);
const SHAPES = { point: shapeOf(MARKS.point), comma: shapeOf(MARKS.comma) } as const;

/** Reads the amounts of a file in the shop's currency. */
export function createAmounts(decimal: 'point' | 'comma', currency: string): (written: string) => Amount {
  const signs = [currency, signOf(currency)];
  return (written) => {
    const plain = decimal === 'point' ? centsOf(written) : undefined;
    if (plain !== undefined) return likely(plain);
    const bare = withoutSign(written.trim(), signs);
    const cents = centsIn(bare, SHAPES[decimal]);
    return cents === undefined ? { reason: complaintOf(bare, decimal, currency) } : likely(cents);
  };
}

function likely(cents: number): Amount {
  if (cents <= MOST_ORDER_CENTS) return { cents };
  return { reason: `more than ${MOST_ORDER_CENTS / 100} cannot be right; write what was paid, or leave the row out` };
}

function centsIn(bare: string, shape: RegExp): number | undefined {
  const [, whole, fraction = ''] = shape.exec(bare) ?? [];
  return whole === undefined ? undefined : centsOf(`${whole.replace(/\D/g, '')}.${fraction.padEnd(2, '0')}`);
}

/** `$`, `€`, `zł`: what people of the country write for their money. */
function signOf(currency: string): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return parts.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

function withoutSign(written: string, signs: readonly string[]): string {
  for (const sign of signs) {
    if (written.startsWith(sign)) return written.slice(sign.length).trim();
    if (written.endsWith(sign)) return written.slice(0, -sign.length).trim();
  }
  return written;
}

function complaintOf(bare: string, decimal: 'point' | 'comma', currency: string): string {
  const { example, other } = MARKS[decimal];
  if (/^(?:-.*|\(.*\)|.*-)$/.test(bare) && /\d/.test(bare))
    return 'a negative amount is a refund and no order; leave the row out';
  if (/\p{Sc}|^[A-Z]{3}\s?\d|\d\s?[A-Z]{3}$/u.test(bare)) return `not an amount in ${currency}`;
  const plain = `not an amount of money; write it like 20 or ${example}`;
  return centsIn(bare, SHAPES[other]) === undefined
    ? plain
    : `${plain}, or say --decimal ${other} if the whole file writes it so`;
}
