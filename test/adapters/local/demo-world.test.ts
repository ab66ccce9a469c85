import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { createDemoWorld, customerPagesOf } from '#adapters/local/demo-world';
import type { KeptMessage } from '#adapters/local/postbox';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld, type World } from '#adapters/local/world';
import { answerUnsubscribe } from '#core/flow/unsubscribe-page';
import { ShopSchema } from '#core/shop';
import { InstantSchema } from '#core/time';
import { aCustomer, anEnrollment, aPublishedFile } from '../../support/builders.ts';

const NOW = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const SECRET = 'a secret that protects only a test';
const BASE_URL = 'http://localhost:4321';
const { customerId, enrollmentId } = anEnrollment();
const links = createLinks({ baseUrl: BASE_URL, secret: SECRET });
const TOKEN = links.unsubscribe({ customerId, enrollmentId, channel: 'email' }).replace(`${BASE_URL}/u/`, '');

let world: World;
let pages: ReturnType<typeof customerPagesOf>;
let requests = 0;
const POSTED = { method: 'POST', language: 'en', contentType: undefined, body: new Uint8Array() } as const;
beforeEach(async () => {
  world = await openWorld({
    store: 'memory',
    start: NOW,
    links,
    randomness: createSeededRandomness('demo-world'),
    keepWords: false,
  });
  const shop = ShopSchema.parse(aPublishedFile().shop);
  pages = customerPagesOf(world, shop, SECRET);
  await world.services.customers.save(aCustomer());
});
afterEach(() => world.close());

/** What a link does, once the timeline has let it happen. */
async function unsubscribed(token: string) {
  requests += 1;
  const { status } = await answerUnsubscribe(pages, { ...POSTED, token, requestId: `request-${requests}` });
  await world.timeline.runUntil(NOW);
  return status;
}

const consent = async () => (await world.services.customers.get(customerId))?.consent;

test('an unsubscribe link takes back the consent for its channel, and for no other', async () => {
  expect(await unsubscribed(TOKEN)).toBe(200);
  expect(await consent()).toMatchObject({ email: { state: 'withdrawn' }, sms: { state: 'granted' } });
});

test('an old link is obeyed again by whoever has consented again since', async () => {
  await unsubscribed(TOKEN);
  const row = await world.services.customers.get(customerId);
  if (row === undefined) throw new TypeError('the customer is gone');
  await world.services.customers.save({ ...row, consent: aCustomer().consent });
  expect(await unsubscribed(TOKEN)).toBe(200);
  expect(await consent()).toMatchObject({ email: { state: 'withdrawn' } });
});

test('CMP-26: while the clock stands, what is clicked last is the newer word', async () => {
  const messageId = 'm1' as KeptMessage['messageId'];
  const message = { messageId, customerId, enrollmentId, touchId: 'nudge', channel: 'sms' } as KeptMessage;
  const postbox = { ...world.postbox, get: async () => message };
  const shop = ShopSchema.parse(aPublishedFile().shop);
  const view = createDemoWorld({ ...world, postbox }, shop, { speed: 1, paused: true });
  const says = async (words: string) => {
    const answer = view.act({ act: 'reply', messageId, words });
    // The act looks its message up first.
    await new Promise((done) => setImmediate(done));
    return { answer };
  };
  const acts = [await says('START'), await says('STOP'), await says('START')];
  await world.timeline.runUntil(view.acted());
  expect(await Promise.all(acts.map(({ answer }) => answer))).toEqual(acts.map(() => ({ status: 'done' })));
  expect((await consent())?.sms).toMatchObject({ state: 'granted', at: '2026-07-01T14:00:00.003Z' });
});

test('a link that was tampered with changes nothing', async () => {
  expect(await unsubscribed(`${TOKEN}x`)).toBe(404);
  expect(await consent()).toEqual(aCustomer().consent);
});
