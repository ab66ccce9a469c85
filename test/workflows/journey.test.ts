// The laws of workflows/journey.asl.json: what a change of the file must never break.
import { readFileSync } from 'node:fs';
import validateAsl from 'asl-validator';
import * as fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { checkJourney } from '#workflows/check-journey';
import definition from '../../workflows/journey.asl.json' with { type: 'json' };
import { aJourney, logged, START, secondsAfter, WORLDS } from '../support/journey-log.ts';

const TOUCH = 'Touch and await a response';
const PARK = 'Park for an operator';
const states = definition.States;
const touch = states[TOUCH];
const park = states[PARK];
const [onTimeout, onReplan, onAnythingElse] = touch.Catch;

/** Evaluates an expression of the file as AWS does: nothing but `$states`, and `$parse` beside JSONata's own functions. */
async function evaluate(text: string | undefined, $states: object): Promise<unknown> {
  const source = /^\{% (.*) %\}$/.exec(text ?? '')?.[1];
  if (source === undefined) throw new TypeError(`no expression: ${text}`);
  return structuredClone(await jsonata(source).evaluate(undefined, { states: $states, parse: JSON.parse }));
}

const input = aJourney(['2026-07-05T14:00:00.000Z', '2026-07-12T14:00:00.000Z', '2026-07-12T15:00:00.000Z']);
const entered = (EnteredTime: string, leg: number, until: readonly string[] = input.until) => ({
  input: { ...input, leg, until },
  context: { State: { EnteredTime }, Task: { Token: 'a token' } },
});

describe('the state machine', () => {
  it('is valid by the Amazon States Language and by our own check', () => {
    const verdict = validateAsl(structuredClone(definition));
    expect(verdict.errorsText('\n')).toBe('');
    expect(verdict.isValid).toBe(true);
    expect(
      checkJourney({ file: 'journey.asl.json', text: readFileSync('workflows/journey.asl.json', 'utf8') }),
    ).toEqual([]);
  });

  it('has names in sentence case, plain letters, under 40 characters', () => {
    expect(Object.keys(states)).toEqual([TOUCH, PARK, 'Journey broke']);
    for (const name of Object.keys(states)) expect(name).toMatch(/^[A-Z][a-z ]{1,38}$/);
  });

  it('retries nothing but the transport: no timeout, no Replan, no answer of a door', () => {
    for (const { Retry } of [touch, park]) {
      expect(Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
        'SQS.SdkClientException',
        'SQS.AmazonSQSException',
      ]);
    }
  });

  it('goes to the next leg on a timeout and to another plan on a Replan, both in the same state', () => {
    expect(onTimeout).toMatchObject({ ErrorEquals: ['States.Timeout'], Next: TOUCH });
    expect(onReplan).toMatchObject({ ErrorEquals: ['Replan'], Next: TOUCH });
  });

  it('parks what the plan does not name, and ends it as broken, parked or not', () => {
    expect(onAnythingElse).toMatchObject({ ErrorEquals: ['States.ALL'], Next: PARK });
    expect(touch.Catch).toHaveLength(3);
    expect(park.Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'Journey broke' }]);
    expect(park.Next).toBe('Journey broke');
    expect(states['Journey broke'].Type).toBe('Fail');
  });

  it('reads ids and due instants of its input, nothing else', () => {
    const read = [...JSON.stringify(definition).matchAll(/\$states\.input\.(\w+)/g)].map(([, field]) => field);
    expect([...new Set(read)].sort()).toEqual(['customerId', 'enrollmentId', 'leg', 'until']);
    expect(Object.keys(touch.Arguments.MessageBody)).toEqual([
      'enrollmentId',
      'customerId',
      'leg',
      'token',
      'expiresAt',
    ]);
  });
});

describe('the expressions of the state machine', () => {
  it.each([
    { entered: '2026-07-01T14:00:00.000Z', leg: 0, seconds: 4 * 86_400, because: 'exactly four days' },
    { entered: '2026-07-05T13:59:59.999Z', leg: 0, seconds: 1, because: 'a millisecond is rounded up' },
    { entered: '2026-07-05T13:59:58.999Z', leg: 0, seconds: 2, because: 'a second and a millisecond are two' },
    { entered: '2026-07-05T13:59:59.000Z', leg: 0, seconds: 1, because: 'a whole second stays one' },
    { entered: '2026-07-05T14:00:00.000Z', leg: 0, seconds: 1, because: 'nothing left is a second' },
    { entered: '2026-07-09T14:00:00.000Z', leg: 0, seconds: 1, because: 'long past is a second' },
    { entered: '2026-07-12T14:00:00.000Z', leg: 2, seconds: 3_600, because: 'the closing leg has its hour' },
    { entered: '2026-07-12T14:59:00.000Z', leg: 2, seconds: 3_600, because: 'the closing leg always has an hour' },
    { entered: '2026-07-30T00:00:00.000Z', leg: 2, seconds: 3_600, because: 'the closing leg asks again every hour' },
    { entered: '2026-07-12T10:00:00.000Z', leg: 2, seconds: 18_000, because: 'a long closing leg keeps its length' },
  ])('wait $seconds s: $because', async ({ entered: at, leg, seconds }) => {
    expect(await evaluate(touch.TimeoutSeconds, entered(at, leg))).toBe(seconds);
  });

  it('give a plan of one leg its hour, although JSONata unwraps lists of one', async () => {
    expect(await evaluate(touch.TimeoutSeconds, entered('2026-07-05T13:59:00.000Z', 0, input.until.slice(0, 1)))).toBe(
      3_600,
    );
  });

  it('never end a leg early, nor more than a second late', async () => {
    const instant = fc
      .integer({ min: 0, max: 4_000_000_000 })
      .map((ms) => new Date(Date.parse(START) + ms).toISOString());
    await fc.assert(
      fc.asyncProperty(instant, instant, async (at, until) => {
        const seconds = Number(await evaluate(touch.TimeoutSeconds, entered(at, 0, [until, until])));
        const late = Date.parse(at) + seconds * 1_000 - Math.max(Date.parse(until), Date.parse(at));
        expect(Number.isInteger(seconds)).toBe(true);
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(1_000);
      }),
    );
  });

  it('put the due instant of the leg into the message exactly as it is planned', async () => {
    const $states = entered('2026-07-05T14:00:00.000Z', 1);
    const body = touch.Arguments.MessageBody;
    expect(await evaluate(body.enrollmentId, $states)).toBe('gentle_c1_20260402');
    expect(await evaluate(body.customerId, $states)).toBe('c1');
    expect(await evaluate(body.leg, $states)).toBe(1);
    expect(await evaluate(body.token, $states)).toBe('a token');
    expect(await evaluate(body.expiresAt, $states)).toBe('2026-07-12T14:00:00.000Z');
  });

  it('count the leg up to the closing one and no further', async () => {
    const legs = [0, 1, 2].map((leg) => evaluate(onTimeout?.Output, entered(START, leg)));
    expect(await Promise.all(legs)).toEqual([1, 2, 2].map((leg) => ({ ...input, leg })));
  });

  it('take leg and plan from a Replan, and leave the ids alone', async () => {
    const until = ['2026-08-01T14:00:00.000Z'];
    const Cause = JSON.stringify({ leg: 0, until, customerId: 'somebody else' });
    const output = await evaluate(onReplan?.Output, { ...entered(START, 1), errorOutput: { Error: 'Replan', Cause } });
    expect(output).toEqual({ ...input, leg: 0, until });
  });

  it('keep the leg inside the plan, whatever plan comes', async () => {
    const plan = fc.array(fc.constant(START), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(plan, plan, fc.nat(), fc.integer({ min: -9, max: 9 }), async (until, other, at, asked) => {
        const $states = entered(START, at % until.length, until);
        const timedOut = await evaluate(onTimeout?.Output, $states);
        const Cause = JSON.stringify({ leg: asked, until: other });
        const replanned = await evaluate(onReplan?.Output, { ...$states, errorOutput: { Error: 'Replan', Cause } });
        expect(timedOut).toMatchObject({ leg: Math.min((at % until.length) + 1, until.length - 1), until });
        expect(replanned).toMatchObject({ leg: Math.max(0, Math.min(asked, other.length - 1)), until: other });
      }),
    );
  });

  it('tell an operator the ids, the plan as it stood and the name of the error', async () => {
    const errorOutput = { Error: 'SQS.AmazonSQSException', Cause: 'the queue does not exist' };
    const output = await evaluate(onAnythingElse?.Output, { ...entered(START, 1), errorOutput });
    expect(output).toEqual({ ...input, leg: 1, error: 'SQS.AmazonSQSException' });
    expect(await evaluate(park.Arguments.MessageBody, { input: output })).toEqual(output);
  });
});

describe('the price of a journey', () => {
  const DAY = 86_400;
  const silent = async (legs: number) => {
    const { journeys, runUntil, deliveries } = logged(WORLDS.local, async ({ leg, token }) => {
      if (leg === legs - 1) await journeys.succeed(token, { outcome: 'lapsed' });
    });
    await journeys.start(aJourney(secondsAfter(Array.from({ length: legs }, (_, leg) => (leg + 1) * DAY))));
    await runUntil('2026-09-01T00:00:00.000Z');
    expect(deliveries).toHaveLength(legs);
    return journeys.statistics().maxTransitions;
  };

  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    'of %i silent touches is one transition more',
    async (n) => {
      const closing = 1;
      expect(await silent(n + closing)).toBe(n + 1);
    },
  );

  it('is one more when the first leg waits for the send window', async () => {
    const waitingAndClosing = 2;
    expect(await silent(4 + waitingAndClosing)).toBe(4 + 2);
  });
});
