// Did SendGrid send this, and just now? ECDSA on P-256 with SHA-256 over the timestamp and the raw body
// (twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features).
import { createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { digestOf } from '#adapters/webhooks/reading/body';
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { kept } from '#adapters/webhooks/signatures/secret-keys';
import { bytesOf } from '#adapters/webhooks/signatures/signature-bytes';
import { isRecent } from '#adapters/webhooks/signatures/signing-time';
import { BadDefinition } from '#core/errors';

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';
/** What OpenSSL calls P-256. */
const CURVE = 'prime256v1';

/**
 * The secrets are the verification keys, base64 as SendGrid shows them. SendGrid sets no limit of time; 5 minutes is ours.
 * `once` is a digest of the body: the same bytes have many good signatures, and each of its events has an id of its own.
 */
export const sendgridScheme: PlainScheme = ({ headers, body }, { secrets, now }) => {
  const keys = secrets.map(keyOf);
  const { [SIGNATURE]: given, [TIMESTAMP]: timestamp } = headers;
  if (!given || !timestamp) return refused('incomplete');
  if (!isRecent(timestamp, now)) return refused('stale');
  const signature = bytesOf(given);
  if (signature === undefined) return refused('noMatch');
  const isGenuine = keys.some((key) => createVerify('sha256').update(timestamp).update(body).verify(key, signature));
  return isGenuine ? genuine(digestOf(body)) : refused('noMatch');
};

const keyOf = kept((secret) => {
  const key = publicKeyOf(secret);
  if (key?.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === CURVE) return key;
  throw new BadDefinition(
    'a verification key of SendGrid is not a public key on P-256; copy it from the settings of the event webhook',
  );
});

function publicKeyOf(secret: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
