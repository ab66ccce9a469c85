// Is this JSON Web Token signed with our secret, and what does it claim? RFC 7515 and 7519, as far as providers use them.
import { createHmac } from 'node:crypto';
import { type Fields, jsonOf, objectIn } from '#adapters/webhooks/reading/json';
import type { CheckedWith } from '#adapters/webhooks/signature';
import { isAnyOf } from '#adapters/webhooks/signatures/matching';
import { kept, textKeyOf } from '#adapters/webhooks/signatures/secret-keys';

/** Shared secrets only. `none` signs nothing, and a public key taken for a secret is a secret that everybody knows. */
export type Algorithm = 'HS256' | 'HS384' | 'HS512';
const HASHES = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const;
/** A header, the claims and a signature. */
const PARTS = 3;

/** `signed`: the part of the token that is signed, the same whichever of our secrets fitted. */
export type SignedClaims = { readonly claims: Fields; readonly signed: string };

/**
 * The claims of a token that one of the secrets signed with one of these algorithms; undefined otherwise. Key ids in the
 * header are left alone: we know our keys. Extensions that must be understood (`crit`) are not.
 */
export function claimsOf(
  token: string,
  { secrets, algorithms }: Pick<CheckedWith, 'secrets'> & { readonly algorithms: readonly Algorithm[] },
): SignedClaims | undefined {
  const keys = secrets.map(textKeyOf);
  const [head, payload, given, ...more] = token.split('.', PARTS + 1);
  if (head === undefined || payload === undefined || given === undefined || more.length > 0) return undefined;
  const algorithm = algorithmOf(head);
  if (algorithm === undefined || !algorithms.includes(algorithm)) return undefined;
  const signed = token.slice(0, token.length - given.length - 1);
  const expected = keys.map((key) => createHmac(HASHES[algorithm], key).update(signed).digest('base64url'));
  if (!isAnyOf([given], expected)) return undefined;
  const claims = decoded(payload);
  return claims === undefined ? undefined : { claims, signed };
}

/** A time as tokens tell it, in whole seconds since 1970; undefined for anything else. */
export function secondsOf(claim: unknown): number | undefined {
  return typeof claim === 'number' && Number.isSafeInteger(claim) && claim >= 0 ? claim : undefined;
}

/** Tokens of one provider all begin with the same text. */
const algorithmOf = kept((head): Algorithm | undefined => {
  const header = decoded(head);
  if (header === undefined || header.crit !== undefined) return undefined;
  const { alg } = header;
  return alg === 'HS256' || alg === 'HS384' || alg === 'HS512' ? alg : undefined;
});

function decoded(part: string): Fields | undefined {
  return objectIn(jsonOf(Buffer.from(part, 'base64url').toString()));
}
