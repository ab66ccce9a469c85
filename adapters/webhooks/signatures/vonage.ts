// Did Vonage send this, and just now? Header Authorization: Bearer, a token with the hash of the body
// (developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks).
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { isHashOf } from '#adapters/webhooks/signatures/hashed-claim';
import { claimsOf, secondsOf } from '#adapters/webhooks/signatures/json-web-token';
import { isWithin, unixSecondsOf } from '#adapters/webhooks/signatures/signing-time';

/** Vonage says of its webhooks that they are always signed so, whatever the account's settings say of the SMS API. */
const ALGORITHMS = ['HS256'] as const;
const BEARER = 'bearer ';

/**
 * The secret is the signature secret of the account. Vonage sets no limit of time; 5 minutes is ours. `once` is the token's
 * id; of a token without one it is what it signs.
 */
export const vonageScheme: PlainScheme = ({ headers, body }, { secrets, now }) => {
  const { authorization = '' } = headers;
  const token = claimsOf(authorization.slice(BEARER.length), { secrets, algorithms: ALGORITHMS });
  if (authorization.slice(0, BEARER.length).toLowerCase() !== BEARER) return refused('incomplete');
  if (token === undefined) return refused('noMatch');
  const { iat, exp, jti, payload_hash: bodyHash } = token.claims;
  const [issued, until, at] = [secondsOf(iat), secondsOf(exp ?? Number.MAX_SAFE_INTEGER), unixSecondsOf(now)];
  if (issued === undefined || until === undefined) return refused('incomplete');
  if (!isWithin(issued, at) || at >= until) return refused('stale');
  if (!isHashOf(bodyHash, body)) return refused('noMatch');
  return genuine(typeof jti === 'string' && jti !== '' ? jti : token.signed);
};
