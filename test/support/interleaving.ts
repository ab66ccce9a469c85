// Many processes over one memory world, stepped one store call at a time in any order, crashed anywhere, redelivered.

import { createMemoryJourneys } from '#adapters/memory/journeys';
import { createMemoryStores } from '#adapters/memory/stores';
import { createTimeline } from '#adapters/memory/timeline';
import type { Enrollment } from '#core/enrollment';
import { TryAgain } from '#core/errors';
import { closeEnrollment } from '#core/flow/close';
import { hear } from '#core/flow/hear';
import { touch } from '#core/flow/touch';
import type { TouchTask } from '#core/flow/touch-task';
import type { Heard } from '#core/heard';
import type { Notice } from '#core/notice';
import type { EnrollmentKey, EnrollTask, Outgoing, SendAnswer, Services } from '#core/ports';
import { type Instant, plusMilliseconds, SECOND_MS } from '#core/time';
import { countingRandomness } from './counting-randomness.ts';

type Job =
  | { readonly kind: 'journeyBroke'; readonly key: EnrollmentKey }
  | { readonly kind: 'touch'; readonly task: TouchTask }
  | { readonly kind: 'heard'; readonly heard: Heard };
type Process = { readonly job: Job; readonly pending: (() => void)[]; crashed: boolean };
/** A message at the moment it left, and the enrollment as the store had it at that very moment. */
export type Left = {
  readonly at: Instant;
  readonly outgoing: Outgoing;
  readonly answer: SendAnswer['status'];
  readonly enrollment: Enrollment | undefined;
};

export type Interleaved = ReturnType<typeof createInterleaved>;

/** A world whose every call to a store, a journey or a provider waits to be let through. */
export function createInterleaved(start: Instant, answers: () => SendAnswer['status'], run: Runs = byFlow) {
  const timeline = createTimeline(start);
  const bag: Job[] = [];
  const processes: Process[] = [];
  const left: Left[] = [];
  const notices: Notice[] = [];
  const faults: unknown[] = [];
  let tokens = 0;
  const journeys = createMemoryJourneys({
    timeline,
    newToken: () => `token-${tokens++}`,
    deliver: async (queue, message) => {
      if (queue === 'touch') bag.push({ kind: 'touch', task: message });
      // The parked execution has ended as failed, which the function behind its end hears.
      else bag.push({ kind: 'journeyBroke', key: message });
    },
  });
  let isVersionGone = false;
  const kept = createMemoryStores();
  const stores = {
    ...kept,
    sequences: {
      ...kept.sequences,
      get: async (name, version) => (isVersionGone ? undefined : kept.sequences.get(name, version)),
    } satisfies Services['sequences'],
    journeys,
  };
  const enrolled: EnrollTask[] = [];
  const inner: Services = {
    ...stores,
    clock: timeline,
    randomness: countingRandomness(),
    work: { scan: async () => {}, enroll: async (tasks) => void enrolled.push(...tasks) },
    senders: { email: senderOf(() => Promise.resolve()), sms: senderOf(() => Promise.resolve()) },
    links: {
      unsubscribe: () => 'https://shop.example.com/u/x',
      preferences: () => 'https://shop.example.com/p/x',
      survey: () => 'https://shop.example.com/s/x',
    },
    responses: {
      put: async (all, { afterSeconds } = { afterSeconds: 0 }) => {
        const comesAt = plusMilliseconds(timeline.now(), afterSeconds * SECOND_MS);
        for (const heard of all) timeline.at(comesAt, async () => void bag.push({ kind: 'heard', heard }));
      },
    },
    notices: {
      async send(notice) {
        notices.push(notice);
        return { status: 'accepted', providerId: `notice-${notices.length}`, parts: 1 };
      },
    },
    timeScale: 1,
  };

  /** The message leaves when the provider is called; its answer may get lost. */
  function senderOf(gate: () => Promise<void>) {
    return {
      async send(outgoing: Outgoing): Promise<SendAnswer> {
        const answer = answers();
        left.push({ at: timeline.now(), outgoing, answer, enrollment: await stores.enrollments.get(outgoing) });
        await gate();
        return answer === 'accepted'
          ? { status: answer, providerId: 'p', parts: 1 }
          : { status: answer, reason: 'so it goes' };
      },
    };
  }

  function servicesOf(process: Process): Services {
    const gate = () => new Promise<void>((resolve) => void process.pending.push(resolve));
    const gated = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name) => {
          const method: unknown = Reflect.get(target, name);
          // To name a contact is no call to a store.
          if (typeof method !== 'function' || name === 'keyOf') return method;
          return async (...args: unknown[]) => {
            await gate();
            return method.apply(target, args);
          };
        },
      });
    const { responses, notices: texts } = inner;
    const all = { ...stores, responses, notices: texts };
    const ports = Object.fromEntries(Object.entries(all).map(([name, port]) => [name, gated<object>(port)]));
    const sender = senderOf(gate);
    return { ...inner, ...ports, senders: { email: sender, sms: sender } };
  }

  function begin(job: Job): void {
    const process: Process = { job, pending: [], crashed: false };
    processes.push(process);
    const services = servicesOf(process);
    run(services, job).then(
      () => void processes.splice(processes.indexOf(process), 1),
      (fault) => {
        processes.splice(processes.indexOf(process), 1);
        if (fault instanceof TryAgain) bag.push(job);
        else faults.push(fault);
      },
    );
  }

  return {
    ...{ inner, stores, timeline, journeys, bag, processes, left, notices, faults },
    /** Takes a job from the bag; a duplicate stays in it as well. */
    take(choice: number, duplicate: boolean): void {
      const job = bag[choice % Math.max(1, bag.length)];
      if (job === undefined) return;
      if (!duplicate) bag.splice(bag.indexOf(job), 1);
      begin(job);
    },
    /** Lets one waiting call of one process through, and everything that follows without waiting. */
    async step(choice: number): Promise<void> {
      const waiting = processes.filter((process) => !process.crashed && process.pending.length > 0);
      waiting[choice % Math.max(1, waiting.length)]?.pending.shift()?.();
      await settled();
    },
    /** A process dies where it stands; its job comes back, as a queue would deliver it again. */
    crash(choice: number): void {
      const alive = processes.filter((process) => !process.crashed);
      const process = alive[choice % Math.max(1, alive.length)];
      if (process === undefined) return;
      process.crashed = true;
      processes.splice(processes.indexOf(process), 1);
      bag.push(process.job);
    },
    /** The versions of all sequences are gone, or there again. */
    lose(gone: boolean): void {
      isVersionGone = gone;
    },
    /** Time passes until the next leg of a journey is due. */
    async tick(): Promise<void> {
      const next = timeline.next();
      if (next !== undefined) await timeline.runUntil(next);
    },
  };
}

/** Who does a job: the flows themselves, or the doors before them. */
export type Runs = (services: Services, job: Job) => Promise<void>;

async function byFlow(services: Services, job: Job): Promise<void> {
  if (job.kind === 'touch') await touch(services, job.task);
  else if (job.kind === 'heard') await hear(services, job.heard);
  else await closeEnrollment(services, job.key, { outcome: 'calledOff' });
}

/** Everything that can run without waiting has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Lets everything go on undisturbed: jobs are done, time passes, until nothing is left to do. */
export async function drain(world: Interleaved): Promise<void> {
  for (let round = 0; round < 20_000; round += 1) {
    await settled();
    if (world.processes.some((process) => process.pending.length > 0)) await world.step(0);
    else if (world.bag.length > 0) world.take(0, false);
    else if (world.timeline.next() !== undefined) await world.tick();
    else return;
  }
  throw new Error('the world does not come to rest');
}
