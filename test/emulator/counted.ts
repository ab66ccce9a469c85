// What did one silent journey cost, as the emulator ran it? Its own history and requests, at AWS's list prices.

import type { StoreRequest } from '#adapters/local/embedded-store';
import type { Closed } from '#core/enrollment';
import { epochOf } from '#core/time';
import { dollarsFor, NAIVE_LOOP_DOLLARS, operationsOf } from '../../bench/cost.ts';
import { measured, type Row } from '../../bench/row.ts';
import type { JourneyTrace, Phase, Traced } from '../../bench/silent-journey.ts';
import type { StoreCall, Witness } from './witness.ts';

const JOURNEYS = 1e6;
const OF_THE_JOURNEY: readonly Phase[] = ['enroll', 'wait', 'plain touch', 'incentive touch', 'close'];
const MOST_REQUESTS_PER_TOUCH = 4;
const EVENT_APART_MS = 4_000;

/** What each door asked of the store for one customer, leg by leg. */
export function traceOf({ storeCalls }: Witness, enrollment: Closed, transitions: number): JourneyTrace {
  const own = storeCalls.filter(({ customerId }) => customerId === enrollment.customerId);
  const of = (door: string) => own.filter((call) => call.door === door);
  const ends = enrollment.legs.map(({ until }) => epochOf(until));
  // A leg's requests are those since the leg before it ended; what comes after the last began belongs to the close.
  const legOf = ({ at }: StoreCall) => Math.min(ends.length - 1, ends.filter((end) => end <= at).length);
  const legs = enrollment.legs.map((leg, index): Traced => {
    const hasOffer = leg.does === 'touch' && enrollment.offers[leg.touch] !== undefined;
    const phase: Phase = leg.does !== 'touch' ? leg.does : hasOffer ? 'incentive touch' : 'plain touch';
    return {
      phase,
      requests: of('Touch')
        .filter((call) => legOf(call) === index)
        .map(requestOf),
    };
  });
  const told: StoreCall[][] = [];
  // The events of different messages come seconds apart, and each makes a handful of requests within a second.
  for (const call of of('Respond')) {
    const [newest] = told.at(-1) ?? [];
    if (newest !== undefined && call.at - newest.at < EVENT_APART_MS) told.at(-1)?.push(call);
    else told.push([call]);
  }
  const provider = told.map((calls): Traced => ({ phase: 'provider event', requests: calls.map(requestOf) }));
  return { phases: [{ phase: 'enroll', requests: of('Enroll').map(requestOf) }, ...legs, ...provider], transitions };
}

/** The rows of the table at the end of a run. */
export function countedRows(trace: JourneyTrace, touches: number, holds: number): readonly Row[] {
  const operations = operationsOf(trace);
  const { total, orchestration, state, queues, compute } = dollarsFor(operations, JOURNEYS);
  const of = (...asked: readonly Phase[]) => trace.phases.filter(({ phase }) => asked.includes(phase));
  const plain = of('plain touch').map(({ requests }) => requests.length);
  const dollars = [orchestration, state, queues, compute].map((one) => one.toFixed(0));
  return [
    measured('transitions of the silent journey', trace.transitions, 'transitions', {
      budget: { atMost: touches + 1 + of('wait').length + holds },
      note: "states entered, by its execution's history: one for each touch, the close, and each time it had to wait",
    }),
    measured('DynamoDB requests of a plain touch', Math.max(...plain), 'requests', {
      budget: { atMost: MOST_REQUESTS_PER_TOUCH },
      note: 'seen on their way from the functions; a version of a sequence is read once by each process, and not in it',
    }),
    measured('... of the journey, by touch', requestsOf(of(...OF_THE_JOURNEY)) / touches, 'requests', {
      note: 'enrolling and closing included; requests that name no customer (the budget of an incentive) are not',
    }),
    measured('a million such journeys', total, '$', {
      note: `a naive loop: $${NAIVE_LOOP_DOLLARS}. Step Functions ${dollars[0]}, DynamoDB ${dollars[1]}, SQS ${dollars[2]}, Lambda ${dollars[3]}`,
    }),
    measured('... what is counted of that', orchestration + state, '$', {
      note: 'states entered, and capacity units as the emulator reckons them, where task tokens are shorter than in AWS; SQS and Lambda are supposed as in bench/cost.ts',
    }),
  ];
}

function requestsOf(phases: readonly Traced[]): number {
  return phases.reduce((sum, { requests }) => sum + requests.length, 0);
}

function requestOf({ name, tables, units }: StoreCall): StoreRequest {
  return { name, table: tables.join(' '), ...(units === undefined ? {} : { units }) };
}
