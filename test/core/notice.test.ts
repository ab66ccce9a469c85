// Is every no confirmed once, and nobody written to who should not be?
import { describe, expect, test } from 'vitest';
import { type ConsentRecord, ConsentRecordSchema } from '#core/consent';
import type { Customer } from '#core/customer';
import { customerAfter } from '#core/customer-after';
import { noticeFor, type Replied, type Reply } from '#core/notice';
import { ResponseSchema } from '#core/response';
import { ShopSchema } from '#core/shop';
import { type Instant, InstantSchema, plusMilliseconds } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';

const NOW = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const MINUTE_MS = 60_000;
const SHOP = ShopSchema.parse(aPublishedFile().shop);
const OURS = ShopSchema.parse(aPublishedFile({ shop: { sms: { keywords: 'winback' } } }).shop);

function aReply(overrides: Partial<Reply> = {}): Reply {
  const about = { kind: 'replied', responseId: 'r1', customerId: 'c1', at: NOW, channel: 'sms', meaning: 'stop' };
  return ResponseSchema.parse({ ...about, ...overrides }) as Reply;
}

function aRecord(state: ConsentRecord['state'], at: Instant): ConsentRecord {
  const { customerId } = aCustomer();
  const about = { source: 'reply by sms', proof: `response ${at}`, recordedAt: at };
  return { customerId, channel: 'sms', purpose: 'marketing', state, at, ...about };
}

function answerTo(reply: Reply, about: Partial<Replied> = {}) {
  return noticeFor({ reply, customer: aCustomer(), records: [], shop: SHOP, now: NOW, ...about });
}

function minutesAgo(minutes: number): Instant {
  return plusMilliseconds(NOW, -minutes * MINUTE_MS);
}

function optedOut(at: Instant): Customer {
  const { consent, ...rest } = aCustomer();
  return { ...rest, consent: { ...consent, sms: { state: 'withdrawn', at, source: 'reply by sms' } } };
}

describe('a no', () => {
  test('CMP-26: is confirmed to the number it came from, in the words of the shop', () => {
    const answer = answerTo(aReply());
    expect(answer).toMatchObject({
      status: 'due',
      notice: { customerId: 'c1', to: '+12025550123', maxPrice: 0.05 },
      once: `stop#${NOW}`,
    });
    expect(answer.status === 'due' && answer.notice.text).toBe(
      'Acorn & Oak: You are unsubscribed and will get no more texts from us. Reply START to get them again.',
    );
  });

  test('is confirmed alike whether the row is from before it or after it', () => {
    const reply = aReply();
    const after = customerAfter(aCustomer(), reply, SHOP.timeZone);
    expect(after?.consent.sms?.state).toBe('withdrawn');
    const again = { customer: after ?? aCustomer(), records: [aRecord('withdrawn', NOW)] };
    expect(answerTo(reply, again)).toEqual(answerTo(reply));
  });

  test.each([
    [5, 'due'],
    [6, 'none'],
  ])('CMP-26: that is %d minutes old: %s', (minutes, status) => {
    expect(answerTo(aReply({ at: minutesAgo(minutes) })).status).toBe(status);
  });

  test('CMP-26: of somebody who said so before is not confirmed again', () => {
    const known = { customer: optedOut(minutesAgo(10_000)), records: [aRecord('withdrawn', minutesAgo(10_000))] };
    expect(answerTo(aReply(), known)).toEqual({ status: 'none', because: 'notNew' });
    // Delivered again: the row has it already, the records still know.
    const again = { ...known, customer: optedOut(NOW), records: [...known.records, aRecord('withdrawn', NOW)] };
    expect(answerTo(aReply(), again)).toEqual({ status: 'none', because: 'notNew' });
  });

  test('after a yes is confirmed anew', () => {
    const records = [aRecord('withdrawn', minutesAgo(20)), aRecord('granted', minutesAgo(10))];
    expect(answerTo(aReply(), { records }).status).toBe('due');
  });

  test('that a newer yes has overtaken is not confirmed', () => {
    const sms = { state: 'granted', at: NOW, source: 'reply by sms', own: true } as const;
    const customer = aCustomer({ consent: { sms } });
    expect(answerTo(aReply({ at: minutesAgo(1) }), { customer })).toEqual({ status: 'none', because: 'notNew' });
  });

  test('of a topic or of email is no news about SMS', () => {
    const about = aRecord('withdrawn', minutesAgo(10));
    const { channel: _none, ...everywhere } = about;
    const topic = ConsentRecordSchema.parse({ ...everywhere, purpose: 'topic:offers' });
    const records = [topic, { ...about, channel: 'email' } as const];
    expect(answerTo(aReply(), { records }).status).toBe('due');
  });

  test('by email is answered by no SMS', () => {
    expect(answerTo(aReply({ channel: 'email' }))).toEqual({ status: 'none', because: 'otherWords' });
  });
});

describe('a yes', () => {
  test('after a no is confirmed', () => {
    const known = { customer: optedOut(minutesAgo(10)), records: [aRecord('withdrawn', minutesAgo(10))] };
    expect(answerTo(aReply({ meaning: 'start' }), known)).toMatchObject({ status: 'due', once: `start#${NOW}` });
  });

  test('of somebody who may be written to is no news', () => {
    expect(answerTo(aReply({ meaning: 'start' }))).toEqual({ status: 'none', because: 'notNew' });
  });
});

describe('a question for help', () => {
  test('CMP-27: is answered, also to somebody who opted out', () => {
    const reply = aReply({ meaning: 'help' });
    expect(answerTo(reply).status).toBe('due');
    expect(answerTo(reply, { customer: optedOut(minutesAgo(100)) }).status).toBe('due');
  });

  test('has one name an hour, so that two machines do not talk for ever', () => {
    const onceOf = (minutes: number) => {
      const answer = answerTo(aReply({ meaning: 'help', at: minutesAgo(minutes) }));
      return answer.status === 'due' ? answer.once : answer.because;
    };
    expect(onceOf(1)).toBe(onceOf(59));
    expect(onceOf(0)).not.toBe(onceOf(59));
    expect(onceOf(61)).toBe('late');
  });
});

describe('nobody is answered', () => {
  test('who says anything else', () => {
    expect(answerTo(aReply({ meaning: 'other' }))).toEqual({ status: 'none', because: 'otherWords' });
  });

  test('twice: what the provider answers is left to it, unless the shop says otherwise', () => {
    expect(answerTo(aReply({ answered: true }))).toEqual({ status: 'none', because: 'provider' });
    expect(answerTo(aReply({ answered: true }), { shop: OURS }).status).toBe('due');
    expect(answerTo(aReply({ answered: false })).status).toBe('due');
  });

  test('without a number, or at one that bounced or complained', () => {
    const { phone: _none, ...without } = aCustomer();
    const none = { status: 'none', because: 'unreachable' };
    expect(answerTo(aReply(), { customer: without })).toEqual(none);
    for (const because of ['complaint', 'hard bounce'] as const) {
      const customer = aCustomer({ suppression: { sms: { because, at: minutesAgo(9) } } });
      for (const meaning of ['stop', 'start', 'help'] as const)
        expect(answerTo(aReply({ meaning }), { customer })).toEqual(none);
    }
  });
});

test('the language is that of the reply, else of the shop', () => {
  const textOf = (reply: Reply, shop = SHOP) => {
    const answer = answerTo(reply, { shop });
    return answer.status === 'due' ? answer.notice.text : answer.because;
  };
  expect(textOf(aReply({ language: 'de' }))).toContain('Sie sind abgemeldet');
  expect(textOf(aReply(), { ...SHOP, locale: 'fr-FR' })).toContain('désabonnement');
});

test('the message that was answered travels along, where it is known', () => {
  const of = { enrollmentId: 'gentle_c1_20260402', touchId: 'nudge' };
  const answer = answerTo(ResponseSchema.parse({ ...aReply(), ...of }) as Reply);
  expect(answer).toMatchObject({ notice: { inReplyTo: of } });
});
