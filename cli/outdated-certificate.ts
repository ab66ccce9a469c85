// What is left in writing when customers were erased because the shop had kept them for long enough.
import type { ContactKey } from '#core/contact';
import type { Erased } from '#core/flow/forget';
import type { Day, Instant } from '#core/time';
import { erasedText, type Remainder, remainderOf, remainderText, sealOf } from './certificate.ts';
import { countedText } from './terminal.ts';

/** `customers`: the keyed hash of each id. */
type Facts = {
  readonly at: Instant;
  readonly stage: string | undefined;
  readonly silentSince: Day;
  readonly customers: readonly ContactKey[];
  readonly erased: Erased & { readonly messages: number };
};
export type OutdatedCertificate = ReturnType<typeof sealOf> &
  Pick<Facts, 'silentSince' | 'customers' | 'erased'> &
  Remainder & { readonly kept: { readonly why: string } };

const WHY =
  'keyed hashes of contacts that somebody had said no for, or that cannot be reached: so that nobody writes to them again (GDPR Art. 17(3)(b) and 21(3)); there is none where nobody had';

/** Of those of whom nothing had been heard after a day. */
export function outdatedCertificateOf(facts: Facts): OutdatedCertificate {
  const { at, stage, silentSince, customers, erased } = facts;
  return {
    ...sealOf({ at, stage }, idOfOutdated(at)),
    ...{ silentSince, customers, erased },
    kept: { why: WHY },
    ...remainderOf(stage),
  };
}

/** What such a certificate is called, and the file that it goes to unless told. */
export function idOfOutdated(at: Instant): string {
  return `forgotten-${at.slice(0, 10)}-outdated`;
}

/** The same for whoever typed the command. */
export function outdatedText(
  certificate: OutdatedCertificate,
  { called, file }: { readonly called: string; readonly file: string | undefined },
): string {
  const { customers, erased, silentSince } = certificate;
  return [
    `${countedText(customers.length, 'customer')} of whom nothing was heard after ${silentSince} are forgotten in ${called}: their rows,\n${erasedText(erased)}.`,
    'Kept: what had been said against writing to an address or a number, by keyed hash, and nothing else. Whoever\ncomes with a later file is a customer again.',
    '',
    remainderText(certificate, file),
  ].join('\n');
}
