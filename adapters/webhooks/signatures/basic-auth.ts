// Does the caller know the password, or the write key? For providers that sign nothing: all that they send is who they are.
import { digestOf } from '#adapters/webhooks/reading/body';
import { genuine, type PlainScheme, refused } from '#adapters/webhooks/signature';
import { isAnyOf } from '#adapters/webhooks/signatures/matching';
import { kept } from '#adapters/webhooks/signatures/secret-keys';
import { BadDefinition } from '#core/errors';

const BASIC = 'basic ';
const CREDENTIALS = /^[^:\p{Cc}]+:\P{Cc}+$/u;
const WRITE_KEY = /^[^:\s\p{Cc}]+$/u;

/** Postmark puts what stands before the @ of the webhook's address into the header (RFC 7617). The secret is `user:password`. */
export const postmarkScheme = schemeOf((secret) => {
  if (CREDENTIALS.test(secret)) return secret;
  throw new BadDefinition('a secret of Postmark is not a user and a password; write it as user:password');
});
/** Segment's libraries send the write key as the user, with no password. The secret is the write key. */
export const segmentWriteKeyScheme = schemeOf((secret) => {
  if (WRITE_KEY.test(secret)) return `${secret}:`;
  throw new BadDefinition('a write key is empty, or has a colon or a space in it; use letters and digits');
});

/** `once` is a digest of address and body: nothing here says that a request is another one. */
function schemeOf(credentialsOf: (secret: string) => string): PlainScheme {
  const encodedOf = kept((secret) => Buffer.from(credentialsOf(secret)).toString('base64'));
  return ({ url, headers, body }, { secrets }) => {
    const expected = secrets.map(encodedOf);
    const { authorization = '' } = headers;
    if (authorization.slice(0, BASIC.length).toLowerCase() !== BASIC) return refused('incomplete');
    if (!isAnyOf([authorization.slice(BASIC.length)], expected)) return refused('noMatch');
    return genuine(`${digestOf(body)} ${url}`);
  };
}
