// A month in which too many complain: on the virtual clock, through real steps, from the first complaint to business as usual.
import { beforeAll, describe, expect, test } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { endOf, planDay, startOf } from '#adapters/local/play';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld } from '#adapters/local/world';
import type { Fact } from '#core/fact';
import { respond } from '#core/flow/respond';
import { type Response, ResponseSchema } from '#core/response';
import { PublishedSequenceSchema } from '#core/sequence';
import { DaySchema, dayOf, daysBetween, instantAt, plusDays, TimeOfDaySchema } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';

const FROM = DaySchema.parse('2026-11-02');
const DAYS = 45;
const PEOPLE = 200;
const A_DAY = 10;
/** The day on which they complain, counted from the first. */
const ANGER = 3;
const ANGRY = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

const file = aPublishedFile({
  sequence: {
    holdout: '20%',
    'limit per day': { customers: A_DAY },
    touches: [
      { id: 'miss-you', channel: 'email', message: 'miss-you' },
      { id: 'nudge', after: '4 days', channel: 'sms', message: 'nudge' },
    ],
  },
});

const facts: Fact[] = [];
let deadLetters: readonly unknown[];

/** Counted from the first day, in the shop's time zone. */
const dayNumberOf = ({ at }: Pick<Fact, 'at'>) =>
  daysBetween(FROM, dayOf(at, PublishedSequenceSchema.parse(file).shop.timeZone));
const daysOf = (...kinds: readonly Fact['kind'][]) =>
  [...new Set(facts.filter(({ kind }) => kinds.includes(kind)).map(dayNumberOf))].sort((one, other) => one - other);

beforeAll(async () => {
  const { shop } = PublishedSequenceSchema.parse(file);
  const world = await openWorld({
    store: 'memory',
    start: startOf(FROM, shop),
    links: createLinks({ baseUrl: shop.website, secret: 'a secret that protects nothing but a test' }),
    randomness: createSeededRandomness('7'),
    keepWords: false,
    onFact: (fact) => facts.push(fact),
  });
  const { services, timeline } = world;
  await services.sequences.publish(file);
  for (let number = 1; number <= PEOPLE; number += 1) {
    // The smaller the number, the longer the silence, and the earlier the turn.
    const order = { first: '2024-01-10', last: plusDays(FROM, number - 320), count: 2, spent: 1_000 };
    await services.customers.save(aCustomer({ customerId: `c${number}`, activity: { order } }));
  }
  const noon = instantAt(plusDays(FROM, ANGER), TimeOfDaySchema.parse('12:00'), shop.timeZone);
  const complaints = ANGRY.map((customerId) =>
    ResponseSchema.parse({
      kind: 'complained',
      responseId: `by-${customerId}`,
      customerId,
      enrollmentId: `gentle-90_${customerId}_20260101`,
      at: noon,
      channel: 'email',
    }),
  );
  for (let day = FROM; day < plusDays(FROM, DAYS); day = plusDays(day, 1)) {
    const obey = (response: Response) => respond(services, response);
    planDay({ services, timeline, shop, respond: obey }, day, () =>
      daysBetween(FROM, day) === ANGER ? complaints : [],
    );
    await timeline.runUntil(endOf(day, shop));
  }
  await world.close();
  deadLetters = world.deadLetters;
}, 120_000);

describe('CMP-05: after the sixth complaint', () => {
  test('nothing leaves for a week, by email or by SMS', () => {
    const sent = daysOf('sent');
    expect(sent.filter((day) => day <= ANGER)).toEqual([0, 1, 2, 3]);
    expect(sent.filter((day) => day > ANGER && day < ANGER + 7)).toEqual([]);
    expect(sent).toContain(ANGER + 7);
  });

  test('who was on the way is held, and hears everything later, once', () => {
    const held = facts.filter(({ kind, reason }) => kind === 'held' && reason === 'complaints');
    expect(held.length).toBeGreaterThan(10);
    for (const { enrollmentId, touch } of held) {
      const sent = facts.filter(
        (fact) => fact.kind === 'sent' && fact.enrollmentId === enrollmentId && fact.touch === touch,
      );
      expect(sent).toHaveLength(1);
    }
  });

  test('nobody enters for two weeks, into neither arm; then so many a day go on as before', () => {
    const entered = daysOf('enrolled', 'heldOut');
    expect(entered.filter((day) => day > ANGER && day < ANGER + 14)).toEqual([]);
    expect(entered.filter((day) => day >= ANGER + 15).length).toBeGreaterThan(10);
    for (const day of entered) {
      const today = facts.filter((fact) => ['enrolled', 'heldOut'].includes(fact.kind) && dayNumberOf(fact) === day);
      expect(today.length).toBe(A_DAY);
    }
  });

  test('those who complained hear nothing more', () => {
    for (const angry of ANGRY) {
      const after = facts.filter(
        (fact) => fact.customerId === angry && fact.kind === 'sent' && dayNumberOf(fact) > ANGER,
      );
      expect(after).toEqual([]);
    }
  });

  test('no work is left over', () => {
    expect(deadLetters).toEqual([]);
  });
});
