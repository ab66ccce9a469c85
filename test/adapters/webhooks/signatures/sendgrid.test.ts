import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sendgridScheme } from '#adapters/webhooks/signatures/sendgrid';
import { BadDefinition } from '#core/errors';
import { judged, onceOf } from '../../../support/judged.ts';

// Vectors: sendgrid/sendgrid-nodejs, packages/eventwebhook/src/eventwebhook.spec.js.
const KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==';
const OTHER_KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6jDutdhXSJCWHw8REntlo7aNDthvj+y7GjUuFDb/R1NGe1OPzpA==';
const SIGNATURE = 'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=';
const SENT = 1_588_788_367;
const BODY = JSON.stringify({ category: 'example_payload', event: 'test_event', message_id: 'message_id' });

type Changes = { body?: string; signature?: string; timestamp?: string; secrets?: readonly string[]; at?: number };
const judgementOf = ({
  body = BODY,
  signature = SIGNATURE,
  timestamp = String(SENT),
  secrets = [KEY],
  at = SENT,
}: Changes) => ({
  headers: {
    'x-twilio-email-event-webhook-signature': signature,
    'x-twilio-email-event-webhook-timestamp': timestamp,
  },
  body,
  secrets,
  at,
});
const judge = (changes: Changes = {}) => judged(sendgridScheme, judgementOf(changes));

describe('SendGrid’s own vectors', () => {
  test('a good signature is genuine', async () => {
    expect(await judge()).toBe('genuine');
  });

  test.each([
    ['another key', { secrets: [OTHER_KEY] }, 'noMatch'],
    ['another body', { body: 'payload' }, 'noMatch'],
    ['another signature', { signature: SIGNATURE.replace('NH2j', 'NH3j') }, 'noMatch'],
    ['a timestamp that is none', { timestamp: 'timestamp' }, 'stale'],
  ])('%s is refused', async (_what, changes, because) => {
    expect(await judge(changes)).toBe(because);
  });
});

test.each([-301, 301])('%i seconds from now a request is stale, though SendGrid sets no limit', async (late) => {
  expect(await judge({ at: SENT + Math.sign(late) * 300 })).toBe('genuine');
  expect(await judge({ at: SENT + late })).toBe('stale');
});

test('either of two keys is enough', async () => {
  expect(await judge({ secrets: [OTHER_KEY, KEY] })).toBe('genuine');
  expect(await judge({ secrets: [KEY, OTHER_KEY] })).toBe('genuine');
  expect(await judge({ secrets: [] })).toBe('noMatch');
});

test.each([
  ['nothing', ''],
  ['no base64', '*'.repeat(96)],
  ['base64 that decodes to the same', SIGNATURE.replace('=', '')],
  ['no signature', Buffer.from('no signature').toString('base64')],
  ['two of them', `${SIGNATURE},${SIGNATURE}`],
])('a signature of %s is refused', async (_what, signature) => {
  expect(await judge({ signature })).toMatch(/^(incomplete|noMatch)$/);
});

test('the same events again are no new request, whenever they are signed', async () => {
  expect(await onceOf(sendgridScheme, judgementOf({}))).toMatch(/^[0-9a-f]{64}$/);
});

const spki = (pair: { publicKey: { export(as: { type: 'spki'; format: 'der' }): Buffer } }) =>
  pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
test.each([
  ['RSA', spki(generateKeyPairSync('rsa', { modulusLength: 2_048 }))],
  ['another curve', spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))],
  ['half a key', KEY.slice(0, 60)],
  ['a word', 'verification'],
  ['nothing', ''],
])('a key of %s needs mending', async (_what, secret) => {
  await expect(judge({ secrets: [secret] })).rejects.toThrow(BadDefinition);
});
