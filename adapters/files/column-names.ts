// Which of our columns does a name in a header mean, and which names would be taken for something harmless?
import { AGAINST_WRITING } from '#adapters/files/columns';
import { nearest } from '#core/nearest';

/** One column of a file: its name as the file writes it, and as we take it. */
export type Column = { readonly written: string; readonly taken: string };

/** A slip of the fingers is one letter, in a long name two: `first_date` is no slip of `first_name`. */
const LONG_NAME = 10;
/** No name of ours is nearly so long, and messages are to be read. */
const MOST_NAME = 100;
/** Columns in which yes means no: taken for a profile field, they would let messages go on. */
const AGAINST =
  /unsubscri|opt(?:ed|ing)?out|(?:donot|dont|^no)(?:contact|e?mail|sms|text|call|marketing)|suppress|blocklist|blacklist|^dn[cd]$/;
/** Columns that speak of consent in words that are not ours. */
const CONSENT =
  /consent|opt(?:ed|ing)?in(?:$|date|at|time|source)|accepts?(?:e?mail|sms|text|whatsapp)?marketing|^(?:is)?subscribed|permission|newsletter/;

/** Our name for a column whose name differs from it in case, blanks and hyphens only; any other name as it is. */
export function spelledAsOurs(written: string, ours: readonly string[]): string {
  return written.length > MOST_NAME ? written : (byLetters(ours).get(lettersOf(written)) ?? written);
}

/** A name as messages tell it. */
export function shortened(name: string): string {
  return name.length > MOST_NAME ? `${name.slice(0, MOST_NAME)}…` : name;
}

/** Does a name speak of who may be written to? */
export function speaksOfConsent(written: string): boolean {
  const letters = lettersOf(written);
  return AGAINST.test(letters) || CONSENT.test(letters);
}

/** Does a text that nobody can read as names and values speak of it anywhere? */
export function mentionsConsent(text: string): boolean {
  return text.split(/[^\p{L}\p{N}\s_'-]+/u).some(speaksOfConsent);
}

/**
 * What is wrong with a column that says who may be written to in words that nothing here would obey, or in one that is nearly
 * ours; `near`: names that must not be slips of ours.
 */
export function unheard(
  { written, taken }: Column,
  ours: readonly string[],
  near: readonly string[],
): string | undefined {
  const letters = lettersOf(written);
  const called = shortened(written);
  if (AGAINST.test(letters) && !AGAINST_WRITING.includes(taken))
    return `the column "${called}" says who must not be written to, and nothing here would obey it; call it email_opt_out or sms_opt_out (--columns 'email_opt_out=${called}' does), or write no for them into email_consent or sms_consent and leave this column out`;
  if (ours.includes(taken)) return undefined;
  const slip = misspelt(written, near);
  if (slip !== undefined || !CONSENT.test(letters)) return slip;
  return `the column "${called}" speaks of consent, and nothing here would obey it; call it email_consent or sms_consent (--columns 'email_consent=${called}' does), or leave it out`;
}

/** What is wrong with a name that is nearly one of ours. */
export function misspelt(written: string, ours: readonly string[]): string | undefined {
  if (written.length > MOST_NAME) return undefined;
  const letters = lettersOf(written);
  const slips = letters.length < LONG_NAME ? 1 : 2;
  const names = byLetters(ours);
  const near = nearest(
    letters,
    [...names.keys()].filter((name) => mayBeNear(letters, name, slips)),
    slips,
  );
  const meant = near === undefined ? undefined : names.get(near);
  if (meant === undefined) return undefined;
  return `unknown column "${written}"; did you mean "${meant}"? Rename it; a field of your own needs a name less like ours`;
}

/** A slip changes two letters at most, counted without their order; most names are told apart by this, at a tenth of the cost. */
function mayBeNear(one: string, other: string, slips: number): boolean {
  if (Math.abs(one.length - other.length) > slips) return false;
  let strange = 0;
  let left = other;
  for (const letter of one) {
    const at = left.indexOf(letter);
    if (at === -1) strange += 1;
    else left = left.slice(0, at) + left.slice(at + 1);
    if (strange > slips) return false;
  }
  return true;
}

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** The first name with these letters, of a list that does not change. */
function byLetters(names: readonly string[]): ReadonlyMap<string, string> {
  const found = indexes.get(names);
  if (found !== undefined) return found;
  const short = names.filter(({ length }) => length <= MOST_NAME);
  const index = new Map(short.map((name) => [lettersOf(name), name] as const).reverse());
  indexes.set(names, index);
  return index;
}

const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/** `E-Mail Consent` and `email_consent` are the same letters. Each line of JSON asks it of the same few names again. */
function lettersOf(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const letters = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  if (name.length > MOST_NAME) return letters;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, letters);
  return letters;
}
