// On which of the newest days did something happen? A bounded set of calendar days in one short text, as a row is paid by the byte.
import { type Day, dayNumberOf, dayOfNumber } from '#core/time';

/** A set remembers this many of its newest days. */
export const REMEMBERED_DAYS = 16;

/** Three letters of base 36 hold 46,656 days: 1970 to 2097. */
const LETTERS = 3;
const BASE = 36;
const MOST_NUMBER = BASE ** LETTERS - 1;

/** What such a text looks like: days in order, three letters each. */
export const DAY_SET = new RegExp(`^(?:[0-9a-z]{${LETTERS}}){0,${REMEMBERED_DAYS}}$`);

/** The days of a set, oldest first. */
export function daysIn(packed: string): readonly Day[] {
  return Array.from({ length: sizeOf(packed) }, (_, place) => dayOfNumber(numberAt(packed, place)));
}

/** How many days a set holds. */
export function sizeOf(packed: string): number {
  return packed.length / LETTERS;
}

/** Is this day in the set? `forgotten`: it is older than all that a full set remembers, so nobody can tell. */
export function holdsDay(packed: string, day: Day): 'yes' | 'no' | 'forgotten' {
  const word = wordOf(day);
  for (let place = 0; place < packed.length; place += LETTERS) {
    if (packed.slice(place, place + LETTERS) === word) return 'yes';
  }
  return packed.length === LETTERS * REMEMBERED_DAYS && word < packed.slice(0, LETTERS) ? 'forgotten' : 'no';
}

/** The set with one more day; the oldest is forgotten when there is no room. Adding in any order gives the same text. */
export function withDay(packed: string, day: Day): string {
  if (holdsDay(packed, day) !== 'no') return packed;
  const word = wordOf(day);
  let place = packed.length;
  while (place > 0 && packed.slice(place - LETTERS, place) > word) place -= LETTERS;
  return `${packed.slice(0, place)}${word}${packed.slice(place)}`.slice(-LETTERS * REMEMBERED_DAYS);
}

function numberAt(packed: string, place: number): number {
  return Number.parseInt(packed.slice(place * LETTERS, (place + 1) * LETTERS), BASE);
}

/** Text of one length sorts as its numbers do. Days outside of what three letters hold are the nearest that they do. */
function wordOf(day: Day): string {
  const number = Math.min(Math.max(dayNumberOf(day), 0), MOST_NUMBER);
  return number.toString(BASE).padStart(LETTERS, '0');
}
