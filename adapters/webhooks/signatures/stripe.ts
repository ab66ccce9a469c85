// Did Stripe send this, and just now? Header Stripe-Signature: `t=`, and one `v1=` for each secret that Stripe signs with
// (docs.stripe.com/webhooks/signature).
import { createHmac } from 'node:crypto';
import { digestOf } from '#adapters/webhooks/reading/body';
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { isAnyOf } from '#adapters/webhooks/signatures/matching';
import { textKeyOf } from '#adapters/webhooks/signatures/secret-keys';
import { isRecent } from '#adapters/webhooks/signatures/signing-time';

const TIME = 't=';
/** Test mode adds v0 signatures, which prove nothing. */
const SIGNATURE = 'v1=';

/**
 * The secret (`whsec_…`) counts as the text it is. `once` is the time and a digest of the body, whichever of the signatures
 * and of our secrets fitted: leaving a signature out, or putting a new secret first, makes no new request.
 */
export const stripeScheme: PlainScheme = ({ headers, body }, { secrets, now }) => {
  const keys = secrets.map(textKeyOf);
  let seconds: string | undefined;
  let times = 0;
  const given: string[] = [];
  for (const part of (headers['stripe-signature'] ?? '').split(',')) {
    const text = part.trimStart();
    if (text.startsWith(TIME)) {
      seconds = text.slice(TIME.length);
      times += 1;
    } else if (text.startsWith(SIGNATURE)) given.push(text.slice(SIGNATURE.length));
  }
  // Two times: a header that was sent twice and joined. Which one was signed is not for us to guess.
  if (seconds === undefined || times > 1 || given.length === 0) return refused('incomplete');
  if (!isRecent(seconds, now)) return refused('stale');
  const signed = `${seconds}.`;
  const expected = keys.map((key) => createHmac('sha256', key).update(signed).update(body).digest('hex'));
  if (!isAnyOf(given, expected)) return refused('noMatch');
  return genuine(`${seconds} ${digestOf(body)}`);
};
