import { createHmac, hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { messagebirdScheme } from '#adapters/webhooks/signatures/messagebird';
import { judged, onceOf } from '../../../support/judged.ts';

// Vectors: messagebird/messagebird-nodejs, lib/testdata/webhook-signature-jwt-reference.json, all of its entries. They come to
// these 16: the method (DELETE, GET, PATCH, POST, PUT) is not signed, and entries that differ in it alone have one token.
const SECRET = '36efdd1aace2e26cd490f0d951138253bef2f7c6d34d18981da781555cc4cebb';
const AT = Date.parse('2021-07-05T12:00:00+02:00') / 1_000;
const ROOT = 'https://example.com/';
const QUERY = 'https://example.com/path?bar=1&foo=2';
const VECTORS: readonly [what: string, url: string, body: string, token: string, verdict: string][] = [
  [
    'no query and no body',
    ROOT,
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.6Fp0rVOsRr1fj9S2GidXAfkmPVofKr8_RTffC6G6r2E',
    'genuine',
  ],
  [
    'a query and no body',
    QUERY,
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiJjOTQ2YWY3Ny1lMTgyLTRlYWEtYjJmZi0xYTU0NWI1ZTk5MWEiLCJ1cmxfaGFzaCI6IjQxZjA1ZjBkZGQwYTIyYWIyMDlhYzQ2ZjQ3YzQ1NzJkOWNlZmEyNTdlZDc0YjI0MDA0YmFlNzUzZWNlNmMyNjAifQ.huo2ou6JDoDc7sV25d75UMWeYhBeavQlLsqIibSZuac',
    'genuine',
  ],
  [
    'a query and a body',
    QUERY,
    'Hello, World!',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI5M2U1NTAwNi1hMGU4LTQ1MjYtYTE5MC1mYTVmZjAwZWExMTYiLCJ1cmxfaGFzaCI6IjQxZjA1ZjBkZGQwYTIyYWIyMDlhYzQ2ZjQ3YzQ1NzJkOWNlZmEyNTdlZDc0YjI0MDA0YmFlNzUzZWNlNmMyNjAiLCJwYXlsb2FkX2hhc2giOiJkZmZkNjAyMWJiMmJkNWIwYWY2NzYyOTA4MDllYzNhNTMxOTFkZDgxYzdmNzBhNGIyODY4OGEzNjIxODI5ODZmIn0._H--TOuYFLpeEH39-rg5E3IHVkjHozBcaKVWPRC5m9I',
    'genuine',
  ],
  [
    'a port in the address',
    'https://example.com:8080/',
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjA3Zjc4NjFhNjliMTNjMjI5YzZhZTU5NmQxOThiMjc2M2IwNTRjZjVlMDAwZDczNmQxYzQ4MTAyZDc3MGNmZmMifQ.vcpa0IicGAbpo064dOjiA2VbVOR2S5uZBEaBOP16sS8',
    'genuine',
  ],
  [
    'special characters in the address',
    'https://example.com/?obj%5Bfield1%5D=val1&obj%5Bfield2%5D=val2&param=value+with+spaces',
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjhhZmYzNzQ4ZDc4OWM0MzMzNTczZTFjMzFmZTViMDA0OTQwY2I1ZmM0NzQ2MGVkM2QwZTY1NGY3ZmM0ZTVmYWUifQ.mJBCMfEjKmN3IMuzqPXPHktWETrcu0iNdF3agE8PDyI',
    'genuine',
  ],
  [
    'special characters in the body',
    ROOT,
    'Some text containg & < >, & and \\u0026',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDciLCJwYXlsb2FkX2hhc2giOiIyNDMxYmQ5Y2NiNDhlZDAxNmZhZDU2N2IwNzcxMjAzOGI1Y2RkOTQ5YWM5ZDQxZmU0NjkzZDVhMzg0NWNmN2U4In0.IQiKzeEPaO3A48lhKmBDSmxZyCESPCGxdSKFdi0dEJs',
    'genuine',
  ],
  [
    'HS384',
    ROOT,
    '',
    'eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.KNMW-29X77lZeuPmThmHWc_RUAvTkaDkpxIZK6mqE08v8mWKiU9Edh4QXwAJO2nv',
    'genuine',
  ],
  [
    'HS512',
    ROOT,
    '',
    'eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.rd6r0iMyNGnVPCwurETphE3Y8rpAyvvnUK0S8WvGUkt2E1QSRAZ7NZJZBHw1Y_Wb5W-sK9HJr_PRL2vz4jRT3Q',
    'genuine',
  ],
  [
    'a time that has not come',
    ROOT,
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ4MjgwMCwiZXhwIjoxNjI1NDgyODYwLCJqdGkiOiJmOWY4YzM4Mi0yNDQ5LTQzMTEtYjcyYi0xZGY3MTY4NzkzMWUiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.ZELgDFNGhjZH9CffQKcq3sytBe2I0KciLxpBhcfstHQ',
    'stale',
  ],
  [
    'a time that is over',
    ROOT,
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3NTYwMCwiZXhwIjoxNjI1NDc1NjYwLCJqdGkiOiI1ZjAyZjUyMi02MDMwLTQ2YzgtYjVhMy0wMTI0NjQ3OGQ4YmMiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.45MSST3B_2PsjNUeiuW54_vUQgVw4rBXrdWrOUEz3lM',
    'stale',
  ],
  [
    'another address',
    'https://example.com/path?foo=1&bar=2',
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiJhNzVjOTA5Ni1lODIzLTQ0MmItODVmMi03ZDNjOWQ5YjcyNmIiLCJ1cmxfaGFzaCI6IjZhMDIyZDgzNGMxODMzMGJhYWQ4YTJiZDYxMzUxNzNlZDIxNjEwYTQ1NDUxNmJlMGRmM2YxY2MwMTUxNjEwZWEifQ.z6Sw1XQIM0wuEQGBhXBdawDIIrtMg2XnmA_bpDq53pE',
    'noMatch',
  ],
  [
    'another body',
    ROOT,
    'Hello, World!',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiIxNDUwMTUzMi05NmYyLTQ2ODQtOTgzMi02OGYwOTUxYWUzNDIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDciLCJwYXlsb2FkX2hhc2giOiJmYjYyZjAyYWNkYTdkNzQxNzdhNzAxYTFjZTAwNmU2YmFjZDkwYzdkNGQ3YWI0ODE2OTJjMWRhNDdjODEwNzZiIn0.m79RCwO6dGa9pvzsQypkVuXQ6eM0CkRl6_U7MfWg6TM',
    'noMatch',
  ],
  [
    'another secret',
    ROOT,
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiIyNDNjMjdhZS0yZjAyLTQ2YTAtODg1Mi1jNjZmMzdlYTlmNDYiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.JgSeYyOtlEKAXk8bz30iJI4tXgf4lxknoiezawuVhb4',
    'noMatch',
  ],
  [
    'a body that was taken away',
    ROOT,
    '',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiIxNDUwMTUzMi05NmYyLTQ2ODQtOTgzMi02OGYwOTUxYWUzNDIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDciLCJwYXlsb2FkX2hhc2giOiJkZmZkNjAyMWJiMmJkNWIwYWY2NzYyOTA4MDllYzNhNTMxOTFkZDgxYzdmNzBhNGIyODY4OGEzNjIxODI5ODZmIn0.bHfsjj3tljfzTufoG3EU3p_yFrQh9CufyzRSaRMd4ss',
    'noMatch',
  ],
  [
    'a body that was put in',
    ROOT,
    'Hello, World!',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.6Fp0rVOsRr1fj9S2GidXAfkmPVofKr8_RTffC6G6r2E',
    'noMatch',
  ],
  [
    'no algorithm',
    ROOT,
    '',
    'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJpc3MiOiJNZXNzYWdlQmlyZCIsImlhdCI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI1OWEyNDRkYy1lOWFkLTRlMjMtOTc3OC0zNzFmYWEyMzhmNzIiLCJ1cmxfaGFzaCI6IjBmMTE1ZGIwNjJiN2MwZGQwMzBiMTY4NzhjOTlkZWE1YzM1NGI0OWRjMzdiMzhlYjg4NDYxNzljNzc4M2U5ZDcifQ.',
    'noMatch',
  ],
];

type Changes = { url?: string; body?: string; secrets?: readonly string[]; late?: number };
const judgementOf = (token: string, { url = ROOT, body = '', secrets = [SECRET], late = 0 }: Changes = {}) => ({
  headers: { 'messagebird-signature-jwt': token },
  url,
  body,
  secrets,
  at: AT + late,
});
const judge = (token: string, changes?: Changes) => judged(messagebirdScheme, judgementOf(token, changes));

describe('MessageBird’s own vectors', () => {
  test.each(VECTORS)('%s', async (_what, url, body, token, verdict) => {
    expect(await judge(token, { url, body })).toBe(verdict);
  });
});

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const CLAIMS = { iss: 'MessageBird', nbf: AT, exp: AT + 60, jti: 'one', url_hash: hash('sha256', ROOT) };
const signed = (claims: unknown, header: unknown = { alg: 'HS256' }, [hmac, key] = ['sha256', SECRET]) => {
  const text = `${part(header)}.${typeof claims === 'string' ? claims : part(claims)}`;
  return `${text}.${createHmac(hmac, key).update(text).digest('base64url')}`;
};

test('the clocks may be 5 seconds apart, and the token has its own minute', async () => {
  const verdicts = await Promise.all([-6, -5, 64, 65].map((late) => judge(signed(CLAIMS), { late })));
  expect(verdicts).toEqual(['stale', 'genuine', 'genuine', 'stale']);
});

test('either of two secrets is enough', async () => {
  expect(await judge(signed(CLAIMS), { secrets: ['other', SECRET] })).toBe('genuine');
  expect(await judge(signed(CLAIMS), { secrets: [SECRET, 'other'] })).toBe('genuine');
  expect(await judge(signed(CLAIMS), { secrets: ['other'] })).toBe('noMatch');
});

test('the id of the token is what no second request has', async () => {
  expect(await onceOf(messagebirdScheme, judgementOf(signed(CLAIMS)))).toBe('one');
});

describe('a token is refused, though it is signed,', () => {
  const { jti: _jti, ...withoutId } = CLAIMS;
  const { exp: _exp, ...withoutEnd } = CLAIMS;
  test.each<[string, unknown, string]>([
    ['without an id', withoutId, 'incomplete'],
    ['with an empty id', { ...CLAIMS, jti: '' }, 'incomplete'],
    ['with a number for an id', { ...CLAIMS, jti: 7 }, 'incomplete'],
    ['without an end', withoutEnd, 'incomplete'],
    ['without an address', { ...CLAIMS, url_hash: undefined }, 'noMatch'],
    ['by another issuer', { ...CLAIMS, iss: 'messagebird' }, 'noMatch'],
    ['whose claims are a list', [CLAIMS], 'noMatch'],
    ['whose claims are nothing', null, 'noMatch'],
    ['whose claims are no JSON', 'bm90IGpzb24', 'noMatch'],
  ])('%s', async (_what, claims, because) => {
    expect(await judge(signed(claims))).toBe(because);
  });

  test.each([-1, 0.5, AT + 60.5, 1e300, null, true, '1625479260', [AT + 60], {}])('that ends at %j', async (exp) => {
    expect(await judge(signed({ ...CLAIMS, exp }))).toMatch(/^(incomplete|stale)$/);
    expect(await judge(signed({ ...CLAIMS, nbf: exp }))).toMatch(
      exp === 0.5 || exp === -1 ? 'incomplete' : /^(incomplete|stale)$/,
    );
  });

  test.each([
    ['none', { alg: 'none' }],
    ['a public key', { alg: 'RS256' }],
    ['no algorithm', {}],
    ['a list of them', { alg: ['HS256'] }],
    ['one of another case', { alg: 'hs256' }],
    ['a name of every object', { alg: 'constructor' }],
    ['an extension that must be understood', { alg: 'HS256', crit: ['b64'], b64: false }],
    ['another one than it says', { alg: 'HS512' }],
  ])('with %s', async (_what, header) => {
    expect(await judge(signed(CLAIMS, header))).toBe('noMatch');
  });

  test.each([
    ['a part too many', (token: string) => `${token}.`],
    ['a part too few', (token: string) => token.replace(/\.[^.]+$/, '')],
    ['no signature', (token: string) => token.replace(/[^.]+$/, '')],
    ['padding', (token: string) => `${token}=`],
    ['a copy of itself', (token: string) => `${token},${token}`],
  ])('with %s', async (_what, change) => {
    expect(await judge(change(signed(CLAIMS)))).toBe('noMatch');
  });
});

test('no token is no request of theirs', async () => {
  expect(await judge('')).toBe('incomplete');
  expect(await judged(messagebirdScheme, { secrets: [SECRET] })).toBe('incomplete');
});
