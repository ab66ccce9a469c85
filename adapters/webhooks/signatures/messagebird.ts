// Did MessageBird (Bird) send this to this address, and just now? Header MessageBird-Signature-JWT, a token with the hashes
// of address and body (developers.messagebird.com/api/#verifying-http-requests).
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { isHashOf } from '#adapters/webhooks/signatures/hashed-claim';
import { claimsOf, secondsOf } from '#adapters/webhooks/signatures/json-web-token';
import { unixSecondsOf } from '#adapters/webhooks/signatures/signing-time';

const ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const;
const ISSUER = 'MessageBird';
/** How far two clocks may be apart: what MessageBird's own library allows. */
const SKEW_SECONDS = 5;

/** The secrets are signing keys. A token is good for a minute, by its own claims. `once` is its id. */
export const messagebirdScheme: PlainScheme = ({ url, headers, body }, { secrets, now }) => {
  const signed = claimsOf(headers['messagebird-signature-jwt'] ?? '', { secrets, algorithms: ALGORITHMS });
  if (!headers['messagebird-signature-jwt']) return refused('incomplete');
  if (signed === undefined) return refused('noMatch');
  const { iss, nbf = 0, exp, jti, url_hash: urlHash, payload_hash: bodyHash } = signed.claims;
  const [from, to, at] = [secondsOf(nbf), secondsOf(exp), unixSecondsOf(now)];
  if (from === undefined || to === undefined || typeof jti !== 'string' || jti === '') return refused('incomplete');
  if (iss !== ISSUER) return refused('noMatch');
  if (at + SKEW_SECONDS < from || at - SKEW_SECONDS >= to) return refused('stale');
  return isHashOf(urlHash, url) && isHashOf(bodyHash, body) ? genuine(jti) : refused('noMatch');
};
