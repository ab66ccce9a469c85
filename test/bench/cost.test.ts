import { describe, expect, test } from 'vitest';
import { asPlanned, dollarsFor, operationsOf } from '../../bench/cost.ts';
import type { Traced } from '../../bench/silent-journey.ts';

const NOTHING = { transitions: 0, writeUnits: 0, readUnits: 0, queueRequests: 0, invocations: 0, gigabyteSeconds: 0 };
const MILLION = 1e6;

describe('the bill', () => {
  test('of five transitions for each of a million journeys is 125 dollars', () => {
    expect(dollarsFor({ ...NOTHING, transitions: 5 }, MILLION).orchestration).toBeCloseTo(125);
  });

  test('counts a write unit five times as much as a read unit', () => {
    expect(dollarsFor({ ...NOTHING, writeUnits: 13 }, MILLION).state).toBeCloseTo(8.125);
    expect(dollarsFor({ ...NOTHING, readUnits: 4 }, MILLION).state).toBeCloseTo(0.5);
  });

  test('of functions has a part for each call and a part for time and memory', () => {
    const fifthOfASecondIn256Megabytes = { ...NOTHING, invocations: 1, gigabyteSeconds: 0.05 };
    expect(dollarsFor(fifthOfASecondIn256Megabytes, MILLION).compute).toBeCloseTo(0.2 + 0.66667, 4);
  });

  test('is the sum of its lines', () => {
    const everything = { ...NOTHING, transitions: 5, writeUnits: 13, readUnits: 4, queueRequests: 7 };
    expect(dollarsFor(everything, MILLION).total).toBeCloseTo(125 + 8.125 + 0.5 + 2.8);
  });
});

describe('what one journey makes AWS do', () => {
  const put = { name: 'PutItem', table: 'customers', units: 1 };
  const get = { name: 'GetItem', table: 'customers', units: 2 };
  const update = { name: 'UpdateItem', table: 'enrollments', units: 3 };
  const enroll: Traced = { phase: 'enroll', requests: [get, put] };
  const touch: Traced = { phase: 'plain touch', requests: [update] };
  const end: Traced = { phase: 'journey end', requests: [get] };
  const operations = (...phases: readonly Traced[]) => operationsOf({ phases, transitions: 2 });

  test('is read and written by the units that the store charges', () => {
    expect(operations(enroll, touch, end)).toMatchObject({ transitions: 2, writeUnits: 1 + 3, readUnits: 2 + 2 });
  });

  test('pays for a refused write as for the largest that its table took', () => {
    const refused = { name: 'UpdateItem', table: 'enrollments' };
    const event: Traced = { phase: 'provider event', requests: [refused] };
    expect(operations(enroll, touch, event).writeUnits).toBe(1 + 3 + 3);
  });

  test('sends a touch alone and an enrollment with nine others, and takes all from the queue by fives', () => {
    expect(operations(enroll, touch, end).queueRequests).toBeCloseTo(1 / 10 + 1 + (2 * 2) / 5);
  });

  test("calls a function for every fifth message, and for the journey's end alone", () => {
    expect(operations(enroll, touch, end).invocations).toBeCloseTo(2 / 5 + 1);
  });

  test('is less with every message that a function takes at once', () => {
    const trace = { phases: [touch], transitions: 1 };
    expect(operationsOf(trace, 1).queueRequests).toBe(3);
    expect(operationsOf(trace, 10).queueRequests).toBeCloseTo(1 + 2 / 10);
  });

  test('as planned calls no function at its end', () => {
    expect(operationsOf(asPlanned({ phases: [enroll, touch, end], transitions: 2 })).invocations).toBeCloseTo(2 / 5);
  });
});
