// Every world's journeys keep the contract, and agree step by step on plans and answers that nobody thought of.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusMilliseconds } from '#core/time';
import { aJourney, type CreateJourneys, logged, START, secondsAfter, WORLDS } from '../support/journey-log.ts';
import { journeysContract } from './journeys.contract.ts';

for (const [world, create] of Object.entries(WORLDS)) journeysContract(world, create);

/** What the door does with one delivery; `after` is how many milliseconds later it answers. */
type Reaction =
  | { readonly does: 'nothing' }
  | { readonly does: 'succeed' | 'succeedWithTheFirstToken' | 'park'; readonly after: number }
  | { readonly does: 'replan'; readonly after: number; readonly leg: number; readonly seconds: readonly number[] };

// From a day in the past to a month ahead, to the millisecond.
const seconds = fc.array(
  fc.integer({ min: -86_400_000, max: 30 * 86_400_000 }).map((value) => value / 1_000),
  {
    minLength: 1,
    maxLength: 6,
  },
);
const after = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * 86_400_000 }));
const reaction: fc.Arbitrary<Reaction> = fc.oneof(
  fc.constant({ does: 'nothing' as const }),
  fc.record({ does: fc.constantFrom('succeed' as const, 'succeedWithTheFirstToken' as const, 'park' as const), after }),
  fc.record({ does: fc.constant('replan' as const), after, leg: fc.integer({ min: -2, max: 8 }), seconds }),
);

async function play(create: CreateJourneys, plan: readonly number[], reactions: readonly Reaction[]) {
  const answers: unknown[] = [];
  const { timeline, journeys, deliveries, parked } = logged(create, async ({ token }) => {
    // A journey whose script is over is answered at once: a closing leg asks until it is.
    const what = reactions[deliveries.length - 1] ?? { does: 'succeed', after: 0 };
    const first = deliveries[0]?.token ?? '';
    const answer = (said: Exclude<Reaction, { does: 'nothing' }>) => {
      if (said.does === 'replan')
        return journeys.replan(token, { leg: said.leg, until: secondsAfter(said.seconds, timeline.now()) });
      if (said.does === 'park') return journeys.park(token, 'BrokenRecord');
      return journeys.succeed(said.does === 'succeed' ? token : first, { outcome: 'lapsed' });
    };
    const say = async () => {
      if (what.does === 'nothing') return;
      answers.push([timeline.now(), token, await answer(what)]);
    };
    if (what.does === 'nothing') return;
    if (what.after === 0) await say();
    else timeline.at(plusMilliseconds(timeline.now(), what.after), say);
  });
  const journey = aJourney(secondsAfter(plan));
  await journeys.start(journey);
  await timeline.runUntil(plusMilliseconds(START, 400 * 86_400_000));
  return {
    deliveries,
    parked,
    answers,
    statistics: journeys.statistics(),
    described: await journeys.describe(journey.enrollmentId),
  };
}

describe('the memory journeys and the state machine file', () => {
  it('agree on every delivery, answer and transition, whatever the plan and the answers', async () => {
    await fc.assert(
      fc.asyncProperty(seconds, fc.array(reaction, { maxLength: 12 }), async (plan, reactions) => {
        const memory = await play(WORLDS.memory, plan, reactions);
        const local = await play(WORLDS.local, plan, reactions);
        expect(local).toEqual(memory);
        expect(memory.statistics).toMatchObject({ open: 0, ended: 1, failed: memory.parked.length });
        expect(memory.described?.transitions).toBe(memory.deliveries.length + 2 * memory.parked.length);
      }),
      { numRuns: 200 },
    );
  });
});
