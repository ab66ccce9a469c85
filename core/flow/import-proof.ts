// What proves the yeses and noes of a file, before the row is written?
import { consentRecordsOfChange } from '#core/consent';
import type { Customer } from '#core/customer';
import type { Linked } from '#core/flow/contact-words';
import { type ContactServices, keepNews } from '#core/flow/keep-no';
import type { Instant } from '#core/time';

/** Of the name of a file, so much fits into a proof; its end tells it from others. */
const LONGEST_FILE = 200;

/** `filled` is what the file made of `start`, `next` what the words about its contacts made of that. */
export type Steps = Pick<Linked, 'stood'> & Readonly<Record<'start' | 'filled' | 'next', Customer>>;

/** Proves what changed, and says every no of the row to the contacts that it is about. May be done again. */
export async function proveImport(
  services: ContactServices,
  { start, filled, next, stood }: Steps,
  at: Instant,
  file: string | undefined,
): Promise<void> {
  const records = [
    ...consentRecordsOfChange(start, filled, (source) => `import ${file?.slice(-LONGEST_FILE) ?? source}`, at),
    ...consentRecordsOfChange(filled, next, () => 'a no kept from before', at),
  ];
  if (records.length > 0) await services.consents.append(records);
  await keepNews(services, start, filled, { proof: 'import of another customer with this contact', stood }, at);
}
