import { expect, test } from 'vitest';
import { createJournalTee } from '#adapters/local/journal-tee';
import { createMemoryJournal } from '#adapters/memory/journal';
import { type Fact, FactSchema } from '#core/fact';
import { type Instant, InstantSchema } from '#core/time';

const NOON = '2026-07-01T12:00:00.000Z';
const LATER = '2026-07-01T12:00:01.000Z';

function aFact(at: string, touch: string, customerId = 'c1'): Fact {
  const enrollmentId = `gentle_${customerId}_20260402`;
  return FactSchema.parse({ at, kind: 'skipped', customerId, enrollmentId, touch, channel: 'email', reason: 'stale' });
}

function aTee() {
  let now: Instant = InstantSchema.parse(NOON);
  const journal = createMemoryJournal();
  const heard: Fact[] = [];
  const tee = createJournalTee(journal, { now: () => now }, (fact) => heard.push(fact));
  return { tee, journal, heard, moveTo: (at: string) => (now = InstantSchema.parse(at)) };
}

test('the listener hears of each fact once, in order, however often it is recorded', async () => {
  const { tee, heard, moveTo } = aTee();
  await tee.record([aFact(NOON, 'one'), aFact(NOON, 'two')]);
  await tee.record([aFact(NOON, 'two'), aFact(NOON, 'three')]);
  moveTo(LATER);
  await tee.record([aFact(LATER, 'four')]);
  expect(heard.map(({ touch }) => touch)).toEqual(['one', 'two', 'three', 'four']);
});

test('a fact of the past that is told again is no news, and is kept all the same', async () => {
  const { tee, journal, heard, moveTo } = aTee();
  moveTo(LATER);
  await tee.record([aFact(NOON, 'one'), aFact(LATER, 'two')]);
  expect(heard.map(({ touch }) => touch)).toEqual(['two']);
  const fact = aFact(NOON, 'one');
  expect((await journal.ofCustomer(fact.customerId)).map(({ touch }) => touch)).toEqual(['one', 'two']);
});

test('the same thing of two customers is two facts', async () => {
  const { tee, heard } = aTee();
  await tee.record([aFact(NOON, 'one'), aFact(NOON, 'one', 'c2')]);
  expect(heard.map(({ customerId }) => customerId)).toEqual(['c1', 'c2']);
});

test('what was recorded through it is held', async () => {
  const { tee, journal } = aTee();
  expect(await tee.holds(aFact(NOON, 'one'))).toBe(false);
  await tee.record([aFact(NOON, 'one')]);
  expect(await tee.holds(aFact(NOON, 'one'))).toBe(true);
  expect(await journal.holds(aFact(NOON, 'one'))).toBe(true);
});
