// Does a text that somebody wrote somewhere name an address or a phone number? No story and no example repeats one.

/** Looked for from the beginning of a word only: a long word without an @ is read once. */
const ADDRESS = /(?<!\S)\S*@\S*/g;

const MONTH_OR_DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const YEAR = '(?:19|20)\\d\\d';
const ORDERS = [
  [YEAR, MONTH_OR_DAY, MONTH_OR_DAY],
  [MONTH_OR_DAY, MONTH_OR_DAY, YEAR],
].map((parts) => parts.join('[-./]'));
/** A whole date that no more digits are joined to. */
const DATE = `(?<!\\d[-./]?)(?:${ORDERS.join('|')})(?![-./]?\\d)`;

const DIGIT = `(?!${DATE})\\d`;
const NEXT = `[\\s()./\\-\\u2010-\\u2015]{0,3}${DIGIT}`;
/** Digits after a plus, or seven of them; the bracket before the first of them goes along where it is closed among them. */
const NUMBER = `(?:\\((?=\\+?\\d[\\d\\s]{0,5}\\)))?(?:\\+\\(?${DIGIT}|${DIGIT}(?:${NEXT}){6})(?:${NEXT})*`;
const DATE_OR_NUMBER = new RegExp(`(${DATE})|${NUMBER}`, 'g');

/**
 * The text with words in the place of what looks like an address or a number of a person: digits after a plus, or seven and
 * more, written together or with up to three blanks, hyphens, dots, slashes or brackets between two of them.
 *
 * A whole date stays (`2026-11-22`, `22.11.2026`, `11/22/2026`), and so do the digits that a comma divides (`1,234.50`). What else
 * has seven digits goes, be it an order's id or a span of years: better that lost than a number told.
 */
export function withoutContacts(text: string): string {
  return text.replace(ADDRESS, 'an address').replace(DATE_OR_NUMBER, (_found, date?: string) => date ?? 'a number');
}

/** Is there anything in the text that looks like one? */
export function namesContact(text: string): boolean {
  return withoutContacts(text) !== text;
}
