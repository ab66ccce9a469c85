import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { createDemoWorld, type DemoWorld } from '#adapters/local/demo-world';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld, type World } from '#adapters/local/world';
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
let demo: DemoWorld;
beforeEach(async () => {
  world = await openWorld({
    store: 'memory',
    start: NOW,
    links,
    randomness: createSeededRandomness('demo-world'),
    keepWords: false,
  });
  const shop = ShopSchema.parse(aPublishedFile().shop);
  demo = createDemoWorld(world, shop, { speed: 1, paused: false }, SECRET);
  await world.services.customers.save(aCustomer());
});
afterEach(() => world.close());

/** What a link does, once the timeline has let it happen. */
async function unsubscribed(token: string) {
  const answer = demo.unsubscribe(token);
  await world.timeline.runUntil(NOW);
  return (await answer).status;
}

const consent = async () => (await world.services.customers.get(customerId))?.consent;

test('an unsubscribe link takes back the consent for its channel, and for no other', async () => {
  expect(await unsubscribed(TOKEN)).toBe('done');
  expect(await consent()).toMatchObject({ email: { state: 'withdrawn' }, sms: { state: 'granted' } });
});

test('an old link is obeyed again by whoever has consented again since', async () => {
  await unsubscribed(TOKEN);
  const row = await world.services.customers.get(customerId);
  if (row === undefined) throw new TypeError('the customer is gone');
  await world.services.customers.save({ ...row, consent: aCustomer().consent });
  expect(await unsubscribed(TOKEN)).toBe('done');
  expect(await consent()).toMatchObject({ email: { state: 'withdrawn' } });
});

test('a link that was tampered with changes nothing', async () => {
  expect(await unsubscribed(`${TOKEN}x`)).toBe('invalid');
  expect(await consent()).toEqual(aCustomer().consent);
});
