// What is left in writing when customers were erased because the shop had kept them for long enough.
import type { ContactKey } from '#core/contact';
import type { Day, Instant } from '#core/time';
import { type ErasedHere, erasedText, headingOf, type Remainder, remainderOf, remainderText } from './certificate.ts';
import { countedText } from './terminal.ts';

/** `silentSince`: nothing was heard of them after this day. `customers`: the keyed hash of each id. `counted`: enrollments. */
type Facts = {
  readonly at: Instant;
  readonly stage: string | undefined;
  readonly silentSince: Day;
  readonly customers: readonly ContactKey[];
  readonly erased: ErasedHere;
  readonly counted: number;
};
export type OutdatedCertificate = ReturnType<typeof headingOf> &
  Pick<Facts, 'silentSince' | 'customers' | 'erased'> &
  Remainder & { readonly why: string; readonly kept: { readonly namelessEnrollments: number; readonly why: string } };

const FORMAT = 'winback erasure certificate, outdated customers';
const WHY = 'kept for as long as the shop needs them (keep customers in its shop.yaml; GDPR Art. 5(1)(e))';
const KEPT_WHY =
  'keyed hashes of contacts that somebody had said no for, or that cannot be reached: so that nobody writes to them again (GDPR Art. 17(3)(b) and 21(3)); enrollments without anything that leads to a person: so that reports go on counting them';

/** Of those of whom nothing had been heard after a day. */
export function outdatedCertificateOf(facts: Facts): OutdatedCertificate {
  const { at, stage, silentSince, customers, erased, counted } = facts;
  return {
    ...headingOf(FORMAT, { at, stage }, idOfOutdated(at)),
    why: WHY,
    silentSince,
    customers,
    erased,
    kept: { namelessEnrollments: counted, why: KEPT_WHY },
    ...remainderOf(stage, 'outdated'),
  };
}

/** What such a certificate is called, and the file that it goes to unless told: by the second, as there may be several a day. */
export function idOfOutdated(at: Instant): string {
  return `forgotten-${at.slice(0, 10)}-${at.slice(11, 19).replaceAll(':', '')}-outdated`;
}

/** The same for whoever typed the command. */
export function outdatedText(
  certificate: OutdatedCertificate,
  { called, file }: { readonly called: string; readonly file: string | undefined },
): string {
  const { customers, erased, kept, silentSince } = certificate;
  const whom = countedText(customers.length, 'customer');
  return [
    `Forgotten in ${called}: ${whom} of whom nothing was heard after ${silentSince}. With the rows went\n${erasedText(erased)}.`,
    `Kept: what had been said against writing to an address or a number, by keyed hash; ${countedText(kept.namelessEnrollments, 'enrollment')} for the\nreports, as nobody's. Whoever comes with a later file is a customer again.`,
    '',
    remainderText(certificate, file),
  ].join('\n');
}
