// Which no does a rejected row of customers say? It is obeyed also when the rest of the row cannot be used.
import { mentionsConsent } from '#adapters/files/column-names';
import { AGAINST_WRITING } from '#adapters/files/columns';
import { nosIn, saidOn } from '#adapters/files/consent-words';
import type { Cells } from '#adapters/files/preset';
import { type Profile, ProfileSchema } from '#core/history';
import { CustomerIdSchema } from '#core/ids';

/** `refusal`: a profile that says no and nothing else. `lost`: why a no, or what may be one, is not in it. */
export type Refused = { readonly refusal?: Profile; readonly lost?: string };

const MAY_BE_LOST: Refused = { lost: 'it may say no, and that was not recorded' };
/** A cell of a row whose cells cannot be told apart: it may be a consent, or something else. */
const A_NO = /(?:^|[",;:\t])\s*(?:no?|false|0)\s*(?:$|[",;}\t])/im;

/**
 * What a row says against being written to of which nobody can tell which cell is which. `columns`: those of the file if they
 * are ours; in a consent column of ours a no is written as no, in all others it may be any word.
 */
export function refusedUnread(text: string, columns: readonly string[] | undefined): Refused {
  const onlyConsents = columns?.every((name) => !AGAINST_WRITING.includes(name)) ?? false;
  // Several lines in one may be several rows.
  const isOneLine = text !== '' && !text.includes('\n');
  if (isOneLine && onlyConsents && !A_NO.test(text.replaceAll('\0', ''))) return {};
  return MAY_BE_LOST;
}

/** The same of a line of JSON, which names its columns itself, and may be cut off before any of them. */
export function refusedUnreadJson(text: string, hasConsents: boolean): Refused {
  return text === '' || hasConsents || A_NO.test(text) || mentionsConsent(text) ? MAY_BE_LOST : {};
}

/** What a row says against being written to whose cells are known, but which is rejected for another reason. */
export function refusedIn(cells: Cells, source: string): Refused {
  const nos = nosIn(cells);
  const saysNo = Object.keys(nos).length > 0;
  const unclear = (['email', 'sms'] as const).flatMap((channel) => saidOn(channel, cells).unclear);
  const customerId = CustomerIdSchema.safeParse(cells.customer_id);
  if (!customerId.success)
    return saysNo || unclear.length > 0 ? { lost: 'the no was not recorded, as nobody can tell whose it is' } : {};
  const named = ProfileSchema.shape.consentSource.safeParse(cells.consent_source ?? source);
  const consentSource = named.success ? named.data : source;
  return {
    ...(saysNo ? { refusal: { customerId: customerId.data, consentSource, fields: {}, ...nos } } : {}),
    ...(unclear.length > 0 ? { lost: `if ${unclear.join(' or ')} means no, that was not recorded` } : {}),
  };
}
