import { expect, test } from 'vitest';
import { createQueue, type DeadLetter } from '#adapters/local/queue';
import { createTimeline } from '#adapters/memory/timeline';
import { BadInput, TryAgain } from '#core/errors';
import { InstantSchema } from '#core/time';

const START = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const TEN_MINUTES_ON = InstantSchema.parse('2026-07-01T14:10:00.000Z');

/** A queue whose handler fails as told, and what became of each delivery. */
function aQueue(fail: (delivery: number) => unknown) {
  const timeline = createTimeline(START);
  const handled: string[] = [];
  const dead: DeadLetter[] = [];
  const put = createQueue<string>(
    'touch',
    timeline,
    async (message) => {
      handled.push(`${timeline.now().slice(11, 16)} ${message}`);
      const fault = fail(handled.length);
      if (fault !== undefined) throw fault;
    },
    (letter) => dead.push(letter),
  );
  return { timeline, handled, dead, put };
}

test('messages are handled in the order in which they came, and not before the timeline moves', async () => {
  const { timeline, handled, dead, put } = aQueue(() => undefined);
  put('one');
  put('two');
  expect(handled).toEqual([]);
  await timeline.runUntil(START);
  expect(handled).toEqual(['14:00 one', '14:00 two']);
  expect(dead).toEqual([]);
});

test('a message whose handler fails for a moment comes back a minute later, until it is done', async () => {
  const { timeline, handled, dead, put } = aQueue((delivery) => (delivery < 3 ? new TryAgain('throttled') : undefined));
  put('one');
  await timeline.runUntil(TEN_MINUTES_ON);
  expect(handled).toEqual(['14:00 one', '14:01 one', '14:02 one']);
  expect(dead).toEqual([]);
});

test('after five deliveries it is a dead letter', async () => {
  const { timeline, handled, dead, put } = aQueue(() => new TryAgain('the store is down; deliver this again'));
  put('one');
  await timeline.runUntil(TEN_MINUTES_ON);
  expect(handled).toHaveLength(5);
  expect(dead).toEqual([{ queue: 'touch', problem: 'the store is down; deliver this again' }]);
});

test('what no second try can mend is a dead letter at once', async () => {
  const { timeline, handled, dead, put } = aQueue(() => new BadInput('the message has no leg; send one'));
  put('one');
  await timeline.runUntil(TEN_MINUTES_ON);
  expect(handled).toEqual(['14:00 one']);
  expect(dead).toEqual([{ queue: 'touch', problem: 'the message has no leg; send one' }]);
});

test("somebody else's fault is tried again, and its words, which may carry data, are not kept", async () => {
  const { timeline, handled, dead, put } = aQueue(() => new TypeError('ada@customer.example is not iterable'));
  put('one');
  await timeline.runUntil(TEN_MINUTES_ON);
  expect(handled).toHaveLength(5);
  expect(dead).toEqual([{ queue: 'touch', problem: 'an unexpected TypeError' }]);
});

test('one message that fails does not stand in the way of the next', async () => {
  const { timeline, handled, put } = aQueue((delivery) => (delivery === 1 ? new TryAgain('throttled') : undefined));
  put('one');
  put('two');
  await timeline.runUntil(TEN_MINUTES_ON);
  expect(handled).toEqual(['14:00 one', '14:00 two', '14:01 one']);
});
