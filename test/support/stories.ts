// Stories of one journey: touches, everything that can be heard, duplicates, retries and crashes, in any order.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Enrollment } from '#core/enrollment';
import { enroll } from '#core/flow/enroll';
import type { Heard } from '#core/heard';
import { CustomerIdSchema, SequenceNameSchema } from '#core/ids';
import type { SendAnswer } from '#core/ports';
import { InstantSchema } from '#core/time';
import { aCustomer, aPublishedFile } from './builders.ts';
import { heardOf, shareContacts, spoken } from './heard.ts';
import { createInterleaved, drain, type Interleaved, type Runs } from './interleaving.ts';

const START = InstantSchema.parse('2026-07-01T14:00:00.000Z');
const RUNS = 400;
export const KEY = {
  customerId: CustomerIdSchema.parse('c1'),
  enrollmentId: 'gentle_c1_20260402' as Enrollment['enrollmentId'],
};

/** Somebody else with the same address and number. */
export const HOUSEMATE = aCustomer({ customerId: 'c2', firstName: 'Byron' });

const answer = fc.constantFrom<SendAnswer['status']>(
  'accepted',
  'accepted',
  'accepted',
  'throttled',
  'refused',
  'ambiguous',
);
/** What may happen next; `heard` says how often something is heard. Where it is often, hardly anything is sent any more. */
const actionWith = (heard: number) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.record({ does: fc.constant('step' as const), choice: fc.nat(99) }) },
    {
      weight: 12,
      arbitrary: fc.record({ does: fc.constant('take' as const), choice: fc.nat(99), duplicate: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('tick' as const) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('crash' as const), choice: fc.nat(99) }) },
    { weight: heard, arbitrary: fc.record({ does: fc.constant('hear' as const), spoken }) },
  );
/** A version of the sequence disappears, and may come back. */
const loss = fc.record({ does: fc.constant('lose' as const), gone: fc.constantFrom(true, true, true, false) });
const storyWith = (heard: number) =>
  fc.record({
    actions: fc.array(actionWith(heard), { minLength: 30, maxLength: 160 }),
    answers: fc.array(answer, { minLength: 12, maxLength: 12 }),
    stopsOn: fc.constantFrom(
      ['order'] as const,
      ['order', 'visit'] as const,
      ['order', 'visit', 'click', 'reply'] as const,
    ),
    cap: fc.boolean(),
    hasTopic: fc.boolean(),
  });
const story = storyWith(2);
/** Far more is heard than happens. */
export const storyOfWords = storyWith(20);
export const storyOfLoss = fc
  .tuple(story, fc.array(fc.tuple(fc.nat(60), loss), { minLength: 1, maxLength: 4 }))
  .map(([told, losses]) => ({
    ...told,
    actions: losses.reduce<readonly Action[]>((actions, [at, one]) => actions.toSpliced(at, 0, one), told.actions),
  }));
type In<A> = A extends fc.Arbitrary<infer Value> ? Value : never;
type Action = In<ReturnType<typeof actionWith>> | In<typeof loss>;
type Story = Omit<In<typeof story>, 'actions'> & { readonly actions: readonly Action[] };

/** The world at the end of a story, and all that was heard in it. */
export type Told = Interleaved & { readonly heard: readonly Heard[] };

/** Plays random stories, then lets everything come to rest, and asks what must hold. */
export async function everyStory(
  law: (world: Told) => void | Promise<void>,
  stories: fc.Arbitrary<Story> = story,
  { runs, by }: { readonly runs?: number; readonly by?: Runs } = {},
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(stories, async (told) => {
      const world = await play(told, by);
      await law(world);
    }),
    { numRuns: runs ?? RUNS },
  );
}

async function play({ actions, answers, stopsOn, cap, hasTopic }: Story, by?: Runs): Promise<Told> {
  let sends = 0;
  const world = createInterleaved(START, () => answers[sends++] ?? 'accepted', by);
  const topics = { offers: 'Offers and discounts' };
  const shop = cap ? { topics, 'at most': { messages: 1, in: '9 days' } } : { topics };
  const sequence = { 'stops on': [...stopsOn], holdout: '0%', ...(hasTopic ? { topic: 'offers' } : {}) };
  await world.stores.sequences.publish(aPublishedFile({ sequence, shop }));
  await world.stores.customers.save(aCustomer());
  await world.stores.customers.save(HOUSEMATE);
  await shareContacts(world.stores.contacts, aCustomer(), HOUSEMATE);
  const entered = await enroll(world.inner, {
    customerId: KEY.customerId,
    sequence: SequenceNameSchema.parse('gentle'),
    version: 1,
  });
  expect(entered).toEqual({ status: 'enrolled', enrollmentId: KEY.enrollmentId });
  const heard: Heard[] = [];
  for (const one of actions) {
    if (one.does === 'step') await world.step(one.choice);
    else if (one.does === 'take') world.take(one.choice, one.duplicate);
    else if (one.does === 'tick') await world.tick();
    else if (one.does === 'crash') world.crash(one.choice);
    else if (one.does === 'lose') world.lose(one.gone);
    else {
      const said = heardOf(one.spoken, `r${heard.length}`, KEY, world);
      heard.push(said);
      world.bag.push({ kind: 'heard', heard: said });
    }
  }
  await drain(world);
  return { ...world, heard };
}
