import { expect, test } from 'vitest';
import { ConsentRecordSchema, consentRecordsOf, consentRecordsOfChange } from '#core/consent';
import { ResponseSchema } from '#core/response';
import { InstantSchema } from '#core/time';
import { aCustomer } from '../support/builders.ts';

const NOW = InstantSchema.parse('2026-07-02T00:00:00.000Z');
const about = { responseId: 'r-1', customerId: 'c1', at: '2026-07-01T14:00:00.000Z' };
const recordsOf = (said: object) => consentRecordsOf(ResponseSchema.parse({ ...about, ...said }), NOW);

test.each([
  [
    { kind: 'unsubscribed', channel: 'email', source: 'one-click' },
    { channel: 'email', purpose: 'marketing', state: 'withdrawn', source: 'one-click' },
  ],
  [
    { kind: 'consented', channel: 'sms', source: 'checkout', wording: 'Yes, text me.' },
    { channel: 'sms', purpose: 'marketing', state: 'granted', source: 'checkout', wording: 'Yes, text me.' },
  ],
  [
    { kind: 'replied', channel: 'sms', meaning: 'stop' },
    { channel: 'sms', purpose: 'marketing', state: 'withdrawn', source: 'reply by sms' },
  ],
  [
    { kind: 'replied', channel: 'sms', meaning: 'start' },
    { channel: 'sms', purpose: 'marketing', state: 'granted', source: 'reply by sms' },
  ],
  [
    { kind: 'chose', topic: 'offers', wants: false, source: 'preference page' },
    { purpose: 'topic:offers', state: 'withdrawn', source: 'preference page' },
  ],
  [
    { kind: 'chose', topic: 'offers', wants: true, source: 'preference page' },
    { purpose: 'topic:offers', state: 'granted', source: 'preference page' },
  ],
])('CMP-21: the customer’s own word is proven by the response that said it: %o', (said, proven) => {
  const { customerId, at } = about;
  expect(recordsOf(said)).toEqual([{ customerId, at, ...proven, proof: 'response r-1', recordedAt: NOW }]);
});

test.each([
  { kind: 'replied', channel: 'sms', meaning: 'help' },
  { kind: 'replied', channel: 'sms', meaning: 'other' },
  { kind: 'complained', channel: 'email' },
  { kind: 'bounced', channel: 'email', permanent: true },
  { kind: 'opened', channel: 'email' },
  { kind: 'paused' },
  { kind: 'visit' },
])('what is no yes and no no proves none: %o', (said) => {
  expect(recordsOf(said)).toEqual([]);
});

test('the longest id of a response fits into a proof', () => {
  const [record] = recordsOf({ kind: 'replied', channel: 'sms', meaning: 'stop', responseId: 'x'.repeat(200) });
  expect(ConsentRecordSchema.safeParse(record).success).toBe(true);
});

test('a change of a row is proven on the channel that changed, and nothing is where none did', () => {
  const before = aCustomer();
  const sms = { state: 'withdrawn', at: NOW, source: 'list.csv', wording: 'No texts' } as const;
  const after = { ...before, consent: { ...before.consent, sms } };
  expect(consentRecordsOfChange(before, after, (source) => `import ${source}`, NOW)).toEqual([
    { customerId: 'c1', channel: 'sms', purpose: 'marketing', ...sms, proof: 'import list.csv', recordedAt: NOW },
  ]);
  expect(consentRecordsOfChange(after, after, () => 'x', NOW)).toEqual([]);
});
