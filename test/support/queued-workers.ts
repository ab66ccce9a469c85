// Workers that scan and enroll over one memory world, stepped one call at a time in any order, crashed anywhere, redelivered.
import { createMemoryCustomers } from '#adapters/memory/customers';
import { createMemoryEnrollments } from '#adapters/memory/enrollments';
import { createMemoryIntake } from '#adapters/memory/intake';
import { createMemoryJournal } from '#adapters/memory/journal';
import { createMemoryModels } from '#adapters/memory/models';
import { createMemorySequences } from '#adapters/memory/sequences';
import { createTimeline } from '#adapters/memory/timeline';
import type { Enrollment } from '#core/enrollment';
import { TryAgain } from '#core/errors';
import { enroll } from '#core/flow/enroll';
import { planScan, scan } from '#core/flow/scan';
import type { Customers, EnrollTask, ScanTask, Services } from '#core/ports';
import { dayOf, type Instant, plusMilliseconds, TimeZoneSchema } from '#core/time';
import { aDoorWorld } from './door-world.ts';
import { settled } from './interleaving.ts';

const NEW_YORK = TimeZoneSchema.parse('America/New_York');
const HOUR_MS = 3_600_000;
/** So few rows on a page that every part has several. */
const PAGE_ROWS = 2;

type Job = { readonly kind: 'scan'; readonly task: ScanTask } | { readonly kind: 'enroll'; readonly task: EnrollTask };
type Process = { readonly job: Job; readonly pending: (() => void)[] };

export type QueuedWorkers = Awaited<ReturnType<typeof createQueuedWorkers>>;

export async function createQueuedWorkers(start: Instant) {
  const timeline = createTimeline(start);
  const bag: Job[] = [];
  const processes: Process[] = [];
  const faults: unknown[] = [];
  const customers = createMemoryCustomers();
  const stores = {
    customers: { ...customers, page: smallPages(customers) },
    enrollments: createMemoryEnrollments(),
    journal: createMemoryJournal(),
    sequences: createMemorySequences(),
    models: createMemoryModels(),
    intake: createMemoryIntake(),
    journeys: { start: async () => {}, succeed: noToken, replan: noToken, park: noToken },
    work: {
      scan: async (tasks: readonly ScanTask[]) =>
        void bag.push(...tasks.map((task) => ({ kind: 'scan', task }) as const)),
      enroll: async (tasks: readonly EnrollTask[]) =>
        void bag.push(...tasks.map((task) => ({ kind: 'enroll', task }) as const)),
    },
  };
  const { services } = await aDoorWorld();
  const inner: Services = { ...services, ...stores, clock: timeline };

  function servicesOf(process: Process): Services {
    const gated = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name) => {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return async (...args: unknown[]) => {
            await new Promise<void>((resolve) => void process.pending.push(resolve));
            return method.apply(target, args);
          };
        },
      });
    return { ...inner, ...Object.fromEntries(Object.entries(stores).map(([name, port]) => [name, gated(port)])) };
  }

  function begin(job: Job, isHurried: boolean): void {
    const process: Process = { job, pending: [] };
    processes.push(process);
    const ports = servicesOf(process);
    const deadline = plusMilliseconds(timeline.now(), isHurried ? 0 : 24 * HOUR_MS);
    const done = job.kind === 'scan' ? scan(ports, job.task, deadline) : enroll(ports, job.task);
    const leave = () => {
      if (processes.includes(process)) processes.splice(processes.indexOf(process), 1);
    };
    done.then(leave, (fault) => {
      leave();
      if (fault instanceof TryAgain) bag.push(job);
      else faults.push(fault);
    });
  }

  return {
    ...{ inner, stores, timeline, bag, processes, faults },
    plan: (segments: number) => planScan(inner, segments),
    /** Takes a job from the bag; a duplicate stays in it as well. Who is in a hurry hands over after every page. */
    take(choice: number, { duplicate = false, hurried = false, only }: TakeOptions = {}): void {
      const some = only === undefined ? bag : bag.filter(({ kind }) => kind === only);
      const job = some[choice % Math.max(1, some.length)];
      if (job === undefined) return;
      if (!duplicate) bag.splice(bag.indexOf(job), 1);
      begin(job, hurried);
    },
    /** Lets one waiting call of one process through, and everything that follows without waiting. */
    async step(choice: number): Promise<void> {
      const waiting = processes.filter(({ pending }) => pending.length > 0);
      waiting[choice % Math.max(1, waiting.length)]?.pending.shift()?.();
      await settled();
    },
    /** A process dies where it stands; its job comes back, as a queue would deliver it again. */
    crash(choice: number): void {
      const process = processes[choice % Math.max(1, processes.length)];
      if (process === undefined) return;
      processes.splice(processes.indexOf(process), 1);
      // What it had in the air never answers.
      process.pending.length = 0;
      bag.push(process.job);
    },
    pass: (hours: number) => timeline.runUntil(plusMilliseconds(timeline.now(), hours * HOUR_MS)),
    /** Everything, or all jobs of one kind, goes on undisturbed until nothing is left to do at this instant; the newest first. */
    async rest(only?: Job['kind']): Promise<void> {
      for (;;) {
        await settled();
        const left = bag.filter(({ kind }) => only === undefined || kind === only).length;
        if (processes.length > 0) await this.step(0);
        else if (left > 0) this.take(left - 1, only === undefined ? {} : { only });
        else return;
      }
    },
    /** Who entered a sequence, held out or not, by the day of the shop. */
    async entered(sequence: string): Promise<ReadonlyMap<string, readonly Enrollment[]>> {
      const { items } = await stores.enrollments.page({});
      return Map.groupBy(
        items.filter((one) => one.sequence === sequence),
        ({ enrolledAt }) => dayOf(enrolledAt, NEW_YORK),
      );
    },
  };
}

type TakeOptions = { readonly duplicate?: boolean; readonly hurried?: boolean; readonly only?: Job['kind'] };

function smallPages(customers: Customers): Customers['page'] {
  return async ({ segment, segments, after = '0' }) => {
    const { items } = await customers.page({ segment, segments });
    const to = Number(after) + PAGE_ROWS;
    const some = items.slice(Number(after), to);
    return to < items.length ? { items: some, next: String(to) } : { items: some };
  };
}

async function noToken() {
  return 'movedOn' as const;
}
