// Does one text leave for each no, however often and by however many it is heard?
import { describe, expect, test } from 'vitest';
import { answerWords } from '#core/flow/answer-words';
import { hear } from '#core/flow/hear';
import type { Notice } from '#core/notice';
import type { SendAnswer, Services } from '#core/ports';
import { type Response, ResponseSchema, type Said } from '#core/response';
import { type Instant, plusMilliseconds } from '#core/time';
import { aCustomer } from '../../support/builders.ts';
import { aDoorWorld, MORNING } from '../../support/door-world.ts';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

async function aTextingWorld(...customers: ReturnType<typeof aCustomer>[]) {
  const world = await aDoorWorld(...customers);
  const texts: Notice[] = [];
  let answer: SendAnswer | Error = { status: 'accepted', providerId: 'n', parts: 1 };
  const services: Services = {
    ...world.services,
    notices: {
      send: async (notice) => {
        texts.push(notice);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  };
  return {
    ...world,
    services,
    texts,
    answerWith: (next: SendAnswer | Error) => {
      answer = next;
    },
  };
}

function aReply(meaning: 'stop' | 'start' | 'help', at: Instant, responseId: string = `${meaning}-${at}`): Response {
  return ResponseSchema.parse({ kind: 'replied', responseId, customerId: 'c1', channel: 'sms', meaning, at });
}

function later(milliseconds: number): Instant {
  return plusMilliseconds(MORNING, milliseconds);
}

describe('CMP-26: one confirmation', () => {
  test('of a no that is delivered again and again', async () => {
    const { services, texts } = await aTextingWorld(aCustomer());
    for (let again = 0; again < 4; again += 1) await hear(services, aReply('stop', MORNING));
    expect(texts.map(({ to }) => to)).toEqual(['+12025550123']);
    expect((await services.customers.get(aCustomer().customerId))?.consent.sms?.state).toBe('withdrawn');
  });

  test('of a no that is delivered to several workers at once', async () => {
    const { services, texts } = await aTextingWorld(aCustomer());
    await Promise.all(Array.from({ length: 5 }, () => hear(services, aReply('stop', MORNING))));
    expect(texts).toHaveLength(1);
  });

  test('of a no that is said again at once, and a week later', async () => {
    const { services, texts, timeline } = await aTextingWorld(aCustomer());
    await hear(services, aReply('stop', MORNING));
    await hear(services, aReply('stop', later(2_000)));
    await timeline.runUntil(later(WEEK_MS));
    await hear(services, aReply('stop', later(WEEK_MS)));
    expect(texts).toHaveLength(1);
  });

  test('for two customers who share the number', async () => {
    const other = aCustomer({ customerId: 'c2', firstName: 'Grace' });
    const { services, texts } = await aTextingWorld(aCustomer(), other);
    for (const { customerId, phone = '' } of [aCustomer(), other])
      await services.contacts.link(services.contacts.keyOf({ kind: 'phone', address: phone }), customerId);
    await hear(services, aReply('stop', MORNING));
    expect((await services.customers.get(other.customerId))?.consent.sms?.state).toBe('withdrawn');
    expect(texts).toHaveLength(1);
  });

  test('goes to the number that texted, and to nobody whom a link too many names', async () => {
    const other = aCustomer({ customerId: 'c2', phone: '+12025550177' });
    const { services, texts } = await aTextingWorld(other, aCustomer());
    const key = services.contacts.keyOf({ kind: 'phone', address: '+12025550123' });
    for (const { customerId } of [other, aCustomer()]) await services.contacts.link(key, customerId);
    const { customerId: _, ...said } = aReply('stop', MORNING);
    await hear(services, { contact: key, said: said as Said });
    await hear(services, aReply('stop', later(6 * 60 * MINUTE_MS)));
    expect(texts.map(({ to }) => to)).toEqual(['+12025550123']);
  });

  test('each of a no, a yes and a no again', async () => {
    const { services, texts, timeline } = await aTextingWorld(aCustomer());
    await hear(services, aReply('stop', MORNING));
    await timeline.runUntil(later(2 * MINUTE_MS));
    await hear(services, aReply('start', later(MINUTE_MS)));
    await hear(services, aReply('stop', later(2 * MINUTE_MS)));
    expect(texts.map(({ text }) => text.slice(0, 35))).toEqual([
      'Acorn & Oak: You are unsubscribed a',
      'Acorn & Oak: You will get our texts',
      'Acorn & Oak: You are unsubscribed a',
    ]);
  });

  test('none of a no that is heard an hour late, which is obeyed all the same', async () => {
    const { services, texts, timeline } = await aTextingWorld(aCustomer());
    await timeline.runUntil(later(60 * MINUTE_MS));
    await hear(services, aReply('stop', MORNING));
    expect(texts).toEqual([]);
    expect((await services.customers.get(aCustomer().customerId))?.consent.sms?.state).toBe('withdrawn');
  });
});

test.each<[string, SendAnswer | Error]>([
  ['throttled', { status: 'throttled', reason: 'ThrottlingException' }],
  ['refused', { status: 'refused', reason: 'ConflictException' }],
  ['ambiguous', { status: 'ambiguous', reason: 'TimeoutError' }],
  ['broken', new Error('no network')],
])('a text that is %s is given up, and the no is obeyed', async (_name, answer) => {
  const { services, texts, answerWith } = await aTextingWorld(aCustomer());
  answerWith(answer);
  await hear(services, aReply('stop', MORNING));
  await hear(services, aReply('stop', MORNING));
  expect(texts).toHaveLength(1);
  expect((await services.customers.get(aCustomer().customerId))?.consent.sms?.state).toBe('withdrawn');
});

test('nothing is answered where nothing is published: the shop has no name yet', async () => {
  const { services, texts } = await aTextingWorld(aCustomer());
  const silent = { ...services, sequences: { ...services.sequences, live: async () => [] } };
  await answerWords(silent, aReply('stop', MORNING), aCustomer());
  expect(texts).toEqual([]);
});

test('a stranger and other responses are not answered', async () => {
  const { services, texts } = await aTextingWorld();
  await answerWords(services, aReply('stop', MORNING), undefined);
  const about = { responseId: 'r', customerId: 'c1', at: MORNING };
  await answerWords(services, ResponseSchema.parse({ kind: 'visit', ...about }), aCustomer());
  expect(texts).toEqual([]);
});

test('CMP-27: help is answered once an hour', async () => {
  const { services, texts, timeline } = await aTextingWorld(aCustomer());
  await hear(services, aReply('help', MORNING));
  await hear(services, aReply('help', later(MINUTE_MS)));
  await timeline.runUntil(later(61 * MINUTE_MS));
  await hear(services, aReply('help', later(61 * MINUTE_MS)));
  expect(texts.map(({ text }) => text)).toEqual(Array(2).fill(expect.stringContaining('Reply STOP')));
});
