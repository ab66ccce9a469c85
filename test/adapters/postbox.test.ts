// Does the postbox keep what left, show it newest first, and give away every message that left twice?

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLightPostbox } from '#adapters/local/light-postbox';
import { type MessageId, MessageIdSchema, type Postbox } from '#adapters/local/postbox';
import { createPostboxSender } from '#adapters/local/postbox-sender';
import { previewOf } from '#adapters/local/preview';
import { createStoredPostbox } from '#adapters/local/stored-postbox';
import { EnrollmentIdSchema, TouchIdSchema } from '#core/ids';
import { InstantSchema } from '#core/time';
import { anOutgoingEmail, anOutgoingSms } from '../support/outgoing.ts';
import { aLeavingEmail, aLeavingSms, openStoredPostbox } from '../support/stored-postbox.ts';

const MISS_YOU = {
  enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402'),
  touchId: TouchIdSchema.parse('miss-you'),
};
const NOON = InstantSchema.parse('2026-07-05T16:00:00.000Z');

const worlds = {
  stored: openStoredPostbox,
  light: async () => ({ postbox: createLightPostbox(), close: async () => {} }),
};

describe.each(Object.entries(worlds))('the %s postbox', (_name, open) => {
  let postbox: Postbox;
  let close: () => Promise<void>;
  beforeEach(async () => ({ postbox, close } = await open()));
  afterEach(() => close());

  test('a message is found by its enrollment and touch', async () => {
    const { status, messageId } = await postbox.deliver(aLeavingEmail());
    expect(status).toBe('kept');
    expect(await postbox.find(MISS_YOU)).toMatchObject({ messageId, customerId: 'c1', channel: 'email', copy: 1 });
    expect(await postbox.find({ ...MISS_YOU, touchId: TouchIdSchema.parse('nudge') })).toBeUndefined();
  });

  test('a touch that leaves twice is counted and listed as another copy', async () => {
    const first = await postbox.deliver(aLeavingEmail());
    const second = await postbox.deliver(aLeavingEmail({ when: '2026-07-01T15:00:00.000Z' }));
    expect(second.status).toBe('duplicate');
    expect(second.messageId).not.toBe(first.messageId);
    expect(await postbox.counts()).toEqual({ sent: { email: 2, sms: 0 }, duplicates: 1 });
    const { items } = await postbox.page({ channel: 'email', limit: 10 });
    expect(items.map(({ copy }) => copy)).toEqual([2, 1]);
    expect((await postbox.find(MISS_YOU))?.messageId).toBe(first.messageId);
  });

  test('of many deliveries of one touch at once, all but one are duplicates', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => postbox.deliver(aLeavingEmail())));
    expect(answers.filter(({ status }) => status === 'kept')).toHaveLength(1);
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(12);
    expect(await postbox.counts()).toEqual({ sent: { email: 12, sms: 0 }, duplicates: 11 });
  });

  test('pages show a channel newest first, every message once, in whatever order messages came', async () => {
    const hours = ['03', '01', '05', '02', '04'];
    for (const hour of hours) {
      await postbox.deliver(aLeavingEmail({ customer: `c${hour}`, when: `2026-07-01T${hour}:00:00.000Z` }));
    }
    await postbox.deliver(aLeavingSms());
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await postbox.page({ channel: 'email', limit: 2, ...(before === undefined ? {} : { before }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ customerId }) => customerId));
      before = page.next;
    } while (before !== undefined);
    expect(seen).toEqual(['c05', 'c04', 'c03', 'c02', 'c01']);
  });

  test('replies stay beside the message they answer, in their order', async () => {
    const { messageId } = await postbox.deliver(aLeavingSms());
    expect(await postbox.keepReply(messageId, { at: NOON, words: 'Who is this?' })).toBe('kept');
    expect(await postbox.keepReply(messageId, { at: NOON, words: 'STOP' })).toBe('kept');
    const { items } = await postbox.page({ channel: 'sms', limit: 1 });
    expect(items[0]?.replies.map(({ words }) => words)).toEqual(['Who is this?', 'STOP']);
  });

  test('a reply to a message that never left is answered as missing', async () => {
    expect(await postbox.keepReply(MessageIdSchema.parse('nothing'), { at: NOON, words: 'STOP' })).toBe('missing');
  });

  test('CMP-36: an erased message is gone from the lists and by its id, and stays counted', async () => {
    const { messageId } = await postbox.deliver(aLeavingEmail());
    const [message] = (await postbox.page({ channel: 'email', limit: 5 })).items;
    if (message === undefined) throw new Error('a message must have left');
    await postbox.erase(message);
    await postbox.erase(message);
    expect((await postbox.page({ channel: 'email', limit: 5 })).items).toEqual([]);
    expect(await postbox.get(messageId)).toBeUndefined();
    expect((await postbox.counts()).sent.email).toBe(1);
  });

  test('an empty postbox has no messages and counts none', async () => {
    expect(await postbox.page({ channel: 'sms', limit: 5 })).toEqual({ items: [] });
    expect(await postbox.counts()).toEqual({ sent: { email: 0, sms: 0 }, duplicates: 0 });
  });
});

test('the stored postbox keeps all words and counts for the next one on its table', async () => {
  const { postbox, again, close } = await openStoredPostbox();
  const leaving = aLeavingEmail({ replyTo: 'care@shop.example' });
  const { messageId } = await postbox.deliver(leaving);
  await postbox.deliver(leaving);
  expect(await again.get(messageId)).toEqual({ ...leaving, messageId, copy: 1, replies: [] });
  expect((await again.counts()).duplicates).toBe(1);
  await close();
});

test('the light postbox keeps no words', async () => {
  const postbox = createLightPostbox();
  const { messageId } = await postbox.deliver(aLeavingEmail());
  expect(await postbox.get(messageId)).toBeUndefined();
  expect(JSON.stringify(await postbox.page({ channel: 'email', limit: 1 }))).not.toContain('Come back');
});

test('a row that makes no sense is reported by its place, without what stands in it', async () => {
  const client = mockClient(DynamoDBDocumentClient);
  const Item = { shelf: 'message#x', place: 'whole', to: 'ada@customer.example', text: 7 };
  client.on(GetCommand).resolves({ Item });
  const postbox = createStoredPostbox({ client: DynamoDBDocumentClient.from(new DynamoDBClient({})), table: 't' });
  const fault = await postbox.get('x' as MessageId).catch((thrown: unknown) => thrown);
  expect(fault).toMatchObject({ name: 'BrokenRecord', ids: { place: 'message#x' } });
  expect(String(fault)).not.toContain('ada');
  client.restore();
});

describe('the postbox sender', () => {
  const clock = { now: () => NOON };

  test('accepts an email, keeps its headers and takes the preview from its hidden first line', async () => {
    const { postbox, close } = await openStoredPostbox();
    const sender = createPostboxSender({ postbox, clock, nameOf: async () => 'Ada Lovelace' });
    const html =
      '<body><div style="display:none;max-height:0">It&#39;s been a while &amp; more</div><p>Hello</p></body>';
    const answer = await sender.send(anOutgoingEmail({ html, replyTo: 'care@shop.example' }));
    expect(answer).toEqual({ status: 'accepted', providerId: 'gentle_c1_20260402.miss-you', parts: 1 });
    expect(await postbox.get(MessageIdSchema.parse('gentle_c1_20260402.miss-you'))).toMatchObject({
      at: NOON,
      name: 'Ada Lovelace',
      subject: 'We miss you ☕',
      preview: "It's been a while & more",
      replyTo: 'care@shop.example',
      html,
    });
    await close();
  });

  test('an email without a hidden line is previewed by the beginning of its text', () => {
    const { message } = anOutgoingEmail({ text: 'Dear  Ada,\n\ncome back.' });
    expect(previewOf(message)).toBe('Dear Ada, come back.');
  });

  test('an SMS is paid by its parts', async () => {
    const sender = createPostboxSender({ postbox: createLightPostbox(), clock });
    expect(await sender.send(anOutgoingSms({ text: 'x'.repeat(161) }))).toMatchObject({ status: 'accepted', parts: 2 });
  });

  test('an SMS that AWS would refuse is refused, and nothing is kept', async () => {
    const postbox = createLightPostbox();
    const sender = createPostboxSender({ postbox, clock });
    expect(await sender.send(anOutgoingSms({ text: 'x'.repeat(1_601) }))).toMatchObject({ status: 'refused' });
    expect((await postbox.counts()).sent.sms).toBe(0);
  });
});
