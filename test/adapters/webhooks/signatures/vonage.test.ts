import { createHmac, generateKeyPairSync, hash, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { vonageScheme } from '#adapters/webhooks/signatures/vonage';
import { judged, onceOf } from '../../../support/judged.ts';

// Vonage publishes no vector whose secret is known. The claims are those that its documentation shows
// (developer.vonage.com/en/getting-started/concepts/webhooks), signed here.
const SECRET = 'a signature secret of thirty-two bytes';
const AT = 1_700_000_000;
const BODY = '{"to":"447700900000","status":"delivered"}';
const CLAIMS = {
  iat: AT,
  jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
  iss: 'Vonage',
  payload_hash: hash('sha256', BODY),
  api_key: 'a1b2c3d4',
  application_id: '78d335fa-323d-0114-9c3d-d6f0d48968cf',
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function signed(claims: unknown = CLAIMS, header: unknown = { alg: 'HS256', typ: 'JWT' }, key = SECRET): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}
type Changes = { body?: string; secrets?: readonly string[]; late?: number };
const judgementOf = (authorization: string, { body = BODY, secrets = [SECRET], late = 0 }: Changes = {}) => ({
  headers: { authorization },
  body,
  secrets,
  at: AT + late,
});
const judge = (authorization: string, changes?: Changes) => judged(vonageScheme, judgementOf(authorization, changes));

describe('a request is genuine', () => {
  test('when its token is', async () => {
    expect(await judge(`Bearer ${signed()}`)).toBe('genuine');
    expect(await judge(`bearer ${signed()}`)).toBe('genuine');
    expect(await judge(`Bearer ${signed({ ...CLAIMS, payload_hash: CLAIMS.payload_hash.toUpperCase() })}`)).toBe(
      'genuine',
    );
  });

  test('when one of our secrets fits', async () => {
    expect(await judge(`Bearer ${signed()}`, { secrets: ['other', SECRET] })).toBe('genuine');
    expect(await judge(`Bearer ${signed()}`, { secrets: ['other'] })).toBe('noMatch');
  });

  test('without a body, and without a hash of one', async () => {
    const { payload_hash: _hash, ...claims } = CLAIMS;
    expect(await judge(`Bearer ${signed(claims)}`, { body: '' })).toBe('genuine');
    expect(await judge(`Bearer ${signed(claims)}`)).toBe('noMatch');
  });
});

describe('a request is refused', () => {
  test('5 minutes from now, though Vonage sets no limit', async () => {
    const verdicts = await Promise.all([-301, -300, 300, 301].map((late) => judge(`Bearer ${signed()}`, { late })));
    expect(verdicts).toEqual(['stale', 'genuine', 'genuine', 'stale']);
  });

  test('when its token has an end that is over', async () => {
    expect(await judge(`Bearer ${signed({ ...CLAIMS, exp: AT + 60 })}`, { late: 59 })).toBe('genuine');
    expect(await judge(`Bearer ${signed({ ...CLAIMS, exp: AT + 60 })}`, { late: 60 })).toBe('stale');
  });

  test.each([undefined, null, true, String(AT), -1, AT + 0.5, 1e300, [AT]])('when it is dated %j', async (iat) => {
    expect(await judge(`Bearer ${signed({ ...CLAIMS, iat })}`)).toBe('incomplete');
    if (iat !== undefined && iat !== null)
      expect(await judge(`Bearer ${signed({ ...CLAIMS, exp: iat })}`)).toMatch(/^(incomplete|stale)$/);
  });

  test('when the body is another', async () => {
    expect(await judge(`Bearer ${signed()}`, { body: BODY.replace('delivered', 'rejected') })).toBe('noMatch');
    expect(await judge(`Bearer ${signed({ ...CLAIMS, payload_hash: 7 })}`)).toBe('noMatch');
  });

  test.each(['none', 'HS384', 'HS512', 'RS256', 'ES256', 'hs256', ''])('when its algorithm is "%s"', async (alg) => {
    expect(await judge(`Bearer ${signed(CLAIMS, { alg })}`)).toBe('noMatch');
    expect(await judge(`Bearer ${signed(CLAIMS, { alg }).replace(/[^.]+$/, '')}`)).toBe('noMatch');
  });

  test('when it is signed with a key pair, and we are to take the public key for a secret', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const text = `${part({ alg: 'RS256' })}.${part(CLAIMS)}`;
    const pem = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const token = `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
    expect(await judge(`Bearer ${token}`, { secrets: [pem] })).toBe('noMatch');
  });

  test.each([
    ['no header', ''],
    ['another way to prove it', `Basic ${signed()}`],
    ['a token alone', signed()],
  ])('with %s', async (_what, authorization) => {
    expect(await judge(authorization)).toBe('incomplete');
  });

  test.each([
    ['no token', 'Bearer '],
    ['half a token', `Bearer ${signed().slice(0, 100)}`],
    ['two tokens', `Bearer ${signed()}, Bearer ${signed()}`],
    ['a key that the token names', `Bearer ${signed(CLAIMS, { alg: 'HS256', kid: '/dev/null' }, '\u0000')}`],
  ])('with %s', async (_what, authorization) => {
    expect(await judge(authorization)).toBe('noMatch');
  });
});

test('the id of the token is what no second request has, or else what it signs', async () => {
  const once = (claims: object) => onceOf(vonageScheme, judgementOf(`Bearer ${signed(claims)}`));
  expect(await once(CLAIMS)).toBe(CLAIMS.jti);
  const { jti: _jti, ...claims } = CLAIMS;
  expect(await once(claims)).toBe(signed(claims).split('.').slice(0, 2).join('.'));
});
