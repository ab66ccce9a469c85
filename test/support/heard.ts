// Everything that may be heard of a customer while a journey runs: every kind of response, by id or by contact.
import fc from 'fast-check';
import { AWAY_REASONS } from '#core/away';
import { CHANNELS, type Channel } from '#core/channel';
import { type Contacts, contactFor } from '#core/contact';
import type { Customer } from '#core/customer';
import type { Heard } from '#core/heard';
import type { EnrollmentKey } from '#core/ports';
import { REPLY_MEANINGS } from '#core/reply-kind';
import { type ResponseKind, ResponseSchema, type Said } from '#core/response';
import { aCustomer } from './builders.ts';
import type { Interleaved } from './interleaving.ts';

const channel = fc.constantFrom(...CHANNELS);
const OCTOBER = '2026-10-01T04:00:00.000Z';

/** By its kind, what a response says beside whose it is and when. The type asks for every kind that there is. */
const FIELDS: Readonly<Record<ResponseKind, fc.Arbitrary<object>>> = {
  order: fc.record({ cents: fc.constant(4_200) }),
  visit: fc.constant({}),
  activity: fc.record({ activity: fc.constantFrom('login', 'renewal') }),
  clicked: fc.record({ channel, automated: fc.boolean(), link: fc.constantFrom('a', 'b', 'c') }),
  sent: fc.record({ channel: fc.constant('email'), providerId: fc.constant('told') }),
  delivered: fc.record({ channel, providerId: fc.constant('told') }),
  opened: fc.record({ channel }),
  failed: fc.record({ channel }),
  bounced: fc.record({ channel, permanent: fc.boolean() }),
  complained: fc.record({ channel }),
  unsubscribed: fc.record({ channel, source: fc.constant('one-click') }),
  consented: fc.record({ channel, source: fc.constant('preference page') }),
  replied: fc.record({ channel: fc.constant('sms'), meaning: fc.constantFrom(...REPLY_MEANINGS) }),
  chose: fc.record({ topic: fc.constant('offers'), wants: fc.boolean(), source: fc.constant('preference page') }),
  paused: fc.oneof(fc.constant({}), fc.record({ until: fc.constantFrom(OCTOBER, '2026-07-08T04:00:00.000Z') })),
  answered: fc.record({ away: fc.constantFrom(...AWAY_REASONS), words: fc.constant('too dear') }),
};

/** What is said, of which touch, and whether only the contact is known. */
export const spoken = fc
  // Object.keys forgets the kinds.
  .constantFrom(...(Object.keys(FIELDS) as ResponseKind[]))
  .chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      fields: FIELDS[kind],
      touch: fc.constantFrom('miss-you', 'nudge', 'last-offer'),
      byContact: fc.boolean(),
    }),
  );
type Spoken = typeof spoken extends fc.Arbitrary<infer Value> ? Value : never;

/** The same as it lies on the queue now; what a provider tells of a message can be told only once that has left. */
export function heardOf(
  { kind, fields, touch, byContact }: Spoken,
  responseId: string,
  { customerId, enrollmentId }: EnrollmentKey,
  { timeline, left, stores }: Interleaved,
): Heard {
  const hasLeft = left.some(
    ({ outgoing, answer }) => outgoing.touchId === touch && answer !== 'refused' && answer !== 'throttled',
  );
  const isTooEarly = (kind === 'sent' || kind === 'delivered') && !hasLeft;
  const about = { responseId, customerId, at: timeline.now(), enrollmentId, touchId: touch };
  const response = ResponseSchema.parse({ ...about, ...(isTooEarly ? { kind: 'visit' } : { kind, ...fields }) });
  if (!byContact || !('channel' in response)) return response;
  const { customerId: _whose, enrollmentId: _which, touchId: _of, ...said } = response;
  const contact = contactFor(aCustomer(), response.channel);
  if (contact === undefined) return response;
  // The union without some of its fields is the union of its members without them.
  return { contact: stores.contacts.keyOf(contact), said: said as Said };
}

/** Notes whose the contacts of a customer are: theirs, and those of another row of the same household. */
export async function shareContacts(contacts: Contacts, ...customers: readonly Customer[]) {
  for (const row of customers) {
    for (const one of CHANNELS) await link(contacts, row, one);
  }
}

async function link(contacts: Contacts, row: Customer, by: Channel): Promise<void> {
  const contact = contactFor(row, by);
  if (contact !== undefined) await contacts.link(contacts.keyOf(contact), row.customerId);
}
