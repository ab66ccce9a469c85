// A journeys' world that writes down what was delivered when: the touch queue of a test.

import * as z from 'zod';
import { createJourneyRunner, LOCAL_SUBSTITUTIONS } from '#adapters/local/asl-runner';
import { createMemoryExecutions, type Executions } from '#adapters/local/executions';
import type { JourneyDescription, JourneyStatistics } from '#adapters/memory/journey-tally';
import { createMemoryJourneys } from '#adapters/memory/journeys';
import { createTimeline, type Timeline } from '#adapters/memory/timeline';
import { CustomerIdSchema, EnrollmentIdSchema, SequenceNameSchema } from '#core/ids';
import type { JourneyInput, Journeys } from '#core/ports';
import { InstantSchema } from '#core/time';
import definition from '../../workflows/journey.asl.json' with { type: 'json' };

/** The instant at which every journey of these tests starts. */
export const START = InstantSchema.parse('2026-07-01T14:00:00.000Z');

export const TouchMessageSchema = z.strictObject({
  enrollmentId: EnrollmentIdSchema,
  customerId: CustomerIdSchema,
  leg: z.int(),
  token: z.string(),
  expiresAt: InstantSchema,
});
export type Delivery = z.infer<typeof TouchMessageSchema> & { readonly at: string };

export type JourneysUnderTest = Journeys & {
  statistics(): JourneyStatistics;
  describe(name: JourneyInput['enrollmentId']): Promise<JourneyDescription | undefined>;
};

type Parts = {
  readonly timeline: Timeline;
  readonly deliver: (queue: 'touch' | 'parked', body: unknown) => Promise<void>;
  readonly newToken: () => string;
};
export type CreateJourneys = (parts: Parts) => JourneysUnderTest;

export const WORLDS: Readonly<Record<'memory' | 'local', CreateJourneys>> = {
  memory: createMemoryJourneys,
  local: (parts) => aRunner({ ...parts, executions: createMemoryExecutions() }),
};

/** The local runner on the file as it is. */
export function aRunner(parts: Parts & { readonly executions: Executions }) {
  return createJourneyRunner({ definition, substitutions: LOCAL_SUBSTITUTIONS, ...parts });
}

/** Journeys of one world with a log of its deliveries; `onDelivery` is the door that handles them. */
export function logged(create: CreateJourneys, onDelivery: (delivery: Delivery) => Promise<void> = async () => {}) {
  const timeline = createTimeline(START);
  const deliveries: Delivery[] = [];
  const parked: unknown[] = [];
  let tokens = 0;
  const journeys = create({
    timeline,
    newToken: () => `token-${tokens++}`,
    async deliver(queue, body) {
      if (queue === 'parked') return void parked.push(body);
      const delivery = { at: timeline.now(), ...TouchMessageSchema.parse(body) };
      deliveries.push(delivery);
      await onDelivery(delivery);
    },
  });
  const runUntil = (end: string) => timeline.runUntil(InstantSchema.parse(end));
  return { timeline, runUntil, journeys, deliveries, parked, last: () => deliveries.at(-1)?.token ?? '' };
}

/** A journey of customer c1 that starts with leg 0 of these due instants. */
export function aJourney(until: readonly string[], overrides: Partial<JourneyInput> = {}): JourneyInput {
  return {
    enrollmentId: EnrollmentIdSchema.parse('gentle_c1_20260402'),
    customerId: CustomerIdSchema.parse('c1'),
    sequence: SequenceNameSchema.parse('gentle'),
    version: 1,
    leg: 0,
    until: until.map((instant) => InstantSchema.parse(instant)),
    ...overrides,
  };
}

/** The due instants of a plan, given as seconds after the start (or after `from`). */
export function secondsAfter(seconds: readonly number[], from: string = START): JourneyInput['until'] {
  return seconds.map((second) => InstantSchema.parse(new Date(Date.parse(from) + second * 1_000).toISOString()));
}
