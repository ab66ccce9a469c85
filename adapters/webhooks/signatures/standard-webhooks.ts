// Does this request come from somebody who knows our secret, and just now? The scheme of Standard Webhooks
// (standardwebhooks.com), for which shops find libraries in every language, and of Svix, by which Resend signs.
import { createHmac, createSecretKey } from 'node:crypto';
import {
  type CheckedWith,
  genuine,
  refused,
  type SignatureVerdict,
  type SignedRequest,
} from '#adapters/webhooks/signature';
import { isAnyOf, marked } from '#adapters/webhooks/signatures/matching';
import { kept } from '#adapters/webhooks/signatures/secret-keys';
import { isRecent } from '#adapters/webhooks/signatures/signing-time';
import { BadDefinition } from '#core/errors';

const SCHEME = 'v1,';
const SECRET_PREFIX = 'whsec_';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Signs neither the address nor anything that is fetched. */
type StandardScheme = (
  request: Pick<SignedRequest, 'headers' | 'body'>,
  using: Pick<CheckedWith, 'secrets' | 'now'>,
) => SignatureVerdict;

/**
 * Judges the headers webhook-id, webhook-timestamp and webhook-signature. One signature that fits one of the secrets is
 * enough: both sides can replace theirs without a gap. Secrets are base64, with or without `whsec_` before it; throws
 * BadDefinition when one is not. `once` is the id: a retry of the same event has it too.
 */
export const standardWebhooksScheme = schemeOf('webhook');
/** The same with the headers svix-id, svix-timestamp and svix-signature. */
export const svixScheme = schemeOf('svix');

function schemeOf(prefix: string): StandardScheme {
  const names = { id: `${prefix}-id`, timestamp: `${prefix}-timestamp`, signature: `${prefix}-signature` };
  return ({ headers, body }, { secrets, now }) => {
    const keys = secrets.map(keyOf);
    const { [names.id]: id, [names.timestamp]: timestamp, [names.signature]: signatures } = headers;
    if (!id || !timestamp || !signatures) return refused('incomplete');
    if (!isRecent(timestamp, now)) return refused('stale');
    const signed = `${id}.${timestamp}.`;
    const expected = keys.map((key) => createHmac('sha256', key).update(signed).update(body).digest('base64'));
    return isAnyOf(marked(signatures.split(' '), SCHEME), expected) ? genuine(id) : refused('noMatch');
  };
}

/** Node skips what is no base64, other libraries do not: the two ends would sign with different keys. */
const keyOf = kept((secret) => {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
  if (BASE64.test(encoded)) return createSecretKey(encoded, 'base64');
  throw new BadDefinition(
    'a secret of Standard Webhooks is not base64; use letters, digits, + and / only, like the 64 that the stack makes',
  );
});
