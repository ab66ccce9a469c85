import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { twilioScheme } from '#adapters/webhooks/signatures/twilio';
import { judged, onceOf } from '../../../support/judged.ts';

// Vectors: twilio/twilio-python, tests/unit/test_request_validator.py.
const TOKEN = '12345';
const URL_OF = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const FORM = new URLSearchParams({
  CallSid: 'CA1234567890ABCDE',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
  Caller: '+14158675309',
}).toString();
const SIGNATURE = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
const JSON_BODY = '{"property": "value", "boolean": true}';
const BODY_HASH = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';

type Changes = { url?: string; body?: string; signature?: string; secrets?: readonly string[] };
const judgementOf = ({ url = URL_OF, body = FORM, signature = SIGNATURE, secrets = [TOKEN] }: Changes) => ({
  url,
  body,
  headers: { 'x-twilio-signature': signature },
  secrets,
});
const judge = (changes: Changes) => judged(twilioScheme, judgementOf(changes));
const signed = (url: string, text: string) =>
  createHmac('sha1', TOKEN)
    .update(url + text)
    .digest('base64');

describe('Twilio’s own vectors', () => {
  test.each([
    ['a form', {}],
    [
      'repeated fields',
      { body: 'Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234', signature: 'IK+Dwps556ElfBT0I3Rgjkr1wJU=' },
    ],
    [
      '... in any order, one of them twice',
      {
        body: 'Digits=1234&Digits=5678&Digits=1234&SidAccount=AC123&Sid=CA123',
        signature: 'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
      },
    ],
    ['https with a port that was not signed', { url: URL_OF.replace('.com', '.com:1234') }],
    ['https with the port that was signed', { signature: 'kvajT1Ptam85bY51eRf/AJRuM3w=' }],
    [
      'http with a port that was signed',
      { url: URL_OF.replace('.com', '.com:1234').replace('https', 'http'), signature: 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=' },
    ],
    [
      'http with its own port signed',
      { url: URL_OF.replace('https', 'http'), signature: '0ZXoZLH/DfblKGATFgpif+LLRf4=' },
    ],
    ['JSON', { url: `${URL_OF}&bodySHA256=${BODY_HASH}`, body: JSON_BODY, signature: 'a9nBmqA0ju/hNViExpshrM61xv4=' }],
  ])('%s', async (_what, changes) => {
    expect(await judge(changes)).toBe('genuine');
  });
});

describe('a request is refused', () => {
  test('without a signature', async () => {
    expect(await judge({ signature: '' })).toBe('incomplete');
    expect(await judged(twilioScheme, { secrets: [TOKEN] })).toBe('incomplete');
  });

  test.each([
    ['another token', { secrets: ['54321'] }],
    ['no token', { secrets: [] }],
    ['another field', { body: `${FORM}&Body=STOP` }],
    ['a field less', { body: FORM.replace('&Digits=1234', '') }],
    ['another address', { url: URL_OF.replace('foo=1', 'foo=2') }],
    ['another host', { url: URL_OF.replace('mycompany', 'yourcompany') }],
    [
      'JSON whose hash is another’s',
      { url: `${URL_OF}&bodySHA256=${BODY_HASH}`, body: '{}', signature: 'a9nBmqA0ju/hNViExpshrM61xv4=' },
    ],
    ['JSON without a hash of it', { body: JSON_BODY, signature: signed(URL_OF, '') }],
    ['two signatures, joined', { signature: `${SIGNATURE},${SIGNATURE}` }],
  ])('with %s', async (_what, changes) => {
    expect(await judge(changes)).toBe('noMatch');
  });
});

test('either of two tokens is enough, with either address', async () => {
  for (const secrets of [
    [TOKEN, 'other'],
    ['other', TOKEN],
  ]) {
    expect(await judge({ secrets })).toBe('genuine');
    expect(await judge({ secrets, signature: 'kvajT1Ptam85bY51eRf/AJRuM3w=' })).toBe('genuine');
  }
});

test('a form that is cut elsewhere has the same signature, and is no new request', async () => {
  const split = FORM.replace('Digits=1234', 'Digits1=234');
  expect(await judge({ body: split })).toBe('genuine');
  expect(await onceOf(twilioScheme, judgementOf({ body: split }))).toBe(await onceOf(twilioScheme, judgementOf({})));
});

test('whatever form is signed is believed, however it is written, and any other text in it is not', async () => {
  const aField = fc.tuple(fc.stringMatching(/^[A-Za-z]{1,12}$/), fc.string({ unit: 'grapheme', maxLength: 20 }));
  const aForm = fc.uniqueArray(aField, { minLength: 1, maxLength: 12, selector: ([name]) => name });
  await fc.assert(
    fc.asyncProperty(aForm, fc.nat(), async (fields, place) => {
      const inOrder = fields.toSorted(([one], [other]) => (one < other ? -1 : 1));
      const text = inOrder.flat().join('');
      const signature = signed(URL_OF, text.toWellFormed());
      const form = (all: readonly (readonly string[])[]) =>
        all.map((field) => field.map((one) => encodeURIComponent(one.toWellFormed())).join('=')).join('&');
      expect(await judge({ body: form(fields), signature })).toBe('genuine');
      expect(await judge({ body: new URLSearchParams(fields).toString(), signature })).toBe('genuine');
      const other = fields.map(([name, value], at) => [name, at === place % fields.length ? `${value}!` : value]);
      expect(await judge({ body: form(other), signature })).toBe('noMatch');
    }),
  );
});
