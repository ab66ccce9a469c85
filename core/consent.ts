// The proof of every yes and every no: appended, never changed, the latest counts.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { CHANNELS, ChannelSchema } from '#core/channel';
import type { ContactWord } from '#core/contact';
import type { Customer } from '#core/customer';
import { type CustomerId, CustomerIdSchema, TopicNameSchema } from '#core/ids';
import { type Response, type Said, saysNo, saysYes } from '#core/response';
import { type Instant, InstantSchema } from '#core/time';

/** Of the digest of a wording, enough to tell the texts of one shop apart. */
const WORDING_BYTES = 8;
/** How the proof of a response begins. */
const RESPONSE = 'response ';

/** What a consent is for: everything that is no service message, or one topic of it. */
export const PurposeSchema = z.union([z.literal('marketing'), z.templateLiteral(['topic:', TopicNameSchema])]);
export type Purpose = z.infer<typeof PurposeSchema>;

/**
 * One yes or no, with what proves it (GDPR Art. 7(1); 47 CFR 64.1200(f)(9)). `proof` names the response, the file or the
 * request that brought it; `recordedAt` is when we learned of it.
 */
export const ConsentRecordSchema = z.object({
  customerId: CustomerIdSchema,
  /** A topic holds for every channel, and has none. */
  channel: ChannelSchema.exactOptional(),
  purpose: PurposeSchema,
  state: z.enum(['granted', 'withdrawn']),
  at: InstantSchema,
  /** A file brought it without its time: it was said at `at`, when the file was imported, or before. */
  undated: z.literal(true).exactOptional(),
  source: z.string().min(1).max(120),
  wording: z.string().max(500).exactOptional(),
  proof: z.string().min(1).max(220),
  recordedAt: InstantSchema,
});
export type ConsentRecord = z.infer<typeof ConsentRecordSchema>;

/**
 * What tells one record from another of the same customer: the same word from the same source is one, and of a file, which
 * may tell the words later, to the same words. Sorts by time.
 */
export function consentKey({ at, channel, purpose, state, proof, wording }: ConsentRecord): string {
  const isOfFile = !proof.startsWith(RESPONSE);
  const words =
    wording === undefined || !isOfFile ? [] : [bytesToHex(sha256(utf8ToBytes(wording)).slice(0, WORDING_BYTES))];
  return [at, channel ?? 'all', purpose, state, proof, ...words].join('#');
}

/** Where a yes or a no came from, in the words that a row keeps. */
function sourceOf(said: Said): string {
  if ('source' in said) return said.source;
  return 'channel' in said ? `reply by ${said.channel}` : 'reply';
}

/**
 * What a response says about writing to the contact that it came from; undefined when it says nothing of that, or when, as
 * with a soft bounce, only the row can tell. The row and the contact both obey it.
 */
export function wordOf(said: Said): ContactWord | undefined {
  const { at } = said;
  if (said.kind === 'complained') return { suppression: { because: 'complaint', at } };
  if (said.kind === 'bounced') return said.permanent ? { suppression: { because: 'hard bounce', at } } : undefined;
  if (saysNo(said)) return { consent: { state: 'withdrawn', at, source: sourceOf(said) } };
  return saysYes(said) ? { consent: { state: 'granted', at, source: sourceOf(said), own: true } } : undefined;
}

/** What a response proves: a yes or a no by the customer's own hand. Bounces and complaints are no words of theirs. */
export function consentRecordsOf(response: Response, recordedAt: Instant): readonly ConsentRecord[] {
  const { customerId, responseId, at } = response;
  const about = { customerId, at, source: sourceOf(response), proof: `${RESPONSE}${responseId}`, recordedAt };
  switch (response.kind) {
    case 'unsubscribed':
      return [{ ...about, channel: response.channel, purpose: 'marketing', state: 'withdrawn' }];
    case 'consented': {
      const { channel, wording } = response;
      const said = wording === undefined ? {} : { wording };
      return [{ ...about, channel, purpose: 'marketing', state: 'granted', ...said }];
    }
    case 'replied': {
      const { channel, meaning } = response;
      if (meaning !== 'stop' && meaning !== 'start') return [];
      return [{ ...about, channel, purpose: 'marketing', state: meaning === 'stop' ? 'withdrawn' : 'granted' }];
    }
    case 'chose':
      return [{ ...about, purpose: `topic:${response.topic}`, state: response.wants ? 'granted' : 'withdrawn' }];
    default:
      return [];
  }
}

/** What proves a consent that has changed in a row otherwise than by a response: `proofOf` says it of its source. */
export function consentRecordsOfChange(
  before: Customer,
  after: Customer,
  proofOf: (source: string) => string,
  recordedAt: Instant,
): readonly ConsentRecord[] {
  return CHANNELS.flatMap((channel) => {
    const consent = after.consent[channel];
    if (consent === undefined || consent === before.consent[channel]) return [];
    const { state, at, undated, source, wording } = consent;
    const about = { customerId: after.customerId, channel, purpose: 'marketing', state, at, source } as const;
    const known = { ...(undated && { undated }), ...(wording === undefined ? {} : { wording }) };
    return [{ ...about, ...known, proof: proofOf(source), recordedAt }];
  });
}

export interface Consents {
  /** Appends records; the same record twice is one, and none is ever changed. */
  append(records: readonly ConsentRecord[]): Promise<void>;
  /** All records of a customer, oldest first. */
  ofCustomer(customerId: CustomerId): Promise<readonly ConsentRecord[]>;
  erase(customerId: CustomerId): Promise<number>;
}
