// What do files know of each customer? All rows of one come together, in flat memory, however large the files are.

import { columnsOf, FILE_KINDS, type FileKind, isNameFor } from '#adapters/files/columns';
import { createCounter, type GatherReport } from '#adapters/files/gather-report';
import { createPartitions, type Partitions } from '#adapters/files/partitions';
import { type Reading, type ReadRow, type Rejected, readRows } from '#adapters/files/read-rows';
import { type OpenedSource, openedSource, type Source } from '#adapters/files/source';
import type { Statement } from '#adapters/files/stated';
import type { ActivityKind } from '#core/activity';
import { BadInput } from '#core/errors';
import type { PastActivity } from '#core/history';
import type { Known } from '#core/known';
import { didYouMean } from '#core/nearest';
import { isActivityOf, kindsOfShop, type Shop } from '#core/shop';
import { dayOf, type Instant, plusDays } from '#core/time';

/** Which files, each by its path or where its bytes come from, and what their owner states of them; see `Reading`. */
export type GatherFiles = { readonly [Kind in FileKind]?: string | Source | undefined } & {
  readonly [Name in Statement]?: Reading[Name] | undefined;
};
/** One activity. `ref`: the id that its file gives it; the same twice is one. */
export type FileActivity = PastActivity & { readonly ref?: string | undefined };
/** `bytes` of `ofBytes` were read; the latter is undefined where nobody knows how large the files are. */
export type Progress = { readonly rows: number; readonly bytes: number; readonly ofBytes: number | undefined };

export type GatherPlan = {
  readonly shop: Pick<Shop, 'timeZone' | 'currency' | 'activities'>;
  /** Activities later than tomorrow are rejected: they would pass for a return. @default they may lie anywhere */
  readonly now?: Instant;
  /** After each row; `progress` is not asked for more often than it is looked at. */
  readonly onRow?: (rows: number, progress: () => Progress) => void;
  /** With each row that was not taken, as it stands in the file: personal data. */
  readonly onRejected?: (row: Rejected) => Promise<void> | void;
  /** Activities for which it answers true are the caller's own: they are counted, and known of nobody. */
  readonly aside?: (activity: FileActivity) => boolean;
  /** How many of the rejected rows the report lists. @default 100 */
  readonly mostTold?: number;
};

export type Gathered = {
  /**
   * Everything known of each customer, and every customer once. Those who say no come first: whatever ends the work later,
   * nobody writes to them. It may be asked for again; `asTheyCome` saves a walk where the order does not matter.
   */
  customers(order?: 'nosFirst' | 'asTheyCome'): AsyncGenerator<Known>;
  readonly report: GatherReport;
  /** Lets go of what is in memory and on disk. */
  close(): Promise<void>;
};

const MOST_TOLD = 100;

/**
 * Reads the files, judging each row. Throws BadInput when there is none, when one cannot be read, or when its header is not
 * understood; then nothing is left on disk.
 */
export async function gather(files: GatherFiles, plan: GatherPlan): Promise<Gathered> {
  const given = FILE_KINDS.filter((kind) => files[kind] !== undefined);
  if (given.length === 0)
    throw new BadInput('nothing to import: give --customers FILE, --orders FILE, --activities FILE or several of them');
  mustBeOurs(Object.keys(files.columns ?? {}), given);
  const sources = await Promise.all(given.map(async (kind) => ({ kind, ...(await openedSource(files[kind] ?? '')) })));
  const partitions = createPartitions();
  const counter = createCounter(plan.mostTold ?? MOST_TOLD);
  const progress = progressOf(sources);
  try {
    for (const source of sources) {
      for await (const row of readRows(readingOf(source, files, plan), counter.header)) {
        const rows = counter.read();
        const onItsWay = take(row, { partitions, counter, plan });
        if (onItsWay !== undefined) await onItsWay;
        plan.onRow?.(rows, () => progress(rows));
      }
    }
  } catch (fault) {
    await partitions.close();
    throw fault;
  }
  return {
    customers: (order = 'nosFirst') => partitions.customers({ nosFirst: order === 'nosFirst' }),
    report: counter.report(),
    close: () => partitions.close(),
  };
}

type Taking = {
  readonly partitions: Partitions;
  readonly counter: ReturnType<typeof createCounter>;
  readonly plan: GatherPlan;
};

/** Puts a row where it belongs; the promise is there only if somebody must be waited for. */
function take(row: ReadRow, taking: Taking): Promise<void> | void {
  const { partitions, counter, plan } = taking;
  if (row.status === 'passed') {
    counter.passed(row.because);
    return row.refusal && partitions.put({ is: 'refusal', profile: row.refusal });
  }
  if (row.status === 'rejected') return reject(row, taking);
  if (row.status === 'activity') {
    counter.activity(row.activity);
    if (plan.aside?.({ ...row.activity, ref: row.ref })) return;
    return partitions.put({ is: 'activity', activity: row.activity, ref: row.ref });
  }
  counter.profile(row.profile, row.note);
  return partitions.put({ is: 'profile', profile: row.profile });
}

async function reject(row: Rejected, { partitions, counter, plan }: Taking): Promise<void> {
  counter.rejected(row);
  if (row.refusal !== undefined) await partitions.put({ is: 'refusal', profile: row.refusal });
  await plan.onRejected?.(row);
}

/** Why this shop takes no activities of a kind. */
function againstKind(kind: ActivityKind, shop: Pick<Shop, 'activities'>): string | undefined {
  if (isActivityOf(shop, kind)) return undefined;
  const all = kindsOfShop(shop);
  return `"${kind}" is no activity of this shop${didYouMean(kind, all)} (${all.join(', ')}); kinds of your own stand in shop.yaml under activities`;
}

function readingOf(source: OpenedSource & { kind: FileKind }, files: GatherFiles, { shop, now }: GatherPlan): Reading {
  const { file, open, kind } = source;
  // One list of names serves all files: each takes those that are its own.
  const columns = Object.fromEntries(Object.entries(files.columns ?? {}).filter(([our]) => isNameFor(kind, our)));
  return {
    ...{ file, open, kind, columns },
    preset: files.preset,
    delimiter: files.delimiter,
    dates: files.dates,
    decimal: files.decimal ?? 'point',
    country: files.country,
    currency: shop.currency,
    timeZone: shop.timeZone,
    // Some place on earth has tomorrow already.
    latest: now === undefined ? undefined : plusDays(dayOf(now, shop.timeZone), 1),
    against: (kind) => againstKind(kind, shop),
  };
}

/** Throws BadInput for a name that no kind of file has: it would do nothing. Customers may have fields of one's own. */
function mustBeOurs(names: readonly string[], given: readonly FileKind[]): void {
  const known = new Set<string>(FILE_KINDS.flatMap(columnsOf));
  const unknown = names.find((our) => !known.has(our) && !given.some((kind) => isNameFor(kind, our)));
  if (unknown === undefined) return;
  throw new BadInput(`--columns: Winback has no column ${unknown}; it has ${[...known].join(', ')}`);
}

/** How far all files together are read. */
function progressOf(sources: readonly OpenedSource[]): (rows: number) => Progress {
  const sizes = sources.flatMap(({ bytes }) => bytes ?? []);
  const ofBytes = sizes.length < sources.length ? undefined : sizes.reduce((sum, bytes) => sum + bytes, 0);
  return (rows) => ({ rows, ofBytes, bytes: sources.reduce((sum, source) => sum + source.bytesRead(), 0) });
}
