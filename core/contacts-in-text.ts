// Does a text that somebody wrote somewhere name an address or a phone number? No story and no example repeats one.

/** Characters before an @ and after it (RFC 5321 §4.5.3.1); looked for from the beginning of a word, so that all is read once. */
const LOCAL = '(?<!\\S)[^\\s@]{1,64}';
const DOMAIN = '[^\\s@]{1,255}';
/** As written, with the blanks that phones put around an @, in the words of people who hide it, and whatever else has an @. */
const ADDRESS = new RegExp(
  [
    `${LOCAL}\\s?@\\s?${DOMAIN}\\.\\S+`,
    `${LOCAL}\\s?[([{]at[)\\]}]\\s?${DOMAIN}(?:\\s?[([{]?(?:dot|punkt)[)\\]}]?\\s?\\S+|\\S*)`,
    `${LOCAL}\\sat\\s${DOMAIN}\\s(?:dot|punkt)\\s\\S+`,
    '(?<!\\S)(?:\\S+@\\S*|@\\S+)',
  ].join('|'),
  'giu',
);

const MONTH_OR_DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const YEAR = '(?:19|20)\\d\\d';
const ORDERS = [
  [YEAR, MONTH_OR_DAY, MONTH_OR_DAY],
  [MONTH_OR_DAY, MONTH_OR_DAY, YEAR],
].map((parts) => parts.join('[-./]'));
/** A whole date that no more digits are joined to. */
const DATE = `(?<!\\p{Nd}[-./]?)(?:${ORDERS.join('|')})(?![-./]?\\p{Nd})`;

const DIGIT = `(?!${DATE})\\p{Nd}`;
const NEXT = `[\\s()./|*\\-\\u2010-\\u2015\\u2212_·•]{0,3}${DIGIT}`;
/** Four digits after a plus, or seven of them; the bracket before the first of them goes along where it is closed among them. */
const NUMBER = `(?:\\((?=\\+?\\p{Nd}[\\p{Nd}\\s]{0,5}\\)))?(?:\\+\\(?${DIGIT}(?:${NEXT}){3}|${DIGIT}(?:${NEXT}){6})(?:${NEXT})*`;
const DATE_OR_NUMBER = new RegExp(`(${DATE})|${NUMBER}`, 'gu');

/**
 * The text with words in the place of what looks like an address or a number of a person: four digits after a plus, or seven
 * and more, written together or with up to three blanks, hyphens, dots, slashes or brackets between two of them.
 *
 * A whole date stays (`2026-11-22`, `22.11.2026`, `11/22/2026`), and so do the digits that a comma divides (`1,234.50`). What else
 * has seven digits goes, be it an order's id or a span of years: better that lost than a number told.
 */
export function withoutContacts(text: string): string {
  // Full-width letters and digits are letters and digits, and what cannot be seen divides nothing.
  const plain = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const told = plain
    .replace(ADDRESS, 'an address')
    .replace(DATE_OR_NUMBER, (_found, date?: string) => date ?? 'a number');
  return told === plain ? text : told;
}

/** Is there anything in the text that looks like one? */
export function namesContact(text: string): boolean {
  return withoutContacts(text) !== text;
}
