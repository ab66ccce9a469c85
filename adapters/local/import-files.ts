// Loads files of orders and customers into a world: good rows in, bad rows listed, twice the same as once.
import { type Column, mustBeUnderstood } from '#adapters/local/column-names';
import { type CsvRow, csvRows, type Rejected, type RejectedCsvRow } from '#adapters/local/csv-rows';
import { type Refused, refusalOf, refusedBy } from '#adapters/local/refusals';
import {
  CUSTOMER_COLUMNS,
  CUSTOMER_FILE_COLUMNS,
  CustomerRowSchema,
  isFieldName,
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
/** `no`: who said no in it all the same. `lost`: a no in it, or what may be one, was not recorded. */
export type RejectedRow = Rejected & { readonly no?: CustomerId; readonly lost?: true };
export type ReadFiles = {
  readonly orders: readonly FileOrder[];
  readonly profiles: ReadonlyMap<CustomerId, Profile>;
  /** What is obeyed of rows that are not: a no never gets lost with them. */
  readonly refusals: ReadonlyMap<CustomerId, Profile>;
  /** Columns of the customers that are none of ours: profile fields, and those whose name no segment or message could use. */
  readonly fields: { readonly kept: readonly string[]; readonly leftOut: readonly string[] };
  readonly rowsRead: number;
  readonly rejected: readonly RejectedRow[];
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
  /** Who said no in a row that was rejected, and is no customer here. */
  readonly strangers: ReadonlySet<CustomerId>;
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
  const refusals = new Map<CustomerId, Profile>();
  const rejected: RejectedRow[] = [];
  let header: readonly string[] = [];
  let rowsRead = 0;
  function refuse(refusal: Profile | undefined): void {
    if (refusal !== undefined) refusals.set(refusal.customerId, { ...refusals.get(refusal.customerId), ...refusal });
  }
  function reject({ file, line, reason }: Rejected, { refusal, lost }: Refused): void {
    refuse(refusal);
    rejected.push({
      ...{ file, line, reason: lost === undefined ? reason : `${reason}; ${lost}` },
      ...(refusal === undefined ? {} : { no: refusal.customerId }),
      ...(lost === undefined ? {} : { lost: true }),
    });
  }
  async function* taken<T>(rows: AsyncIterable<CsvRow<T>>, refusedIn: (row: RejectedCsvRow) => Refused) {
    for await (const read of rows) {
      rowsRead += 1;
      onRow(rowsRead);
      if (read.status === 'row') yield read;
      else reject(read, refusedIn(read));
    }
  }
  if (customers !== undefined) {
    const source = {
      file: customers,
      columns: only(columns, CUSTOMER_FILE_COLUMNS),
      required: CUSTOMER_COLUMNS,
      ours: CUSTOMER_FILE_COLUMNS,
      onHeader(found: readonly Column[]) {
        mustBeUnderstood(customers, found, CUSTOMER_FILE_COLUMNS);
        header = found.map((column) => column.taken);
      },
    };
    for await (const { row } of taken(csvRows(source, CustomerRowSchema), (read) => refusedBy(read, header))) {
      const earlier = profiles.get(row.customerId);
      // The last row of a customer counts, but for a no: that stays, wherever it stands.
      if (earlier !== undefined) refuse(refusalOf(earlier));
      profiles.set(row.customerId, row);
    }
  }
  if (ordersFile !== undefined) {
    const own = { columns: only(columns, ORDER_COLUMNS), required: ORDER_COLUMNS, ours: ORDER_COLUMNS };
    const source = { file: ordersFile, ...own };
    for await (const { row, line } of taken(csvRows(source, OrderRowSchema), () => ({}))) orders.push({ ...row, line });
  }
  const others = header.filter((name) => name !== '' && !CUSTOMER_FILE_COLUMNS.includes(name));
  const fields = { kept: others.filter(isFieldName), leftOut: others.filter((name) => !isFieldName(name)) };
  return { orders, profiles, refusals, fields, rowsRead, rejected };
}

/** Writes what was read up to a day (that day excluded) into the rows of the customers. The first fault ends it. */
export async function importHistory(
  services: Pick<Services, 'customers'>,
  { orders, profiles, refusals }: Pick<ReadFiles, 'orders' | 'profiles' | 'refusals'>,
  shop: Pick<Shop, 'timeZone'>,
  { before, at, withoutDetails, sideBySide, onCustomer }: ImportPlan,
): Promise<ImportReport> {
  const history = new Map<CustomerId, PastOrder[]>();
  // Those who said no come first: whatever ends the import later, nobody writes to them.
  for (const customerId of [...refusals.keys(), ...profiles.keys()]) history.set(customerId, []);
  for (const order of orders) {
    if (before !== undefined && order.day >= before) continue;
    const known = history.get(order.customerId);
    if (known === undefined) history.set(order.customerId, [order]);
    else known.push(order);
  }
  const counts = { created: 0, changed: 0, unchanged: 0, madeUp: 0, unreachable: 0 };
  const strangers = new Set<CustomerId>();
  const newcomer = (row: Customer) => (withoutDetails === 'madeUp' ? withMadeUpContacts(row, at, shop.timeZone) : row);
  let done = 0;
  const waiting = oneByOne(history);
  async function work(): Promise<void> {
    for (const [customerId, known] of waiting) {
      const profile = profiles.get(customerId);
      const told = { customerId, orders: known, profile, refusal: refusals.get(customerId) };
      const { status } = await importCustomer(services, told, newcomer, at);
      if (status === 'stranger') strangers.add(customerId);
      else counts[status] += 1;
      if (profile === undefined && status === 'created') counts[withoutDetails] += 1;
      done += 1;
      onCustomer(done, history.size);
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, work));
  return { ...counts, strangers };
}

/** Unlike the iterator of a map, a generator is over for everybody once one of its loops was left by a fault. */
function* oneByOne<T>(all: Iterable<T>): Generator<T> {
  yield* all;
}

/** One --columns option serves both files: each takes the names that are its own. */
function only(columns: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).filter(([ours]) => names.includes(ours)));
}
