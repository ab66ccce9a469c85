// Which of our columns does a name in a header mean, and which names would be taken for something harmless?
import { BadInput } from '#core/errors';
import { nearest } from '#workflows/problems';

/** One column of a file: its name as the file writes it, and as we take it. */
export type Column = { readonly written: string; readonly taken: string };

/** A slip of the fingers is one letter, in a long name two: `first_date` is no slip of `first_name`. */
const LONG_NAME = 10;
/** Columns in which yes means no: taken for a profile field, they would let messages go on. */
const AGAINST =
  /unsubscri|opt(?:ed|ing)?out|(?:donot|dont|^no)(?:contact|e?mail|sms|text|call|marketing)|suppress|blocklist|blacklist|^dn[cd]$/;
/** Columns that speak of consent in words that are not ours. */
const CONSENT =
  /consent|opt(?:ed|ing)?in(?:$|date|at|time|source)|accepts?(?:e?mail|sms|text)?marketing|^(?:is)?subscribed|permission/;

/** Our name for a column whose name differs from it in case, blanks and hyphens only; any other name as it is. */
export function spelledAsOurs(written: string, ours: readonly string[]): string {
  return ours.find((name) => lettersOf(name) === lettersOf(written)) ?? written;
}

/**
 * Throws BadInput, naming each of them, when a header has columns that would become profile fields while their names say
 * that they are more: nearly one of ours, or about who may be written to.
 */
export function mustBeUnderstood(file: string, columns: readonly Column[], ours: readonly string[]): void {
  const problems = columns.flatMap((column) => problemOf(column, ours) ?? []);
  if (problems.length > 0) throw new BadInput(problems.map((problem) => `${file}:1: ${problem}`).join('\n'));
}

function problemOf({ written, taken }: Column, ours: readonly string[]): string | undefined {
  const letters = lettersOf(written);
  if (AGAINST.test(letters))
    return `the column "${written}" says who must not be written to, and nothing here would obey it; write no for them into email_consent or sms_consent, and leave this column out`;
  if (ours.includes(taken)) return undefined;
  const slips = letters.length < LONG_NAME ? 1 : 2;
  const near = nearest(letters, ours.map(lettersOf), slips);
  const meant = ours.find((name) => lettersOf(name) === near);
  if (meant !== undefined)
    return `unknown column "${written}"; did you mean "${meant}"? Rename it; a field of your own needs a name less like ours`;
  if (!CONSENT.test(letters)) return undefined;
  return `the column "${written}" speaks of consent, and nothing here would obey it; call it email_consent or sms_consent (--columns 'email_consent=${written}' does), or leave it out`;
}

/** `E-Mail Consent` and `email_consent` are the same letters. */
function lettersOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
