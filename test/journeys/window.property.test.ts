// At every hour of every zone, whatever is heard meanwhile: nothing leaves outside the send window, or during a pause.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enroll } from '#core/flow/enroll';
import type { Heard } from '#core/heard';
import { SequenceNameSchema } from '#core/ids';
import { type Instant, instantOf } from '#core/time';
import { aCustomer, aPublishedFile } from '../support/builders.ts';
import { heardOf, spoken } from '../support/heard.ts';
import { createInterleaved, drain, type Interleaved } from '../support/interleaving.ts';

const RUNS = 300;
const HOUR_MS = 3_600_000;
/** Far apart, with and without summer time, on both halves of the globe, and one with half hours. */
const ZONES = ['America/New_York', 'Pacific/Auckland', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia', 'UTC'] as const;
const [OPENS, CLOSES] = ['09:00', '20:00'] as const;

const story = fc.record({
  // From April on, so that the last order of the builder's customer is in the window of the sequence; two changes of clocks.
  start: fc
    .integer({ min: 0, max: 4_500 })
    .map((hours) => instantOf(Date.parse('2026-07-02T00:00:00.000Z') + hours * HOUR_MS)),
  zone: fc.constantFrom(...ZONES),
  actions: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ does: fc.constant('tick' as const) }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('hear' as const), spoken }) },
    ),
    { maxLength: 40 },
  ),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;
type Pause = { readonly from: Instant; readonly until: Instant | undefined };

/** Every step is done whole before time goes on: a process that sleeps for hours between its last look and its send is none. */
async function play({ start, zone, actions }: Story): Promise<{ world: Interleaved; pauses: readonly Pause[] }> {
  const world = createInterleaved(start, () => 'accepted');
  await world.stores.sequences.publish(aPublishedFile({ sequence: { holdout: '0%' } }));
  await world.stores.customers.save(aCustomer({ timeZone: zone }));
  const sequence = SequenceNameSchema.parse('gentle');
  const entered = await enroll(world.inner, { customerId: aCustomer().customerId, sequence, version: 1 });
  if (entered.status !== 'enrolled') return { world, pauses: [] };
  const { customerId } = aCustomer();
  const pauses: Pause[] = [];
  for (const [index, one] of actions.entries()) {
    if (one.does === 'tick') await world.tick();
    else {
      const heard: Heard = heardOf(
        { ...one.spoken, byContact: false },
        `r${index}`,
        { customerId, enrollmentId: entered.enrollmentId },
        world,
      );
      if ('kind' in heard && heard.kind === 'paused') pauses.push({ from: heard.at, until: heard.until });
      world.bag.push({ kind: 'heard', heard });
    }
    await atRest(world);
  }
  await drain(world);
  return { world, pauses };
}

/** All jobs that are there are done, and no time passes. */
async function atRest(world: Interleaved): Promise<void> {
  while (world.bag.length > 0 || world.processes.length > 0) {
    if (world.processes.some(({ pending }) => pending.length > 0)) await world.step(0);
    else world.take(0, false);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The wall clock in a zone, as the runtime has it and not as we count it: `14:05`. */
function wallClock(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    Date.parse(at),
  );
}

/** What the newest word on a pause was at an instant; of two of one instant the longer. */
function pausedUntil(pauses: readonly Pause[], at: Instant): Instant | undefined {
  const said = pauses.filter(({ from }) => from < at);
  const newest = said
    .map(({ from }) => from)
    .toSorted()
    .at(-1);
  return said
    .filter(({ from }) => from === newest)
    .flatMap(({ until }) => until ?? [])
    .toSorted()
    .at(-1);
}

test('no message leaves outside the send window of the customer’s own clock, nor while they asked for a pause', async () => {
  let sent = 0;
  let paused = 0;
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const { world, pauses } = await play(told);
      expect(world.faults).toEqual([]);
      sent += world.left.length;
      paused += pauses.length;
      for (const { at } of world.left) {
        const clock = wallClock(at, told.zone);
        expect(clock >= OPENS && clock < CLOSES, `${clock} in ${told.zone}`).toBe(true);
        expect((pausedUntil(pauses, at) ?? '') <= at, `a pause at ${at}`).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
  // Otherwise these stories would prove nothing.
  expect([sent > RUNS / 2, paused > 0]).toEqual([true, true]);
}, 60_000);
