// Years of sleeping customers, so many a day: a month on the virtual clock, in memory and on the tables of a stage.
import { describe, expect, test } from 'vitest';
import { createDynamoIntake } from '#adapters/aws/intake';
import { createLinks } from '#adapters/aws/links';
import { tableNames } from '#adapters/aws/tables';
import { openEmbeddedStore } from '#adapters/local/embedded-store';
import { endOf, planDay, startOf } from '#adapters/local/play';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld, type WorldOptions } from '#adapters/local/world';
import type { Customer } from '#core/customer';
import type { Fact } from '#core/fact';
import type { TURNS } from '#core/intake';
import { PublishedSequenceSchema } from '#core/sequence';
import { type Day, DaySchema, dayOf, plusDays } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';

const FROM = DaySchema.parse('2026-11-02');
const DAYS = 30;
/** Everybody is inside the window of 90 days to a year on each of the 30 days. */
const SILENT = { from: 95, over: 200 };
const A_MINUTE_MS = 60_000;

type Plan = {
  /** On tables, only the line and the count are: everything else of so many customers would take minutes. */
  readonly intake: 'of the world' | 'on tables';
  readonly store: WorldOptions['store'];
  readonly first: (typeof TURNS)[number];
  readonly people: number;
  readonly limit: { readonly customers: number; readonly from: number };
};

/** Who entered on which day, in the order of ids, and how many heard nothing yet. */
async function aMonth({ store, intake, first, people, limit }: Plan) {
  const file = aPublishedFile({
    sequence: {
      'limit per day': { ...limit, first },
      touches: [{ id: 'miss-you', channel: 'email', message: 'miss-you' }],
    },
  });
  const { shop } = PublishedSequenceSchema.parse(file);
  const facts: Fact[] = [];
  const world = await openWorld({
    store,
    start: startOf(FROM, shop),
    links: createLinks({ baseUrl: shop.website, secret: 'a secret that protects nothing but a test' }),
    randomness: createSeededRandomness('7'),
    keepWords: false,
    onFact: (fact) => facts.push(fact),
  });
  const { services, timeline } = world;
  const tables = intake === 'on tables' ? await openEmbeddedStore({ prefix: 'month' }) : undefined;
  if (tables !== undefined)
    Object.assign(services, {
      intake: createDynamoIntake({ client: tables.client, table: tableNames('month').intake }),
    });
  await services.sequences.publish(file);
  const customers = Array.from({ length: people }, (_, number) => sleeping(number));
  for (const customer of customers) await services.customers.save(customer);
  for (let day = FROM; day < plusDays(FROM, DAYS); day = plusDays(day, 1)) {
    planDay({ services, timeline, shop, respond: async () => {} }, day, () => []);
    await timeline.runUntil(endOf(day, shop));
  }
  const entered = facts.filter(({ kind }) => kind === 'enrolled' || kind === 'heldOut');
  const byDay = new Map<Day, string[]>();
  for (const { at, customerId } of entered) {
    const day = dayOf(at, shop.timeZone);
    byDay.set(day, [...(byDay.get(day) ?? []), customerId]);
  }
  await world.close();
  await tables?.close();
  return { customers, facts, byDay, deadLetters: world.deadLetters };
}

/** Silences and sums that have nothing to do with the number or with each other. */
function sleeping(number: number): Customer {
  const last = plusDays(FROM, -SILENT.from - ((number * 7_919) % SILENT.over));
  const spent = 100 * ((number * 104_729) % 9_973);
  const order = { first: '2024-01-10', last, count: 2, spent };
  return aCustomer({ customerId: `c${number}`, activity: { order } });
}

const ORDER_OF: Readonly<Record<Plan['first'], (customer: Customer) => string | number>> = {
  oldest: ({ activity }) => activity.order?.last ?? '',
  'most valuable': ({ activity }) => -(activity.order?.spent ?? 0),
};

/** The backlog in the order of turns, cut into the days of a ramp. */
function expected(customers: readonly Customer[], { first, limit }: Plan): string[][] {
  const by = ORDER_OF[first];
  const inOrder = [...customers].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    return a === b ? (one.customerId < other.customerId ? -1 : 1) : a < b ? -1 : 1;
  });
  const days: string[][] = [];
  for (let most = limit.from; inOrder.length > 0; most = Math.min(2 * most, limit.customers)) {
    const today = inOrder.splice(0, most);
    days.push(today.map(({ customerId }) => customerId).sort());
  }
  return days;
}

const MANY = [50, 100, 200, 400, 500, 500, 500, 500, 500, 500, 500, 500, 250];
/** Tables take a hundred times longer than memory. */
const FEWER = MANY.map((number) => number / 5);
const FEW = [2, 4, 8, 16, 20, 20, 20, 20, 10];

describe.each([
  ['memory', 'of the world', 5_000, { customers: 500, from: 50 }, MANY],
  ['memory', 'on tables', 1_000, { customers: 100, from: 10 }, FEWER],
  ['local', 'of the world', 120, { customers: 20, from: 2 }, FEW],
] as const)('in the %s world with the intake %s', (store, intake, people, limit, numbers) => {
  test.each(['oldest', 'most valuable'] as const)(
    'a backlog enters in the order of its turns, %s first',
    async (first) => {
      const plan = { store, intake, people, limit, first };
      const { customers, facts, byDay, deadLetters } = await aMonth(plan);
      expect(deadLetters).toEqual([]);
      const days = [...byDay].sort(([one], [other]) => (one < other ? -1 : 1));
      expect(days.map(([day]) => day)).toEqual(numbers.map((_, index) => plusDays(FROM, index)));
      expect(days.map(([, ids]) => ids.length)).toEqual(numbers);
      expect(days.map(([, ids]) => ids.sort())).toEqual(expected(customers, plan));
      // Whoever waits is no news of any day.
      expect(facts.filter(({ kind }) => kind === 'notEnrolled')).toEqual([]);
      expect(facts.filter(({ kind }) => kind === 'dormant')).toHaveLength(people);
    },
    2 * A_MINUTE_MS,
  );
});
