// Does this request come from somebody who knows our secret, and just now? The scheme of Standard Webhooks
// (standardwebhooks.com), for which shops find libraries in every language.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { BadDefinition } from '#core/errors';
import { epochOf, type Instant, SECOND_MS } from '#core/time';

/** How far a request may be from now, before or after: what the scheme's own libraries allow. */
const TOLERANCE_SECONDS = 300;
const SCHEME = 'v1,';
const SECRET_PREFIX = 'whsec_';
const UNIX_SECONDS = /^\d{1,12}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A request as it came in: header names in lower case, the body byte for byte. */
export type SignedRequest = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** `incomplete`: a header is missing. `stale`: too long ago or ahead, perhaps a replay. `noMatch`: nobody we know signed this. */
export type SignatureVerdict =
  | { readonly status: 'genuine' }
  | { readonly status: 'refused'; readonly because: 'incomplete' | 'stale' | 'noMatch' };

/**
 * Judges the headers webhook-id, webhook-timestamp and webhook-signature. One signature that fits one of the secrets is
 * enough: both sides can replace theirs without a gap. Secrets are base64, with or without `whsec_` before it; throws
 * BadDefinition when one is not.
 */
export function verifyStandardWebhook(
  { headers, body }: SignedRequest,
  { secrets, now }: { secrets: readonly string[]; now: Instant },
): SignatureVerdict {
  const keys = secrets.map(keyOf);
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !timestamp || !signatures) return { status: 'refused', because: 'incomplete' };
  if (!isRecent(timestamp, now)) return { status: 'refused', because: 'stale' };
  const given = signatures
    .split(' ')
    .filter((signature) => signature.startsWith(SCHEME))
    .map((signature) => Buffer.from(signature.slice(SCHEME.length), 'base64'));
  const expected = keys.map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest());
  const genuine = expected.some((one) => given.some((other) => isSame(one, other)));
  return genuine ? { status: 'genuine' } : { status: 'refused', because: 'noMatch' };
}

function isRecent(timestamp: string, now: Instant): boolean {
  const away = Math.abs(Math.floor(epochOf(now) / SECOND_MS) - Number(timestamp));
  return UNIX_SECONDS.test(timestamp) && away <= TOLERANCE_SECONDS;
}

/** Says nothing, by the time it takes, about how much of a guess was right. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Node skips what is no base64, other libraries do not: the two ends would sign with different keys. */
function keyOf(secret: string): Buffer {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
  if (BASE64.test(encoded)) return Buffer.from(encoded, 'base64');
  throw new BadDefinition(
    'a secret of the responses is not base64; use letters, digits, + and / only, like the 64 that the stack makes',
  );
}
