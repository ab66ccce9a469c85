// Four months of a shop whose customers live in many time zones: the laws that every single message must keep.
import { beforeAll, expect, test } from 'vitest';
import { createLinks } from '#adapters/aws/links';
import { endOf, planDay, startOf } from '#adapters/local/play';
import { createSeededRandomness } from '#adapters/local/seeded';
import { syntheticCustomer, syntheticOrders } from '#adapters/local/synthetic-shop';
import { createTally, type Tally } from '#adapters/local/tally';
import { openWorld, type World } from '#adapters/local/world';
import type { Customer } from '#core/customer';
import type { Fact } from '#core/fact';
import { report } from '#core/flow/report';
import { respond } from '#core/flow/respond';
import type { SequenceReport } from '#core/report';
import { SendWindowSchema } from '#core/send-window';
import { PublishedSequenceSchema } from '#core/sequence';
import { DaySchema, plusDays, TimeZoneSchema } from '#core/time';
import { loadWorkflows } from '#workflows/load';
import { showsOpen } from '../support/wall-clock.ts';

const WINDOW = SendWindowSchema.parse({ between: '09:00-20:00', days: 'mon-sat' });
const shopZone = TimeZoneSchema.parse('America/New_York');
const CUSTOMERS = 1_000;
const DAYS = 120;
// From winter into summer: both directions of daylight saving are in it for some of the zones.
const FROM = DaySchema.parse('2027-01-15');

let world: World;
let tally: Tally;
let reports: readonly SequenceReport[];
const facts: Fact[] = [];
const customers = new Map<string, Customer>();

beforeAll(async () => {
  const loaded = await loadWorkflows('workflows');
  if (loaded.status === 'broken') throw new Error('the shipped sequences are broken');
  const { shop } = PublishedSequenceSchema.parse(loaded.published[0]);
  const counting = createTally();
  world = await openWorld({
    store: 'memory',
    start: startOf(FROM, shop),
    links: createLinks({ baseUrl: shop.website, secret: 'a secret that protects nothing but a test' }),
    randomness: createSeededRandomness('7'),
    keepWords: false,
    people: '7',
    onFact: (fact) => {
      facts.push(fact);
      counting.count(fact);
    },
  });
  const { services, timeline } = world;
  for (const file of loaded.published) await services.sequences.publish(file);
  for (let number = 1; number <= CUSTOMERS; number += 1) {
    const customer = syntheticCustomer(number, '7', FROM);
    customers.set(customer.customerId, customer);
    await services.customers.save(customer);
  }
  for (let day = FROM; day < plusDays(FROM, DAYS); day = plusDays(day, 1)) {
    planDay({ services, timeline, shop, respond: (response) => respond(services, response) }, day, (noon) =>
      syntheticOrders(CUSTOMERS, '7', FROM, day, noon),
    );
    await timeline.runUntil(endOf(day, shop));
  }
  tally = counting.tally();
  ({ reports } = await report(services));
}, 120_000);

test('every message left between 09:00 and 20:00, Monday to Saturday, where its customer lives', () => {
  const sent = facts.filter(({ kind }) => kind === 'sent');
  expect(sent.length).toBeGreaterThan(1_000);
  for (const { at, customerId } of sent) {
    const zone = customers.get(customerId)?.timeZone ?? shopZone;
    expect(showsOpen(at, WINDOW, zone), `${customerId} at ${at}`).toBe(true);
  }
});

test('no touch went out twice, none after a stop, and no work was left over', async () => {
  const touches = facts
    .filter(({ kind }) => kind === 'sent')
    .map(({ enrollmentId, touch }) => `${enrollmentId} ${touch}`);
  expect(new Set(touches).size).toBe(touches.length);
  expect(tally.sentAfterStop).toBe(0);
  expect((await world.postbox.counts()).duplicates).toBe(0);
  expect(world.deadLetters).toEqual([]);
});

test('nobody got a message on a channel without consent or address, or after saying no', () => {
  const no = new Map<string, string>();
  for (const fact of facts) {
    if (fact.kind === 'response' && ['unsubscribed', 'complained'].includes(fact.response ?? ''))
      no.set(fact.customerId, fact.at);
    if (fact.kind !== 'sent' || fact.channel === undefined) continue;
    const customer = customers.get(fact.customerId);
    expect(customer?.consent[fact.channel]?.state).toBe('granted');
    expect(customer?.[fact.channel === 'email' ? 'email' : 'phone']).toBeDefined();
    expect((no.get(fact.customerId) ?? 'never') >= fact.at, `${fact.customerId} at ${fact.at}`).toBe(true);
  }
});

test('nobody got more than three messages in seven days', () => {
  const byCustomer = Map.groupBy(
    facts.filter(({ kind }) => kind === 'sent'),
    ({ customerId }) => customerId,
  );
  for (const sent of byCustomer.values()) {
    for (const { at } of sent) {
      const weekAgo = new Date(Date.parse(at) - 7 * 86_400_000 + 3_600_000).toISOString();
      expect(sent.filter((one) => one.at > weekAgo && one.at <= at).length).toBeLessThanOrEqual(3);
    }
  }
});

test('each enrollment ended at most once, and the report counts every one of them', async () => {
  const closed = facts.filter(({ kind }) => kind === 'closed').map(({ enrollmentId }) => enrollmentId);
  expect(new Set(closed).size).toBe(closed.length);
  const sum = (count: (one: SequenceReport) => number) => reports.reduce((all, one) => all + count(one), 0);
  expect(sum((one) => one.enrolled)).toBe(tally.enrolled);
  expect(sum((one) => one.heldOut)).toBe(tally.heldOut);
  expect(sum((one) => one.enrolled - one.running)).toBe(closed.length);
  expect(sum((one) => one.touches.email.sent + one.touches.sms.sent)).toBe(
    tally.touches.email.sent + tally.touches.sms.sent,
  );
});

test('facts hold no address, phone number or name', () => {
  const journal = JSON.stringify(facts);
  for (const { email, phone, lastName } of customers.values()) {
    for (const secret of [email, phone, lastName])
      if (secret !== undefined) expect(journal.includes(secret)).toBe(false);
  }
});
