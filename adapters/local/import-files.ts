// Loads files of orders and customers into a world: good rows in, bad rows listed, twice the same as once.
import { type CsvRow, csvRows, type Rejected } from '#adapters/local/csv-rows';
import {
  CUSTOMER_COLUMNS,
  CUSTOMER_FILE_COLUMNS,
  CustomerRowSchema,
  ORDER_COLUMNS,
  OrderRowSchema,
  withMadeUpContacts,
} from '#adapters/local/shop-files';
import type { Customer } from '#core/customer';
import { BadInput } from '#core/errors';
import { importCustomer } from '#core/flow/import';
import type { PastOrder, Profile } from '#core/history';
import type { CustomerId } from '#core/ids';
import type { Services } from '#core/ports';
import type { Shop } from '#core/shop';
import type { Day, Instant } from '#core/time';

export type ImportFiles = {
  readonly orders?: string | undefined;
  readonly customers?: string | undefined;
  readonly columns: Readonly<Record<string, string>>;
};
/** An order with its line in the file, which is the closest to an id that such files have. */
export type FileOrder = PastOrder & { readonly line: number };
export type ReadFiles = {
  readonly orders: readonly FileOrder[];
  readonly profiles: ReadonlyMap<CustomerId, Profile>;
  readonly rowsRead: number;
  readonly rejected: readonly Rejected[];
};
export type ImportPlan = {
  /** Orders from this day on are left out. */
  readonly before?: Day;
  readonly at: Instant;
  /**
   * What customers get of whom only orders are known: contact points and consents that are made up, so that a world
   * without real people can be played, or none. Whoever imports must say which.
   */
  readonly withoutDetails: 'madeUp' | 'unreachable';
  /** Rows of different customers have nothing to do with each other: so many are written side by side. */
  readonly sideBySide: number;
  readonly onCustomer: (done: number, all: number) => void;
};
/** How a world on this machine is loaded: nobody in it is real unless a customers file says so. */
export const LOCAL_IMPORT = { withoutDetails: 'madeUp', sideBySide: 50 } as const;

export type ImportReport = {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** New customers of whom only orders are known, and who got contact points that are made up. */
  readonly madeUp: number;
  /** New customers of whom only orders are known, and who cannot be reached. */
  readonly unreachable: number;
};

/** Reads the files, judging each row. */
export async function readFiles(
  { orders: ordersFile, customers, columns }: ImportFiles,
  onRow: (rows: number) => void,
): Promise<ReadFiles> {
  if (ordersFile === undefined && customers === undefined)
    throw new BadInput('nothing to import: give --orders FILE, --customers FILE or both');
  const known: readonly string[] = [...ORDER_COLUMNS, ...CUSTOMER_FILE_COLUMNS];
  const unknown = Object.keys(columns).find((our) => !known.includes(our));
  if (unknown !== undefined)
    throw new BadInput(`--columns: Winback has no column ${unknown}; it has ${[...new Set(known)].join(', ')}`);
  const orders: FileOrder[] = [];
  const profiles = new Map<CustomerId, Profile>();
  const rejected: Rejected[] = [];
  let rowsRead = 0;
  async function take<T>(rows: AsyncIterable<CsvRow<T>>, accept: (row: T, line: number) => void): Promise<void> {
    for await (const read of rows) {
      rowsRead += 1;
      onRow(rowsRead);
      if (read.status === 'row') accept(read.row, read.line);
      else rejected.push({ file: read.file, line: read.line, reason: read.reason });
    }
  }
  if (customers !== undefined) {
    const source = {
      file: customers,
      columns: only(columns, CUSTOMER_FILE_COLUMNS),
      required: CUSTOMER_COLUMNS,
    };
    await take(csvRows(source, CustomerRowSchema), (profile) => void profiles.set(profile.customerId, profile));
  }
  if (ordersFile !== undefined) {
    const source = { file: ordersFile, columns: only(columns, [...ORDER_COLUMNS]), required: ORDER_COLUMNS };
    await take(csvRows(source, OrderRowSchema), (order, line) => void orders.push({ ...order, line }));
  }
  return { orders, profiles, rowsRead, rejected };
}

/** Writes what was read up to a day (that day excluded) into the rows of the customers. The first fault ends it. */
export async function importHistory(
  services: Pick<Services, 'customers'>,
  { orders, profiles }: ReadFiles,
  shop: Pick<Shop, 'timeZone'>,
  { before, at, withoutDetails, sideBySide, onCustomer }: ImportPlan,
): Promise<ImportReport> {
  const history = new Map<CustomerId, PastOrder[]>();
  for (const customerId of profiles.keys()) history.set(customerId, []);
  for (const order of orders) {
    if (before !== undefined && order.day >= before) continue;
    const known = history.get(order.customerId);
    if (known === undefined) history.set(order.customerId, [order]);
    else known.push(order);
  }
  const counts = { created: 0, changed: 0, unchanged: 0, madeUp: 0, unreachable: 0 };
  const newcomer = (row: Customer) => (withoutDetails === 'madeUp' ? withMadeUpContacts(row, at, shop.timeZone) : row);
  let done = 0;
  const waiting = oneByOne(history);
  async function work(): Promise<void> {
    for (const [customerId, known] of waiting) {
      const profile = profiles.get(customerId);
      const { status } = await importCustomer(services, { customerId, orders: known, profile }, newcomer, at);
      counts[status] += 1;
      if (profile === undefined && status === 'created') counts[withoutDetails] += 1;
      done += 1;
      onCustomer(done, history.size);
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, work));
  return counts;
}

/** Unlike the iterator of a map, a generator is over for everybody once one of its loops was left by a fault. */
function* oneByOne<T>(all: Iterable<T>): Generator<T> {
  yield* all;
}

/** One --columns option serves both files: each takes the names that are its own. */
function only(columns: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).filter(([ours]) => names.includes(ours)));
}
