// What do a million silent four-touch journeys cost? Counted operations times list prices; messages' own fees are not in it.
import { PRICES, UNCONFIRMED_PRICES } from './prices.ts';
import { type Measure, measured, type Row } from './row.ts';
import { fourTouches } from './shipped-plan.ts';
import { firstTouches, type JourneyTrace, type Phase, playSilentJourney } from './silent-journey.ts';

/** A journey as a loop of Task, Choice and Wait states with a function for every check. */
export const NAIVE_LOOP_DOLLARS = 580;
const MOST_DOLLARS = 145;
const JOURNEYS = 1e6;

/** What a laptop cannot count. Functions: 512 MB; a store that answers in 5 ms, providers in 100 ms, 5 ms of own work. */
const SUPPOSED = { batch: 5, sendBatch: 10, gigabytes: 0.5, requestMs: 5, sendMs: 100, ownMs: 5 };
/** A message is sent, and received and deleted with the others of its batch. */
const PASSES_OF_A_BATCH = 2;
const SENDS: readonly Phase[] = ['plain touch', 'incentive touch'];
const WRITES = /^(Put|Update|Delete|BatchWrite)/;

/** What is billed for one journey. */
export type Operations = {
  readonly transitions: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly queueRequests: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
};
export type Dollars = Readonly<Record<'orchestration' | 'state' | 'queues' | 'compute' | 'total', number>>;

export const cost: Measure = {
  name: 'cost',
  async run() {
    const file = await fourTouches();
    return costRows(asPlanned(await playSilentJourney(firstTouches(file, file.sequence.touches.length))));
  },
};

/**
 * What one journey, or a part of it, makes AWS do: as counted, with what cannot be counted here supposed. `batch` is how
 * many messages of a queue a function takes at once.
 */
export function operationsOf({ phases, transitions }: JourneyTrace, batch: number = SUPPOSED.batch): Operations {
  const units = unitsOf({ phases });
  const messages = phases.filter(({ phase }) => phase !== 'journey end');
  const queued = messages.length;
  // The scan sends its finds by tens; everything else is sent one by one.
  const sends = messages.reduce((sum, { phase }) => sum + (phase === 'enroll' ? 1 / SUPPOSED.sendBatch : 1), 0);
  const waited = phases.reduce(
    (sum, { phase, requests }) =>
      sum + requests.length * SUPPOSED.requestMs + (SENDS.includes(phase) ? SUPPOSED.sendMs : 0),
    0,
  );
  // The messages of a batch wait side by side, and work one after the other.
  const billedMs = waited / batch + phases.length * SUPPOSED.ownMs;
  return {
    transitions,
    ...units,
    queueRequests: sends + (queued * PASSES_OF_A_BATCH) / batch,
    invocations: queued / batch + (phases.length - queued),
    gigabyteSeconds: (billedMs / 1_000) * SUPPOSED.gigabytes,
  };
}

/** The journey without the event of its end: only journeys that broke call a function when they end (infra/journey.ts). */
export function asPlanned({ phases, ...trace }: JourneyTrace): JourneyTrace {
  return { ...trace, phases: phases.filter(({ phase }) => phase !== 'journey end') };
}

/** US dollars for this many journeys. */
export function dollarsFor(operations: Operations, journeys: number): Dollars {
  const orchestration = operations.transitions * PRICES.transition * journeys;
  const state = (operations.writeUnits * PRICES.writeUnit + operations.readUnits * PRICES.readUnit) * journeys;
  const queues = operations.queueRequests * UNCONFIRMED_PRICES.queueRequest * journeys;
  const compute =
    (operations.invocations * PRICES.invocation + operations.gigabyteSeconds * PRICES.gigabyteSecond) * journeys;
  return { orchestration, state, queues, compute, total: orchestration + state + queues + compute };
}

/** A refused write is charged like one that is taken (DynamoDB developer guide), so it counts as the largest of its table. */
function unitsOf({ phases }: Pick<JourneyTrace, 'phases'>): Pick<Operations, 'writeUnits' | 'readUnits'> {
  const all = phases.flatMap(({ requests }) => requests);
  const writes = all.filter(({ name }) => WRITES.test(name));
  const largest = (table: string) => Math.max(1, ...writes.map((one) => (one.table === table ? (one.units ?? 1) : 1)));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    writeUnits: sum(writes.map(({ units, table }) => units ?? largest(table))),
    readUnits: sum(all.filter(({ name }) => !WRITES.test(name)).map(({ units = 1 }) => units)),
  };
}

function costRows(trace: JourneyTrace): readonly Row[] {
  const operations = operationsOf(trace);
  const dollars = dollarsFor(operations, JOURNEYS);
  const withoutEvents = operationsOf({
    ...trace,
    phases: trace.phases.filter(({ phase }) => phase !== 'provider event'),
  });
  const { writeUnits, readUnits, queueRequests, invocations, gigabyteSeconds } = operations;
  return [
    measured('a million silent four-touch journeys', dollars.total, '$', {
      budget: { atMost: MOST_DOLLARS },
      note: `a naive loop: $${NAIVE_LOOP_DOLLARS}, ${(NAIVE_LOOP_DOLLARS / dollars.total).toFixed(1)} times as much; without storage, logs and messages' fees`,
    }),
    measured('... Step Functions', dollars.orchestration, '$', { note: `${trace.transitions} transitions a journey` }),
    measured('... DynamoDB', dollars.state, '$', {
      note: `${writeUnits} write and ${readUnits} read units a journey, by the sizes of its rows`,
    }),
    measured('... SQS', dollars.queues, '$', { note: `${queueRequests.toFixed(1)} requests a journey` }),
    measured('... Lambda', dollars.compute, '$', {
      note: `${invocations.toFixed(1)} invocations, ${gigabyteSeconds.toFixed(2)} GB-s a journey, supposing ${SUPPOSED.batch} messages a batch and 512 MB`,
    }),
    measured("... without the provider's events", dollarsFor(withoutEvents, JOURNEYS).total, '$', {
      note: 'the total counts one event for every message: the ledger of sends needs it',
    }),
  ];
}
