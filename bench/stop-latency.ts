// How soon does nothing more go out, once somebody has said so? From the response to the stop flag and the journey's end.
import { setTimeout as sleep } from 'node:timers/promises';
import { createLinks } from '#adapters/aws/links';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld, type World } from '#adapters/local/world';
import { CHANNELS } from '#core/channel';
import { contactFor } from '#core/contact';
import { enroll } from '#core/flow/enroll';
import { hear } from '#core/flow/hear';
import type { EnrollmentKey, Services } from '#core/ports';
import { type Response, ResponseSchema } from '#core/response';
import { type Instant, plusMilliseconds } from '#core/time';
import { cpuMilliseconds } from './in-turns.ts';
import { madeCustomer, SCAN_AT } from './made-customer.ts';
import { type Measure, measured, type Row } from './row.ts';
import { fourTouches, liveVersion } from './shipped-plan.ts';
import { firstTouches } from './silent-journey.ts';

const SEED = 'bench';
const PER_SECOND = 200;
const SECONDS = 10;
const MOST_MS = 1_000;
const SILENT_DAYS = 100;
/** The first touches are spread over an hour; by then every journey waits with its token. */
const FIRST_TOUCHES_MS = 2 * 3_600_000;
/** One in eight stops its journey, of all kinds in turn, which is many; the others are news of messages. */
const STOPS = ['unsubscribed', 'order', 'replied', 'complained'] as const;
const NEWS = ['delivered', 'delivered', 'opened', 'delivered', 'opened', 'delivered', 'opened'] as const;
const IN_TURN = STOPS.flatMap((stop) => [stop, ...NEWS]);

export type Timed = { readonly kind: (typeof IN_TURN)[number]; readonly milliseconds: number };

export const stopLatency: Measure = {
  name: 'stop-latency',
  async run() {
    const { timed, busy } = await measureStops();
    return stopRows(timed, busy);
  },
};

/** The latencies of the responses that stopped a journey, and of the others beside them. */
export function stopRows(timed: readonly Timed[], busyMs: number): readonly Row[] {
  const ofStops = timed.filter(({ kind }) => isStop(kind)).map(({ milliseconds }) => milliseconds);
  const ofNews = timed.filter(({ kind }) => !isStop(kind)).map(({ milliseconds }) => milliseconds);
  const note = `${ofStops.length} journeys stopped among ${timed.length} responses, ${PER_SECOND} a second on time, whether or not those before were done`;
  return [
    measured('response to stop flag and end of the journey, p50', percentile(ofStops, 0.5), 'ms', { note }),
    measured('... p99', percentile(ofStops, 0.99), 'ms', {
      budget: { atMost: MOST_MS },
      note: 'the tables of a stage in this very process, without the network and the queue before it',
    }),
    measured('... the slowest', Math.max(...ofStops), 'ms'),
    measured('news of a message written down, p99', percentile(ofNews, 0.99), 'ms'),
    measured(
      '... processor time of all that, of the one core it has',
      busyMs / ((timed.length / PER_SECOND) * 1_000),
      '×',
      {
        note: "most of it DynamoDB's stand-in; above 1 the responses come faster than this process can take them",
      },
    ),
  ];
}

/** The value below which this share of the values lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

async function measureStops(): Promise<{ readonly timed: readonly Timed[]; readonly busy: number }> {
  const world = await openWorld({
    store: 'local',
    start: SCAN_AT,
    keepWords: false,
    links: createLinks({ baseUrl: 'https://shop.example.com', secret: SEED.padEnd(32, '.') }),
    randomness: createSeededRandomness(SEED),
  });
  try {
    const running = await startJourneys(world, PER_SECOND * SECONDS);
    let timed: readonly Timed[] = [];
    const busy = await cpuMilliseconds(async () => {
      timed = await tellOnTime(world, running);
    });
    return { timed, busy };
  } finally {
    await world.close();
  }
}

/** Customers whose first message has left and whose journey waits. */
async function startJourneys({ services, timeline }: World, count: number): Promise<readonly EnrollmentKey[]> {
  const file = await fourTouches();
  await services.sequences.publish(firstTouches(file, file.sequence.touches.length));
  const { sequence, version } = await liveVersion(services.sequences, file.sequence.name);
  const running: EnrollmentKey[] = [];
  for (let number = 0; number < count; number += 1) {
    const phone = `+1202${String(5_550_000 + number)}`;
    const customer = { ...madeCustomer(number, SILENT_DAYS), phone };
    const { customerId } = customer;
    for (const channel of CHANNELS) {
      const contact = contactFor(customer, channel);
      if (contact !== undefined) await services.contacts.link(services.contacts.keyOf(contact), customerId);
    }
    await services.customers.save(customer);
    const answer = await enroll(services, { customerId, sequence: sequence.name, version });
    if (answer.status !== 'enrolled') throw new TypeError(`a customer was not enrolled: ${answer.status}`);
    running.push({ customerId, enrollmentId: answer.enrollmentId });
  }
  await timeline.runUntil(plusMilliseconds(timeline.now(), FIRST_TOUCHES_MS));
  return running;
}

/** Each response is heard on its own instant; what it takes is counted from that instant, a late start included. */
async function tellOnTime(world: World, running: readonly EnrollmentKey[]): Promise<readonly Timed[]> {
  const tokens = new Map<string, string>();
  for (const key of running) {
    const enrollment = await world.services.enrollments.get(key);
    if (enrollment?.status === 'active' && enrollment.token !== undefined)
      tokens.set(key.enrollmentId, enrollment.token.value);
  }
  const ended = new Map<string, number>();
  const services = noting(world.services, ended);
  const began = performance.now();
  const told = running.map(async (key, index): Promise<Timed> => {
    const due = began + (index * 1_000) / PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    const kind = IN_TURN[index % IN_TURN.length] ?? 'order';
    await hear(services, responseOf(kind, key, index, world.timeline.now()));
    const done = isStop(kind) ? ended.get(tokens.get(key.enrollmentId) ?? '') : performance.now();
    if (done === undefined) throw new TypeError(`a response (${kind}) stopped nothing`);
    return { kind, milliseconds: done - due };
  });
  return Promise.all(told);
}

/** The same services, and by their tokens the instants at which journeys were ended: the flag is written before. */
function noting(services: Services, ended: Map<string, number>): Services {
  return {
    ...services,
    journeys: {
      ...services.journeys,
      async succeed(token, result) {
        const answer = await services.journeys.succeed(token, result);
        if (answer === 'done') ended.set(token, performance.now());
        return answer;
      },
    },
  };
}

function isStop(kind: Timed['kind']): boolean {
  return kind !== 'delivered' && kind !== 'opened';
}

function responseOf(kind: Timed['kind'], key: EnrollmentKey, index: number, at: Instant): Response {
  const about = { ...key, responseId: `told-${index}`, at };
  const fields = {
    unsubscribed: { channel: 'email', source: 'one-click' },
    delivered: { channel: 'email', providerId: 'told' },
    opened: { channel: 'email' },
    order: { cents: 4_200 },
    replied: { channel: 'sms', meaning: 'stop' },
    complained: { channel: 'email' },
  } as const;
  return ResponseSchema.parse({ kind, ...about, ...fields[kind] });
}
