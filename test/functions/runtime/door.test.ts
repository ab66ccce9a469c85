import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { BadInput, BrokenRecord, TryAgain } from '#core/errors';
import { eventDoor, sqsDoor } from '../../../functions/runtime/door.ts';
import { captureLog } from '../../support/captured-log.ts';
import { aBatch, aContext } from '../../support/lambda-events.ts';

const FAR_BEYOND_THE_TIME_OUT_MS = 25;
const log = captureLog();
const accepts = z.object({ number: z.int(), mail: z.email().optional() });
const FAULTS: Readonly<Record<number, () => unknown>> = {
  1: () => new TryAgain('the store is busy; deliver this again', { ids: { customerId: 'c1' } }),
  2: () => new BrokenRecord('a row is gone; mend it', { ids: { customerId: 'c2' }, cause: new Error('ada@x.example') }),
  3: () => new TypeError('cannot read ada@x.example\n    at Ada (home.ts:1:1)'),
  4: () => 'a thrown text about ada@x.example',
};

function aQueueDoor(done: number[] = []) {
  return sqsDoor({
    services: () => done,
    accepts,
    async run(numbers, { number }) {
      const fault = FAULTS[number];
      if (fault !== undefined) throw fault();
      numbers.push(number);
      return { status: 'done' };
    },
  });
}

const failedIds = async (...bodies: readonly unknown[]) => {
  const { batchItemFailures } = await aQueueDoor()(aBatch(...bodies), aContext());
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};

describe('a queue', () => {
  test('a bad record fails alone: the others are done', async () => {
    const done: number[] = [];
    const answer = await aQueueDoor(done)(aBatch({ number: 10 }, { number: 'ten' }, { number: 30 }), aContext());
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(done).toEqual([10, 30]);
  });

  test('the answer names exactly the records that failed, whatever they threw', async () => {
    expect(await failedIds(...[1, 10, 2, 20, 3, 30, 4].map((number) => ({ number })))).toEqual([
      'm0',
      'm2',
      'm4',
      'm6',
    ]);
  });

  test('a batch without a fault fails nothing', async () => {
    expect(await failedIds({ number: 10 }, { number: 20 })).toEqual([]);
  });

  test('a batch that fails as a whole is named record by record and throws nothing', async () => {
    expect(await failedIds({ number: 1 }, { number: 1 })).toEqual(['m0', 'm1']);
  });

  test('a body that is no JSON fails, for the queue to keep it among the dead letters', async () => {
    expect(await failedIds('{"number": 1', { number: 10 }, '')).toEqual(['m0', 'm2']);
    expect(log.lines()).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        fault: 'BadInput',
        retryable: false,
        messageId: 'm0',
        message: expect.stringContaining('the body of record 0'),
      }),
    );
  });

  test('what a record lacks is told by its number and field, and never by its value', async () => {
    await failedIds({ number: 10 }, { number: 'ada@x.example', mail: 'ada-at-x' });
    const [line] = log.lines().filter(({ level }) => level === 'ERROR');
    expect(line?.message).toBe(
      'record 1 cannot be read: number (invalid_type), mail (invalid_format); mend what sends it, then redrive it from the dead letters',
    );
    expect(log.text()).not.toMatch(/ada/);
  });

  test('the level says whether somebody must mend it', async () => {
    await failedIds({ number: 1 }, { number: 2 }, { number: 3 });
    const told = log
      .lines()
      .flatMap(({ level, fault, retryable, ids }) => (fault ? [{ level, fault, retryable, ids }] : []));
    expect(told).toEqual([
      { level: 'WARN', fault: 'TryAgain', retryable: true, ids: { customerId: 'c1' } },
      { level: 'ERROR', fault: 'BrokenRecord', retryable: false, ids: { customerId: 'c2' } },
      { level: 'ERROR', fault: 'TypeError', retryable: true, ids: {} },
    ]);
  });

  test('a foreign fault is told by its name and its places in the code, never by its message or cause', async () => {
    await failedIds({ number: 2 }, { number: 3 }, { number: 4 });
    expect(log.text()).not.toMatch(/ada/i);
    const [line] = log.lines().filter(({ fault }) => fault === 'TypeError');
    expect(line?.message).toBe('an unexpected TypeError');
    expect(String(line?.places)).toContain('door.test.ts');
  });

  test('a batch leaves one line with what became of its records', async () => {
    await failedIds({ number: 10 }, { number: 20 }, { number: 1 });
    expect(log.lines()).toContainEqual(
      expect.objectContaining({ level: 'INFO', records: 3, failed: 1, answers: { done: 2 } }),
    );
  });

  test('a time-out never answers while work is under way', async () => {
    let finish = () => {};
    const door = sqsDoor({
      services: () => undefined,
      accepts,
      run: () => new Promise<{ status: string }>((resolve) => (finish = () => resolve({ status: 'done' }))),
    });
    let answered = false;
    const answer = door(aBatch({ number: 10 }), aContext(0)).finally(() => (answered = true));
    await setTimeout(FAR_BEYOND_THE_TIME_OUT_MS);
    expect(answered).toBe(false);
    finish();
    expect(await answer).toEqual({ batchItemFailures: [] });
  });
});

describe('services', () => {
  test('are built at the first invocation, once', async () => {
    let built = 0;
    const door = eventDoor({
      services: () => ++built,
      accepts,
      run: async (number) => ({ status: `built ${number}` }),
    });
    expect(built).toBe(0);
    expect(await door({ number: 1 }, aContext())).toEqual({ status: 'built 1' });
    expect(await door({ number: 1 }, aContext())).toEqual({ status: 'built 1' });
  });

  test('that take their time are built once, also for two who ask at the same time', async () => {
    let built = 0;
    const services = async () => {
      await setTimeout(1);
      built += 1;
      return built;
    };
    const door = eventDoor({ services, accepts, run: async (number) => ({ status: `built ${number}` }) });
    const answers = await Promise.all([door({ number: 1 }, aContext()), door({ number: 1 }, aContext())]);
    expect(answers).toEqual([{ status: 'built 1' }, { status: 'built 1' }]);
    expect(built).toBe(1);
  });

  test('whose build fails later on fail both who wait for it, and are built anew by the next', async () => {
    let tries = 0;
    const services = async () => {
      tries += 1;
      await setTimeout(1);
      if (tries === 1) throw new TryAgain('the secret store is silent');
      return tries;
    };
    const door = eventDoor({ services, accepts, run: async (number) => ({ status: `built ${number}` }) });
    const both = [door({ number: 1 }, aContext()), door({ number: 1 }, aContext())];
    for (const one of both) await expect(one).rejects.toMatchObject({ name: 'TryAgain' });
    expect(await door({ number: 1 }, aContext())).toEqual({ status: 'built 2' });
  });

  test('that fail to build fail the whole invocation, and are built anew by the next', async () => {
    let tries = 0;
    const services = () => {
      tries += 1;
      if (tries === 1) throw new BadInput('TIME_SCALE is missing');
      return tries;
    };
    const door = sqsDoor({ services, accepts, run: async () => ({ status: 'done' }) });
    await expect(door(aBatch({ number: 1 }), aContext())).rejects.toMatchObject({ name: 'BadInput' });
    expect(await door(aBatch({ number: 1 }), aContext())).toEqual({ batchItemFailures: [] });
  });
});

describe('an event', () => {
  const anEventDoor = () =>
    eventDoor({
      services: () => undefined,
      accepts,
      async run(_services, { number }) {
        const fault = FAULTS[number];
        if (fault !== undefined) throw fault();
        return { status: 'done', number };
      },
    });

  test('is answered with what the flow answered', async () => {
    expect(await anEventDoor()({ number: 10 }, aContext())).toEqual({ status: 'done', number: 10 });
  });

  test.each([
    [{ number: 1 }, 'TryAgain'],
    [{ number: 2 }, 'BrokenRecord'],
    [{ number: 3 }, 'TypeError'],
    [{ number: 'ten' }, 'BadInput'],
    [undefined, 'BadInput'],
  ])('%j fails the invocation under the name of the fault’s class: %s', async (event, name) => {
    await expect(anEventDoor()(event, aContext())).rejects.toMatchObject({ name });
  });

  test('that fails takes neither cause nor message of a foreign fault out of the function', async () => {
    const faults = await Promise.all(
      [2, 3, 4].map((number) => anEventDoor()({ number }, aContext()).catch((fault) => fault)),
    );
    for (const fault of faults) {
      expect(fault.cause).toBeUndefined();
      expect(`${fault.message}${fault.stack}`).not.toMatch(/ada/i);
    }
  });
});
