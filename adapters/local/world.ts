// A whole world in one process: stores in memory or on disk, journeys and queues on one timeline, a postbox for senders.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createJourneyRunner, LOCAL_SUBSTITUTIONS } from '#adapters/local/asl-runner';
import type { StoreRequest } from '#adapters/local/embedded-store';
import { createJournalTee } from '#adapters/local/journal-tee';
import { createPeople, type People } from '#adapters/local/people';
import type { Postbox } from '#adapters/local/postbox';
import { createPostboxNotices } from '#adapters/local/postbox-notices';
import { createPostboxSender } from '#adapters/local/postbox-sender';
import { createQueue, type DeadLetter } from '#adapters/local/queue';
import { type EmbeddedBase, embeddedBase, memoryBase, type WorldBase } from '#adapters/local/world-stores';
import { createMemoryJourneys, type JourneyMessage, type MemoryJourneys } from '#adapters/memory/journeys';
import { createTimeline, type Timeline } from '#adapters/memory/timeline';
import type { Fact } from '#core/fact';
import { closeEnrollment } from '#core/flow/close';
import { enroll } from '#core/flow/enroll';
import { hear } from '#core/flow/hear';
import { type ScanAnswer, scan } from '#core/flow/scan';
import { touch } from '#core/flow/touch';
import type { TouchTask } from '#core/flow/touch-task';
import type { Heard } from '#core/heard';
import type { CustomerId } from '#core/ids';
import type { EnrollmentKey, EnrollTask, Links, Randomness, ScanTask, Services } from '#core/ports';
import { type Instant, plusMilliseconds, SECOND_MS } from '#core/time';

/** A Lambda lives for 15 minutes at most; on the virtual clock no work takes any time. */
const WORKER_MS = 15 * 60_000;
const JOURNEY_FILE = new URL('../../workflows/journey.asl.json', import.meta.url);

/** The journeys of either world, and what a restart needs. */
export type LocalJourneys = Pick<MemoryJourneys, 'start' | 'succeed' | 'replan' | 'park' | 'statistics'> & {
  recover(): Promise<void>;
};

export type WorldOptions = {
  /** `memory` runs the core's own schedule; `local` runs the state machine's file on tables in `folder`, or in memory without one. */
  readonly store: 'memory' | 'local';
  readonly folder?: string;
  /** Keys the hashes of contacts: a world in a folder has the same one each time. */
  readonly secret?: string;
  readonly start: Instant;
  readonly links: Links;
  readonly randomness: Randomness;
  /** Keeps the words of every message, to be looked at; otherwise only who got what. */
  readonly keepWords: boolean;
  /** Simulated customers of this seed answer the messages; without it nothing else happens. */
  readonly people?: string;
  /** Hears of every fact once, in order. */
  readonly onFact?: (fact: Fact) => void;
  readonly onScan?: (answer: ScanAnswer) => void;
  /** Hears of every request to the tables of the local store. */
  readonly onRequest?: (request: StoreRequest) => void;
};

export type World = {
  readonly services: Services;
  readonly timeline: Timeline;
  readonly journeys: LocalJourneys;
  readonly postbox: Postbox;
  readonly people: People | undefined;
  readonly deadLetters: readonly DeadLetter[];
  close(): Promise<void>;
};

/** Assembles a world that stands at `start` and does nothing until its timeline runs. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const timeline = createTimeline(options.start);
  const deadLetters: DeadLetter[] = [];
  const onDead = (letter: DeadLetter) => void deadLetters.push(letter);
  const base = options.store === 'memory' ? memoryBase() : await embeddedBase(options, timeline);
  const touches = createQueue<TouchTask>('touch', timeline, (task) => touchNow(task), onDead);
  const enrolls = createQueue<EnrollTask>('enroll', timeline, (task) => enroll(services, task), onDead);
  const scans = createQueue<ScanTask>('scan', timeline, (task) => scanNow(task), onDead);
  const heards = createQueue<Heard>('response', timeline, (heard) => hear(services, heard), onDead);
  const callOff = (key: EnrollmentKey) => closeEnrollment(services, key, { outcome: 'calledOff' });
  const closes = createQueue<EnrollmentKey>('close', timeline, callOff, onDead);
  const deliver = async (...[queue, message]: JourneyMessage): Promise<void> => {
    if (queue === 'touch') return touches(message);
    onDead({ queue, problem: `a journey was parked for an operator (${message.error})` });
    // The end of an execution that failed does this in AWS.
    closes(message);
  };
  const journeys =
    options.store === 'memory' ? memoryJourneys(timeline, deliver) : await fileJourneys(base, timeline, deliver);
  const people = options.people === undefined ? undefined : createPeople(options.people, timeline, () => services);
  const nameOf = async (customerId: CustomerId) => {
    const customer = await services.customers.get(customerId);
    return [customer?.firstName, customer?.lastName].filter(Boolean).join(' ') || undefined;
  };
  const sender = createPostboxSender({
    postbox: base.postbox,
    clock: timeline,
    ...(options.keepWords ? { nameOf } : {}),
  });

  async function touchNow(task: TouchTask): Promise<void> {
    const answer = await touch(services, task);
    // The dead letters are the log of this world: the parked message has the name of the fault, and not its words.
    if (answer.status === 'parked') throw answer.fault;
  }

  async function scanNow(task: ScanTask): Promise<void> {
    const answer = await scan(services, task, plusMilliseconds(timeline.now(), WORKER_MS));
    options.onScan?.(answer);
  }

  const services: Services = {
    ...base.stores,
    clock: timeline,
    randomness: options.randomness,
    journal: createJournalTee(base.stores.journal, timeline, (fact) => {
      options.onFact?.(fact);
      people?.hear(fact);
    }),
    journeys,
    work: {
      scan: async (tasks) => {
        for (const task of tasks) scans(task);
      },
      enroll: async (tasks) => {
        for (const task of tasks) enrolls(task);
      },
    },
    senders: { email: sender, sms: sender },
    links: options.links,
    responses: {
      put: async (all, { afterSeconds } = { afterSeconds: 0 }) => {
        for (const heard of all) heards(heard, afterSeconds * SECOND_MS);
      },
    },
    notices: createPostboxNotices({ postbox: base.postbox, clock: timeline }),
    timeScale: 1,
  };
  return { services, timeline, journeys, postbox: base.postbox, people, deadLetters, close: base.close };
}

type Deliver = (...message: JourneyMessage) => Promise<void>;

function memoryJourneys(timeline: Timeline, deliver: Deliver): LocalJourneys {
  const newToken = () => randomBytes(18).toString('base64url');
  return { ...createMemoryJourneys({ timeline, newToken, deliver }), recover: async () => {} };
}

async function fileJourneys(base: WorldBase, timeline: Timeline, deliver: Deliver): Promise<LocalJourneys> {
  return createJourneyRunner({
    definition: JSON.parse(await readFile(JOURNEY_FILE, 'utf8')),
    substitutions: LOCAL_SUBSTITUTIONS,
    timeline,
    executions: (base as EmbeddedBase).executions,
    newToken: () => randomBytes(18).toString('base64url'),
    // The file puts exactly these fields on the queues; its laws are tested.
    deliver: (queue, body) => deliver(...([queue, body] as unknown as JourneyMessage)),
  });
}
