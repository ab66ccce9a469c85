// Does the phone of the local world show what answered a customer's words?
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { createDemoWorld } from '#adapters/local/demo-world';

import type { ActAnswer } from '#adapters/local/page-world';
import type { Postbox } from '#adapters/local/postbox';
import { createPostboxNotices } from '#adapters/local/postbox-notices';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld, type World } from '#adapters/local/world';
import type { Notice } from '#core/notice';
import { ShopSchema } from '#core/shop';
import { InstantSchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../../support/builders.ts';
import { aLeavingSms, openStoredPostbox } from '../../support/stored-postbox.ts';

const BUBBLES = new URL('../../../adapters/local/page/bubbles.js', import.meta.url).href;
const NOW = InstantSchema.parse('2026-07-05T15:00:00.000Z');
const { customerId } = aCustomer();

let world: World;
beforeEach(async () => {
  const links = createLinks({ baseUrl: 'http://localhost:4321', secret: 'a secret that protects only a test' });
  const randomness = createSeededRandomness('notices');
  world = await openWorld({ store: 'local', start: NOW, links, randomness, keepWords: true });
  await world.services.customers.save(aCustomer());
  await world.services.sequences.publish(aPublishedFile());
});
afterEach(() => world.close());

async function repliesIn(postbox: Postbox) {
  const { items } = await postbox.page({ channel: 'sms', limit: 1 });
  return items[0]?.replies ?? [];
}

test('CMP-26: a STOP on the phone is confirmed below it, once', async () => {
  const page = createDemoWorld(world, ShopSchema.parse(aPublishedFile().shop), { speed: 1, paused: false });
  const { messageId } = await world.postbox.deliver(aLeavingSms());
  for (const words of ['Stop!!', 'STOP I SAID']) {
    const answers: ActAnswer[] = [];
    void page.act({ messageId, act: 'reply', words }).then((answer) => answers.push(answer));
    await vi.waitFor(async () => {
      await world.timeline.runUntil(page.acted());
      expect(answers).toEqual([{ status: 'done' }]);
    });
  }
  const replies = await repliesIn(world.postbox);
  expect(replies).toMatchObject([{ words: expect.stringMatching(/^Acorn & Oak: You are unsubscribed/), by: 'shop' }]);
  expect((await world.services.customers.get(customerId))?.consent.sms?.state).toBe('withdrawn');
});

test('a text that answers no known message, or is too long to leave, is kept nowhere', async () => {
  const { postbox, close } = await openStoredPostbox();
  const notices = createPostboxNotices({ postbox, clock: { now: () => NOW } });
  const notice: Notice = { customerId, to: '+12025550123', text: 'Acorn & Oak: hello', maxPrice: 0.05 };
  const { enrollmentId, touchId } = aLeavingSms();
  const inReplyTo = { enrollmentId, touchId };
  await postbox.deliver(aLeavingSms());
  expect(await notices.send(notice)).toEqual({ status: 'accepted', providerId: 'notice', parts: 1 });
  expect(await notices.send({ ...notice, text: 'x'.repeat(1_531), inReplyTo })).toMatchObject({ status: 'refused' });
  expect(await repliesIn(postbox)).toEqual([]);
  await notices.send({ ...notice, inReplyTo });
  expect(await repliesIn(postbox)).toEqual([{ at: NOW, words: notice.text, by: 'shop' }]);
  await close();
});

test('on the phone an answer stands below its reply, also where the clock stands still', async () => {
  const { inOrder } = await import(BUBBLES);
  const answer = { at: '2026-07-05T15:00:00.000Z', words: 'done', by: 'shop' };
  const reply = (words: string, at = answer.at) => ({ at, words });
  const wordsOf = (replies: object[]) => inOrder(replies).map(({ words }: { words: string }) => words);
  expect(wordsOf([reply('hi'), answer, reply('STOP'), reply('again')])).toEqual(['hi', 'STOP', 'done', 'again']);
  expect(wordsOf([answer, reply('later', '2026-07-06T15:00:00.000Z')])).toEqual(['done', 'later']);
  expect(wordsOf([answer])).toEqual(['done']);
});
