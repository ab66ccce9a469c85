// A process may be killed at any moment: whoever comes next goes on with what is written down, and loses nothing.
import { describe, expect, it } from 'vitest';
import { createMemoryExecutions, type Executions } from '#adapters/local/executions';
import { createTimeline } from '#adapters/memory/timeline';
import { TryAgain } from '#core/errors';
import { plusMilliseconds } from '#core/time';
import { aJourney, aRunner, START, secondsAfter, TouchMessageSchema } from '../support/journey-log.ts';

const THREE_LEGS = secondsAfter([60, 120, 3_720]);
const HORIZON = plusMilliseconds(START, 90_000_000);
const NAMES = ['c1', 'c2', 'c3'];

/** Thrown by whatever a killed process tries to do next. */
class Killed extends Error {}

/** A world that dies at its `dies`-th effect: a write, or a message handed over (before it arrives, or just after). */
function aProcess(kept: Executions, sent: string[], dies: number, startsAt = START) {
  let effects = 0;
  let now = startsAt;
  const effect = () => {
    effects += 1;
    if (effects === dies) throw new Killed();
    if (effects > dies) throw new TypeError('a killed process does nothing more');
  };
  const executions: Executions = {
    ...kept,
    async create(execution) {
      effect();
      return kept.create(execution);
    },
    async save(execution) {
      effect();
      await kept.save(execution);
    },
  };
  const timeline = createTimeline(startsAt);
  const tokens = { given: 0 };
  const runner = aRunner({
    timeline,
    executions,
    newToken: () => `token-${dies}-${tokens.given++}`,
    async deliver(queue, body) {
      now = timeline.now();
      effect();
      const { customerId, leg, token } = TouchMessageSchema.parse(body);
      if (queue === 'parked') throw new TypeError('nothing is parked here');
      sent.push(`${customerId} leg ${leg}`);
      effect();
      if (leg === 2) await runner.succeed(token, { outcome: 'lapsed' });
      if (customerId === 'c2' && leg === 0) await runner.replan(token, { leg: 1, until: THREE_LEGS });
    },
  });
  return { runner, timeline, effects: () => effects, stoodAt: () => now };
}

async function start(runner: ReturnType<typeof aProcess>['runner']): Promise<void> {
  for (const customerId of NAMES) {
    const journey = aJourney(THREE_LEGS);
    const ids = { enrollmentId: `gentle_${customerId}_20260402`, customerId } as typeof journey;
    await runner.start({ ...journey, ...ids });
  }
}

/** Runs to the end, or to the kill; a start that was not acknowledged is asked for again, as the enroll queue does. */
async function live(process: ReturnType<typeof aProcess>): Promise<'lived' | 'killed'> {
  try {
    await process.runner.recover();
    await start(process.runner);
    await process.timeline.runUntil(HORIZON);
    return 'lived';
  } catch (fault) {
    if (fault instanceof Killed) return 'killed';
    throw fault;
  }
}

const EVERY_LEG = NAMES.flatMap((name) => [0, 1, 2].map((leg) => `${name} leg ${leg}`));

describe('a runner that was killed', () => {
  it('loses no leg and no ending, at whichever write or message the kill came', async () => {
    const undisturbed = aProcess(createMemoryExecutions(), [], Number.POSITIVE_INFINITY);
    expect(await live(undisturbed)).toBe('lived');

    for (let dies = 1; dies <= undisturbed.effects(); dies += 1) {
      const kept = createMemoryExecutions();
      const sent: string[] = [];
      const first = aProcess(kept, sent, dies);
      expect(await live(first)).toBe('killed');
      const second = aProcess(kept, sent, Number.POSITIVE_INFINITY, first.stoodAt());
      expect(await live(second)).toBe('lived');
      expect([...new Set(sent)].sort(), `killed at effect ${dies}`).toEqual(EVERY_LEG);
      expect(second.runner.statistics(), `killed at effect ${dies}`).toMatchObject({ open: 0, ended: 3, failed: 0 });
    }
  });

  it('sends what was under way again, in the order in which it was, with the same token', async () => {
    const kept = createMemoryExecutions();
    const first = aProcess(kept, [], Number.POSITIVE_INFINITY);
    await start(first.runner);
    await first.timeline.runUntil(plusMilliseconds(START, 60_000));

    const bodies: unknown[] = [];
    const timeline = createTimeline(plusMilliseconds(START, 61_000));
    const collect = async (_queue: string, body: unknown) => void bodies.push(body);
    const runner = aRunner({ timeline, executions: kept, newToken: () => 'another token', deliver: collect });
    await runner.recover();
    expect(bodies.map((body) => TouchMessageSchema.parse(body))).toMatchObject([
      { customerId: 'c2', leg: 1, token: 'token-Infinity-2' },
      { customerId: 'c1', leg: 1, token: 'token-Infinity-4' },
      { customerId: 'c3', leg: 1, token: 'token-Infinity-5' },
    ]);
    expect(await runner.succeed('token-Infinity-4', { outcome: 'wonBack' })).toBe('done');
    expect(timeline.next()).toBe(plusMilliseconds(START, 120_000));
  });

  it('goes on resting when the transport had failed', async () => {
    const kept = createMemoryExecutions();
    const down = async () => Promise.reject(new TryAgain('the queue is down'));
    const parts = { executions: kept, newToken: () => 'token' };
    await aRunner({ ...parts, timeline: createTimeline(START), deliver: down }).start(aJourney(THREE_LEGS));

    const sent: unknown[] = [];
    const timeline = createTimeline(plusMilliseconds(START, 500));
    const runner = aRunner({ ...parts, timeline, deliver: async (_queue, body) => void sent.push(body) });
    await runner.recover();
    expect(sent).toHaveLength(0);
    await timeline.runUntil(plusMilliseconds(START, 2_000));
    expect(sent).toHaveLength(1);
  });

  it('counts what ended before', async () => {
    const kept = createMemoryExecutions();
    const first = aProcess(kept, [], Number.POSITIVE_INFINITY);
    await live(first);
    const second = aProcess(kept, [], Number.POSITIVE_INFINITY);
    await second.runner.recover();
    expect(second.runner.statistics()).toEqual(first.runner.statistics());
  });
});

describe('a store that fails', () => {
  it('leaves the journey where it was: the answer may be given again', async () => {
    const kept = createMemoryExecutions();
    let fails = false;
    const executions: Executions = {
      ...kept,
      save: async (execution) => (fails ? Promise.reject(new TryAgain('the disk is full')) : kept.save(execution)),
    };
    const timeline = createTimeline(START);
    const runner = aRunner({ timeline, executions, newToken: () => 'token', deliver: async () => {} });
    await runner.start(aJourney(THREE_LEGS));
    fails = true;
    await expect(runner.succeed('token', { outcome: 'wonBack' })).rejects.toThrow('the disk is full');
    expect(timeline.next()).toBe(plusMilliseconds(START, 60_000));
    fails = false;
    expect(await runner.succeed('token', { outcome: 'wonBack' })).toBe('done');
  });
});
