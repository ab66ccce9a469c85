import { expect, test } from 'vitest';
import { createMemoryContacts } from '#adapters/memory/contacts';
import { createMemoryReceipts } from '#adapters/memory/receipts';
import { readCall } from '#adapters/webhooks/providers/segment';
import { digestOf } from '#adapters/webhooks/reading/body';
import { PROVIDERS } from '#adapters/webhooks/registry';
import type { Heard } from '#core/heard';
import { createHandler as createTrackHandler } from '../../functions/track.ts';
import { createHandler as createWebhookHandler } from '../../functions/webhook.ts';
import { captureLog } from '../support/captured-log.ts';
import { MORNING } from '../support/door-world.ts';
import { aRequest } from '../support/http-requests.ts';
import { aContext } from '../support/lambda-events.ts';

const log = captureLog();
const [EMAIL, PHONE] = ['zephyrine@quackenbush.example', '+12025550187'];
const TRACES = /zephyrine|quackenbush|2025550187/i;
const clock = { now: () => MORNING };
const contacts = createMemoryContacts('a secret');

const [FORM, JSON_TYPE] = ['application/x-www-form-urlencoded', 'application/json'];
const TWILIO = new URLSearchParams({
  From: PHONE,
  To: PHONE,
  Body: `stop! ${EMAIL}`,
  MessageSid: 'SM1',
  SmsSid: 'SM1',
});
const BOUNCE = {
  event: 'bounce',
  type: 'bounce',
  email: EMAIL,
  sg_event_id: 'sg1',
  timestamp: 1_782_914_400,
  reason: EMAIL,
};
const ORDER = { id: 4711, email: EMAIL, phone: PHONE, created_at: MORNING, total_price: '42.00', currency: 'USD' };
const REQUESTS: readonly (readonly [provider: string, type: string, body: string, topic?: string])[] = [
  ['twilio', FORM, TWILIO.toString()],
  ['sendgrid', JSON_TYPE, JSON.stringify([BOUNCE, { event: EMAIL, email: EMAIL }])],
  ['shopify', JSON_TYPE, JSON.stringify(ORDER), 'orders/create'],
  ['shopify', JSON_TYPE, JSON.stringify({ note: EMAIL }), EMAIL],
  ['mailgun', JSON_TYPE, JSON.stringify({ 'event-data': { event: 'complained', recipient: EMAIL, id: EMAIL } })],
];

/** The door, believing everybody; a fault quotes what it was given. */
function aDoor(fails: boolean) {
  const queue: Heard[] = [];
  const put = async (heard: readonly Heard[]) => {
    if (fails) throw Object.assign(new Error(`cannot take ${EMAIL}`), { input: PHONE });
    queue.push(...heard);
  };
  const handle = createWebhookHandler(() => ({
    clock,
    receipts: createMemoryReceipts(),
    contacts,
    responses: { put },
    fetchText: async () => '',
    digestOf,
    baseUrl: 'https://links.shop.example',
    currency: 'USD',
    async providers(name) {
      const provider = PROVIDERS[name];
      const scheme = () => ({ status: 'genuine', once: `once ${Math.random()}` }) as const;
      return provider === undefined ? undefined : { provider: { ...provider, scheme }, secrets: ['a secret'] };
    },
  }));
  return { queue, put, handle };
}

test.each([false, true])(
  'a webhook leaves no address or number in the log or on the queue (fails: %s)',
  async (fails) => {
    const { queue, handle } = aDoor(fails);
    const answers: unknown[] = [];
    for (const [provider, type, body, topic = ''] of REQUESTS) {
      const headers = { 'content-type': type, 'x-shopify-topic': topic };
      const asked = { method: 'POST', path: `/webhooks/${provider}`, provider, headers, body };
      answers.push(await handle(aRequest(asked), aContext()));
    }
    if (!fails) expect(queue.length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify([queue, answers])).not.toMatch(TRACES);
    expect(log.lines().length).toBeGreaterThan(REQUESTS.length);
    expect(log.text()).not.toMatch(TRACES);
  },
);

test.each([false, true])(
  'a call of the tracking API leaves none in the log or among responses (fails: %s)',
  async (fails) => {
    const { queue, put } = aDoor(fails);
    const handle = createTrackHandler(() => ({
      clock,
      contacts,
      responses: { put },
      imports: { put: async () => ({ customers: 1, tooLarge: [] }) },
      verify: async () => ({ status: 'genuine' }) as const,
      read: (call, body, receivedAt) => readCall(call, body, { receivedAt, shop: { currency: 'USD', activities: [] } }),
    }));
    const batch = [
      {
        type: 'identify',
        userId: 'c1',
        messageId: 'm1',
        traits: { email: EMAIL, phone: PHONE, firstName: 'Zephyrine' },
      },
      {
        type: 'track',
        event: 'Order Completed',
        userId: EMAIL,
        messageId: EMAIL,
        properties: { email: EMAIL, total: 4 },
      },
      { type: 'page', anonymousId: PHONE, messageId: 'm3', context: { traits: { email: EMAIL } } },
    ];
    const answer = await handle(
      aRequest({ method: 'POST', path: '/v1/batch', call: 'batch', body: JSON.stringify({ batch }) }),
      aContext(),
    );
    expect(answer.statusCode).toBe(fails ? 503 : 200);
    expect(JSON.stringify([queue, answer])).not.toMatch(TRACES);
    expect(log.text()).not.toMatch(TRACES);
  },
);
