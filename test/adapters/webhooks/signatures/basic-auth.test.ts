import { describe, expect, test } from 'vitest';
import { postmarkScheme, segmentWriteKeyScheme } from '#adapters/webhooks/signatures/basic-auth';
import { BadDefinition } from '#core/errors';
import { judged, onceOf } from '../../../support/judged.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

// Postmark publishes none; the first is of RFC 7617, section 2.
describe('Postmark', () => {
  const SECRET = 'Aladdin:open sesame';
  const judge = (authorization: string, secrets: readonly string[] = [SECRET]) =>
    judged(postmarkScheme, { headers: { authorization }, body: '{}', secrets });

  test('is known by user and password', async () => {
    expect(await judge('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')).toBe('genuine');
    expect(await judge('basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')).toBe('genuine');
    expect(await judge(basic(SECRET), ['user:new', SECRET])).toBe('genuine');
    expect(await judge(basic('user:with:colons'), ['user:with:colons'])).toBe('genuine');
  });

  test.each(['Aladdin:open sesam', 'Aladdin:open sesame ', 'aladdin:open sesame', 'Aladdin:', ':', ''])(
    'is not "%s"',
    async (text) => {
      expect(await judge(basic(text))).toBe('noMatch');
    },
  );

  test.each(['', 'Basic', 'Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ=='])(
    'says who it is, and not "%s"',
    async (authorization) => {
      expect(await judge(authorization)).toBe('incomplete');
    },
  );

  test('says so once', async () => {
    expect(await judge(`${basic(SECRET)}, ${basic(SECRET)}`)).toBe('noMatch');
  });

  test.each(['', 'password', ':password', 'user:', 'user:pass\nword'])('cannot be known by "%s"', async (secret) => {
    await expect(judge(basic(secret), [secret])).rejects.toThrow(BadDefinition);
  });
});

describe('a write key', () => {
  const judge = (text: string, secrets: readonly string[] = ['abc123']) =>
    judged(segmentWriteKeyScheme, { headers: { authorization: basic(text) }, body: '{}', secrets });

  test('is a user without a password', async () => {
    expect(await judge('abc123:')).toBe('genuine');
    expect(await judge('abc123:', ['new', 'abc123'])).toBe('genuine');
    expect(await judge('abc123:password')).toBe('noMatch');
    expect(await judge('abc123')).toBe('noMatch');
    expect(await judge('ABC123:')).toBe('noMatch');
  });

  test.each(['', 'with:colon', 'with space'])('is not "%s"', async (secret) => {
    await expect(judge('abc123:', [secret])).rejects.toThrow(BadDefinition);
  });

  test('tells the same body at two addresses apart', async () => {
    const once = (url: string, body: string) =>
      onceOf(segmentWriteKeyScheme, { url, headers: { authorization: basic('abc123:') }, body, secrets: ['abc123'] });
    const [track, page] = ['https://winback.example.com/v1/track', 'https://winback.example.com/v1/page'];
    expect(await once(track, '{}')).not.toBe(await once(page, '{}'));
    expect(await once(track, '{}')).not.toBe(await once(track, '{ }'));
    expect(await once(track, '{}')).toBe(await once(track, '{}'));
  });
});
