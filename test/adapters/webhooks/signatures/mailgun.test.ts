import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mailgunScheme } from '#adapters/webhooks/signatures/mailgun';
import { judged, onceOf } from '../../../support/judged.ts';

// Mailgun publishes no vector that can be computed (its key is not shown); the digest below was made with openssl.
const KEY = 'test-signing-key';
const SENT = 1_700_000_000;
const TOKEN = 'a'.repeat(50);
const SIGNATURE = 'fba02b5dc7e0ed59317d3f7fa9c5a1e7b6565a72c562a6f5b640507ae4d77fa5';
const SIGNED = { timestamp: String(SENT), token: TOKEN, signature: SIGNATURE };

const asJson = (signature: unknown, rest: object = {}) =>
  JSON.stringify({ signature, 'event-data': { event: 'opened' }, ...rest });
const judge = (body: string, { secrets = [KEY], at = SENT } = {}) => judged(mailgunScheme, { body, secrets, at });

describe('a request is genuine', () => {
  test.each([
    ['JSON', asJson(SIGNED)],
    ['JSON whose time is a number', asJson({ ...SIGNED, timestamp: SENT })],
    ['JSON with white space', `\r\n ${JSON.stringify({ signature: SIGNED }, null, 2)}`],
  ])('as %s', async (_what, body) => {
    expect(await judge(body)).toBe('genuine');
  });

  test('when it happened on a subaccount, and the key is of the account above', async () => {
    const ofSubaccount = createHmac('sha256', 'other').update(`${SENT}${TOKEN}`).digest('hex');
    expect(await judge(asJson({ ...SIGNED, signature: ofSubaccount, 'parent-signature': SIGNATURE }))).toBe('genuine');
    expect(await judge(asJson({ ...SIGNED, signature: ofSubaccount }))).toBe('noMatch');
  });

  test('when one of our keys fits', async () => {
    expect(await judge(asJson(SIGNED), { secrets: ['new', KEY] })).toBe('genuine');
    expect(await judge(asJson(SIGNED), { secrets: ['new'] })).toBe('noMatch');
  });
});

describe('a request is refused', () => {
  test.each([-301, 301])('%i seconds from now, though Mailgun sets no limit', async (late) => {
    expect(await judge(asJson(SIGNED), { at: SENT + late })).toBe('stale');
  });

  test.each(['timestamp', 'token', 'signature'])('without its %s', async (name) => {
    const rest = Object.fromEntries(Object.entries(SIGNED).filter(([other]) => other !== name));
    expect(await judge(asJson(rest))).toBe('incomplete');
    expect(await judge(asJson({ ...SIGNED, [name]: '' }))).toBe('incomplete');
    expect(await judge(asJson({ ...SIGNED, [name]: null }))).toBe('incomplete');
    expect(await judge(asJson({ ...SIGNED, [name]: [] }))).toBe('incomplete');
  });

  // A form is nothing that the reader understands, and a megabyte of `a&` kept the function busy for three seconds.
  test('when it is a form, however well signed', async () => {
    expect(await judge(new URLSearchParams({ event: 'opened', ...SIGNED }).toString())).toBe('incomplete');
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"signature":null}',
    '{"signature":"x"}',
    '{"signature":[1]}',
    '{"signature":{}}',
  ])('when it says %s', async (body) => {
    expect(await judge(body)).toBe('incomplete');
  });

  test.each([
    ['another token', { ...SIGNED, token: 'b'.repeat(50) }],
    ['another time', { ...SIGNED, timestamp: String(SENT + 1) }],
    ['another signature', { ...SIGNED, signature: SIGNATURE.replace('f', 'e') }],
    ['capitals', { ...SIGNED, signature: SIGNATURE.toUpperCase() }],
  ])('with %s', async (_what, fields) => {
    expect(await judge(asJson(fields))).toBe('noMatch');
  });

  test('when a digit of the token is taken for one of the time', async () => {
    const token = `0${TOKEN.slice(1)}`;
    const signature = createHmac('sha256', KEY).update(`${SENT}${token}`).digest('hex');
    expect(await judge(asJson({ timestamp: String(SENT), token, signature }))).toBe('genuine');
    expect(await judge(asJson({ timestamp: `${SENT}0`, token: token.slice(1), signature }))).toBe('stale');
  });
});

test('another body with the same signature is not a new request: the signature does not cover the body', async () => {
  const once = (body: string) => onceOf(mailgunScheme, { body, secrets: [KEY], at: SENT });
  expect(await once(asJson(SIGNED))).toBe(TOKEN);
  expect(await once(asJson(SIGNED, { 'event-data': { event: 'unsubscribed' } }))).toBe(TOKEN);
});
