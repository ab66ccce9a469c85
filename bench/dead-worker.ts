// What does a worker cost that dies in the middle of its part of a scan? The queue gives its piece to another one.
import { createLinks } from '#adapters/aws/links';
import { createSeededRandomness } from '#adapters/local/seeded';
import { openWorld } from '#adapters/local/world';
import { enroll } from '#core/flow/enroll';
import { HANDOVER_MS, scan } from '#core/flow/scan';
import type { Customers, EnrollTask, ScanTask, Sequences, Services } from '#core/ports';
import { plusMilliseconds } from '#core/time';
import { SCAN_AT } from './made-customer.ts';
import { measured, type Row } from './row.ts';
import { scanServices } from './scan-of.ts';

const SEED = 'bench';
/** A part is walked in so many pieces, and the second worker dies half-way through its own. */
const PIECES = 4;
const DIES_IN_PIECE = 2;
/** On the clock of this measurement a page takes so long. */
const PAGE_MS = 60_000;

/** `found`: who was put forward, in order, some of them perhaps twice. */
export type Walk = { readonly rows: number; readonly pages: number; readonly found: readonly EnrollTask[] };
export type DeadWalk = Walk & { readonly rowsOfPiece: number; readonly deaths: number };
export type Enrolled = { readonly opened: number; readonly customers: number };

class Killed extends Error {}

/** Walks through a part as workers do who hand on what they have no time for; one of them dies half-way through its piece. */
export async function walkWithDeath(
  customers: Pick<Customers, 'page'>,
  sequences: Sequences,
  part: ScanTask,
  undisturbed: Pick<Walk, 'pages'>,
): Promise<DeadWalk> {
  const pagesOfPiece = Math.max(2, Math.ceil(undisturbed.pages / PIECES));
  const queue: ScanTask[] = [part];
  const found: EnrollTask[] = [];
  const walked = { rows: 0, pages: 0, rowsOfPiece: 0, deaths: 0 };
  let [piece, rowsOfPiece, pagesLeft] = [0, 0, Number.POSITIVE_INFINITY];
  let now = SCAN_AT;
  const counting: Pick<Customers, 'page'> = {
    async page(request) {
      if (pagesLeft <= 0) throw new Killed();
      pagesLeft -= 1;
      const page = await customers.page(request);
      now = plusMilliseconds(now, PAGE_MS);
      rowsOfPiece += page.items.length;
      walked.rows += page.items.length;
      walked.pages += 1;
      return page;
    },
  };
  const services = {
    ...scanServices({ customers: counting, sequences, hear: (tasks) => void found.push(...tasks) }),
    clock: { now: () => now },
  };
  services.work.scan = async (tasks) => void queue.push(...tasks);
  for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
    piece += 1;
    rowsOfPiece = 0;
    pagesLeft = piece === DIES_IN_PIECE ? Math.floor(pagesOfPiece / 2) : Number.POSITIVE_INFINITY;
    try {
      await scan(services, task, plusMilliseconds(now, pagesOfPiece * PAGE_MS + HANDOVER_MS));
    } catch (fault) {
      if (!(fault instanceof Killed)) throw fault;
      walked.deaths += 1;
      // Nobody said that the message was handled, so it comes back as it was.
      queue.push(task);
    }
    walked.rowsOfPiece = Math.max(walked.rowsOfPiece, rowsOfPiece);
  }
  return { ...walked, found };
}

/** Enrolls everybody who was put forward, as often as they were, into a world in memory. */
export async function enrollAll(
  customers: Customers,
  sequences: Sequences,
  tasks: readonly EnrollTask[],
): Promise<Enrolled> {
  const world = await openWorld({
    store: 'memory',
    start: SCAN_AT,
    keepWords: false,
    links: createLinks({ baseUrl: 'https://shop.example.com', secret: SEED.padEnd(32, '.') }),
    randomness: createSeededRandomness(SEED),
  });
  let opened = 0;
  const enrollments: Services['enrollments'] = {
    ...world.services.enrollments,
    async open(enrollment) {
      const answer = await world.services.enrollments.open(enrollment);
      if (answer.status === 'opened') opened += 1;
      return answer;
    },
  };
  const entered = new Set<string>();
  for (const task of tasks) {
    const answer = await enroll({ ...world.services, customers, sequences, enrollments }, task);
    if (answer.status !== 'notEnrolled') entered.add(`${task.sequence} ${task.customerId}`);
  }
  await world.close();
  return { opened, customers: entered.size };
}

/** Everybody found, no more than one piece read twice, nobody enrolled twice. */
export function deathRows(what: string, undisturbed: Walk, dead: DeadWalk, { opened, customers }: Enrolled): Row[] {
  if (dead.deaths === 0)
    return [{ status: 'notMeasured', what: `${what}, a worker dies`, because: 'a part has too few pages to die in' }];
  const nameOf = ({ customerId, sequence }: EnrollTask) => `${sequence} ${customerId}`;
  const found = new Set(dead.found.map(nameOf));
  const missed = undisturbed.found.filter((task) => !found.has(nameOf(task))).length;
  const twice = dead.rows - undisturbed.rows;
  const text = (count: number) => count.toLocaleString('en-US');
  return [
    measured(`${what}, a worker dies: customers not found`, missed, 'customers', {
      budget: { atMost: 0 },
      note: `${text(found.size)} found of ${text(undisturbed.found.length)}, ${text(dead.found.length - found.size)} of them twice; ${dead.deaths} died`,
    }),
    measured(`${what}, a worker dies: rows read twice ÷ rows of a piece`, twice / dead.rowsOfPiece, '×', {
      budget: { atMost: 1 },
      note: `${text(twice)} of ${text(undisturbed.rows)} rows; a piece has ${text(dead.rowsOfPiece)}`,
    }),
    measured(`${what}, a worker dies: enrolled twice`, opened - customers, 'customers', {
      budget: { atMost: 0 },
      note: `${text(opened)} enrollments of ${text(customers)} customers, held out or not`,
    }),
  ];
}
