import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryContacts } from '#adapters/memory/contacts';
import { createMemoryReceipts } from '#adapters/memory/receipts';
import type { Provider } from '#adapters/webhooks/provider';
import { digestOf } from '#adapters/webhooks/reading/body';
import { TryAgain } from '#core/errors';
import type { Heard } from '#core/heard';
import { ResponseSchema } from '#core/response';
import type { WebhookServices } from '../../functions/runtime/http-services.ts';
import { createHandler } from '../../functions/webhook.ts';
import { captureLog } from '../support/captured-log.ts';
import { MORNING } from '../support/door-world.ts';
import { aRequest } from '../support/http-requests.ts';
import { aContext } from '../support/lambda-events.ts';

const log = captureLog();
const STOP = { kind: 'replied', channel: 'sms', meaning: 'stop', responseId: 'sms-1' } as const;

/** Signs with `signed: <secret>`; tells of an order, or of a STOP where the body says so, or of what nobody knows. */
const PROVIDER: Provider = {
  called: 'Parrot',
  scheme({ headers, body }, { secrets }) {
    const { signed } = headers;
    if (signed === undefined) return { status: 'refused', because: 'incomplete' };
    if (signed === 'long ago') return { status: 'refused', because: 'stale' };
    if (!secrets.includes(signed)) return { status: 'refused', because: 'noMatch' };
    return { status: 'genuine', once: headers.id ?? createHash('sha256').update(body).digest('hex') };
  },
  read({ body }, { receivedAt: at }) {
    const text = Buffer.from(body).toString();
    if (text === 'noise') return { status: 'unreadable', because: 'send a word' };
    if (text === 'stop') {
      const contact = { kind: 'phone', address: '+12025550123' } as const;
      return { status: 'read', told: [{ status: 'ofContact', contact, said: { ...STOP, at } }] };
    }
    if (text === 'confirm') return { status: 'read', told: [], confirm: 'https://parrot.example/yes' };
    if (text === 'moon') return { status: 'read', told: [{ status: 'nothing', because: 'unknownKind', kind: 'moon' }] };
    const order = { kind: 'order', responseId: text, customerId: 'c1', at, cents: 4_200 };
    return { status: 'read', told: [{ status: 'ofCustomer', response: ResponseSchema.parse(order) }] };
  },
};

function aDoor(overrides: Partial<WebhookServices> = {}) {
  const queue: Heard[] = [];
  const visited: string[] = [];
  const handle = createHandler(() => ({
    clock: { now: () => MORNING },
    receipts: createMemoryReceipts(),
    contacts: createMemoryContacts('a secret'),
    responses: { put: async (heard) => void queue.push(...heard) },
    fetchText: async (url) => {
      visited.push(url);
      return '';
    },
    digestOf,
    baseUrl: 'https://links.shop.example',
    currency: 'USD',
    providers: async (name) => (name === 'parrot' ? { provider: PROVIDER, secrets: ['old', 'new'] } : undefined),
    ...overrides,
  }));
  const send = async (
    body: string | Uint8Array,
    headers: Record<string, string> = { signed: 'new' },
    provider = 'parrot',
  ) => {
    const asked = { method: 'POST', path: `/webhooks/${provider}`, provider, headers, body };
    const { statusCode } = await handle(aRequest(asked), aContext());
    return statusCode;
  };
  return { send, queue, visited };
}

describe('a webhook', () => {
  test('is answered once what it tells is on the queue, whichever of the secrets signed it', async () => {
    const { send, queue } = aDoor();
    expect([await send('order-1'), await send('order-2', { signed: 'old' })]).toEqual([200, 200]);
    expect(queue).toMatchObject([{ responseId: 'order-1' }, { responseId: 'order-2' }]);
  });

  test('that only names a number puts its keyed hash on the queue, and nothing into the log that tells whose it is', async () => {
    const { send, queue } = aDoor();
    expect(await send('stop')).toBe(200);
    expect(queue).toMatchObject([{ contact: expect.stringMatching(/^phone\./), said: { kind: 'replied' } }]);
    expect(JSON.stringify([queue, log.lines()])).not.toContain('2025550123');
  });

  test.each([
    ['of a provider that nobody connected', 404, 'order-1', { signed: 'new' }, 'macaw'],
    ['with a name of every object', 404, 'order-1', { signed: 'new' }, 'constructor'],
    ['that is not signed', 401, 'order-1', {}, 'parrot'],
    ['with somebody else’s signature', 401, 'order-1', { signed: 'mine' }, 'parrot'],
    ['signed too long ago', 401, 'order-1', { signed: 'long ago' }, 'parrot'],
    ['that nobody can read', 400, 'noise', { signed: 'new' }, 'parrot'],
    ['that is far too long', 413, 'x'.repeat(1_024 * 1_024 + 1), { signed: 'new' }, 'parrot'],
  ])('%s is refused with %i and leaves nothing behind', async (_what, status, body, headers, provider) => {
    const receipts = createMemoryReceipts();
    const opened: unknown[] = [];
    const watched = {
      ...receipts,
      open: async (receipt: Parameters<typeof receipts.open>[0]) => {
        opened.push(receipt);
        return receipts.open(receipt);
      },
    };
    const { send, queue } = aDoor({ receipts: watched });
    expect(await send(body, headers, provider)).toBe(status);
    expect({ queue, opened }).toEqual({ queue: [], opened: [] });
  });

  test('CMP-42: that is sent again is answered as before and not queued again', async () => {
    const { send, queue } = aDoor();
    expect([
      await send('order-1', { signed: 'new', id: '7' }),
      await send('order-1', { signed: 'new', id: '7' }),
    ]).toEqual([200, 200]);
    expect(queue).toHaveLength(1);
  });

  test('CMP-42: that uses the mark of another is refused', async () => {
    const { send, queue } = aDoor();
    await send('order-1', { signed: 'new', id: '7' });
    expect(await send('order-2', { signed: 'new', id: '7' })).toBe(401);
    expect(queue).toHaveLength(1);
  });

  test('of a kind that nobody knows is no error of the provider’s, and its name is kept', async () => {
    const { send, queue } = aDoor();
    expect(await send('moon')).toBe(200);
    expect(queue).toEqual([]);
    expect(log.lines().at(-2)).toMatchObject({ provider: 'parrot', unknownKinds: ['moon'] });
  });

  test('that asks for a confirmation is confirmed by one visit', async () => {
    const { send, visited } = aDoor();
    expect(await send('confirm')).toBe(200);
    expect(visited).toEqual(['https://parrot.example/yes']);
  });

  test('is answered with "later" while the queue is down, and taken in when it comes again', async () => {
    let down = true;
    const queue: Heard[] = [];
    const put = async (heard: readonly Heard[]) => {
      if (down) throw new TryAgain('the queue is down');
      queue.push(...heard);
    };
    const { send } = aDoor({ responses: { put } });
    expect(await send('order-1')).toBe(503);
    down = false;
    expect(await send('order-1')).toBe(200);
    expect(queue).toMatchObject([{ responseId: 'order-1' }]);
  });

  test('of a stranger never makes a fault of ours, whatever it is', async () => {
    const { send, queue } = aDoor();
    const headers = fc.dictionary(
      fc.constantFrom('content-type', 'host', 'signed', 'id', 'x-forwarded-host'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), headers, fc.string(), async (body, sent, provider) => {
        expect(await send(body, { ...sent, signed: `no ${sent.signed}` }, provider)).toBeLessThan(500);
      }),
      { numRuns: 500 },
    );
    expect(queue).toEqual([]);
  });
});
