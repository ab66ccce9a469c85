// Whom does a command look at: the customers of files, as they were on a day, or those of a world, as it stands?
import { type Gathered, gather } from '#adapters/files/gather';
import { startOf } from '#adapters/local/play';
import type { Customer } from '#core/customer';
import { kindWord } from '#core/dormancy-words';
import { BadInput } from '#core/errors';
import { rowBefore } from '#core/explorer-past';
import { figuresOf } from '#core/insight';
import { fitShop } from '#core/model/fit-shop';
import type { ShopModel } from '#core/model/shop-model';
import { createShopSample } from '#core/model/shop-sample';
import type { Shop } from '#core/shop';
import { type Day, dayOf, type Instant } from '#core/time';
import { atPlace, type Place, type PlaceOptions } from './at-place.ts';
import { everyRow } from './every-row.ts';
import { type FileOptions, filesOf, readingProgress } from './file-options.ts';
import type { PlanFacts } from './plan-facts.ts';
import { rejectedText } from './rejected.ts';
import type { Terminal } from './terminal.ts';

export type RowsOptions = FileOptions & PlaceOptions & { readonly asOf?: Day };

/** Customers to look at, and by what they are judged. */
export type KnownRows = {
  /** The files, or the folder or stage. */
  readonly called: readonly string[];
  /** Which of the files speaks of people. */
  readonly people: string | undefined;
  readonly are: 'files' | 'rows';
  readonly shop: Shop;
  readonly today: Day;
  /** What was learned of the shop: in a world by its last fit, otherwise from these very customers. */
  readonly model: ShopModel;
  /** The day of the last fit of a world; undefined when it was learned just now. */
  readonly learnedUntil: Day | undefined;
  /** Does anybody know who can be reached? */
  readonly reachKnown: boolean;
  readonly laterOrders: number;
  readonly rejected: number;
  /** Every customer once. */
  walk(): AsyncGenerator<Customer>;
};

/** Nothing was stored, so this number is never told. */
const UNSTORED_VERSION = 1;
/**
 * Looked at for a fair sample. Files of fewer rows than these customers come in their own order, and all of them are looked at;
 * those of more, and stores, come in the order of a hash, so that the first ones are as good as any.
 */
const MOST_SEEN = 300_000;
/** Learned from: a fit takes about 0.1 ms for each, eight times that where it fails, and somebody is waiting. */
const MOST_LEARNED = 25_000;

/** Opens files or a world, works with its rows, and closes it, whatever happens. Files are those of the shop of the plan. */
export async function withKnownRows(
  options: RowsOptions,
  { plan, terminal }: { readonly plan: PlanFacts; readonly terminal: Terminal },
  work: (rows: KnownRows) => Promise<void>,
): Promise<void> {
  if (namesOf(options).length > 0) return withFiles(options, { plan, terminal }, work);
  if (options.asOf !== undefined)
    throw new BadInput(
      '--as-of: a world stands at its own day; only files can be asked about another: give --orders FILE, or leave it out',
    );
  await atPlace(options, { create: false, terminal }, async (place) => work(await rowsOfPlace(place, terminal)));
}

/** The files, as they were given. */
function namesOf({ orders, customers, activities }: FileOptions): readonly string[] {
  return [orders, customers, activities].filter((name) => name !== undefined);
}

async function withFiles(
  options: RowsOptions,
  { plan: { shop }, terminal }: { readonly plan: PlanFacts; readonly terminal: Terminal },
  work: (rows: KnownRows) => Promise<void>,
): Promise<void> {
  const { asOf } = options;
  if (asOf === undefined) throw new BadInput('--as-of: say on which day the files are looked at, like 1998-07-01');
  const onRow = readingProgress(terminal);
  const gathered = await gather(filesOf(options), { shop, onRow, aside: ({ day }) => day >= asOf });
  try {
    await work(await rowsOfFiles(gathered, { asOf, shop, options, terminal }));
  } finally {
    await gathered.close();
  }
}

async function rowsOfFiles(
  { customers, report }: Gathered,
  { asOf, shop, options, terminal }: { asOf: Day; shop: Shop; options: FileOptions; terminal: Terminal },
): Promise<KnownRows> {
  for (const note of report.notes) terminal.note(note);
  if (report.rejectedCount > 0) terminal.note(rejectedText(report.rejected, report.rejectedCount));
  const at = startOf(asOf, shop);
  async function* walk(): AsyncGenerator<Customer> {
    for await (const known of customers('asTheyCome')) {
      const row = rowBefore(known, asOf, at);
      if (row !== undefined) yield row;
    }
  }
  const called = namesOf(options);
  mustHaveBegun(report.activities, asOf, called.join(' and '));
  terminal.progress('learning how these customers order');
  return {
    ...{ called, people: options.customers, are: 'files', shop, today: asOf, walk },
    model: await learnedFrom(walk(), asOf, at),
    learnedUntil: undefined,
    reachKnown: options.customers !== undefined,
    laterOrders: ordersFrom(asOf, report.activities),
    rejected: report.rejectedCount,
  };
}

async function rowsOfPlace({ called, services, shop: shopOfPlace }: Place, terminal: Terminal): Promise<KnownRows> {
  const shop = await shopOfPlace();
  const now = services.clock.now();
  const today = dayOf(now, shop.timeZone);
  const walk = () => everyRow(services.customers, terminal);
  const stored = await services.models.newest();
  if (stored === undefined) terminal.progress('learning how these customers order');
  return {
    ...{ called: [called], people: undefined, are: 'rows', shop, today, laterOrders: 0, rejected: 0, reachKnown: true },
    model: stored ?? (await learnedFrom(walk(), today, now)),
    learnedUntil: stored?.until,
    walk,
  };
}

async function learnedFrom(rows: AsyncIterable<Customer>, until: Day, fittedAt: Instant): Promise<ShopModel> {
  const seen = createShopSample(MOST_SEEN);
  for await (const row of rows) {
    const figures = figuresOf(row, until);
    if (figures !== undefined && !seen.add(figures)) break;
  }
  const step = Math.ceil(seen.size / MOST_LEARNED);
  const sample = createShopSample(MOST_LEARNED);
  let place = 0;
  for (const figures of seen) {
    if (place % step === 0) sample.add(figures);
    place += 1;
  }
  return { version: UNSTORED_VERSION, ...fitShop(sample, { until, fittedAt }) };
}

function mustHaveBegun(activities: Gathered['report']['activities'], asOf: Day, called: string): void {
  const firsts = Object.entries(activities).flatMap(([kind, byDay]) => {
    const day = [...byDay.keys()].sort()[0];
    return day === undefined ? [] : [{ kind, day }];
  });
  const first = firsts.sort((one, other) => (one.day < other.day ? -1 : 1))[0];
  if (first === undefined)
    throw new BadInput(`${called}: no order or activity could be read; there is nothing to count`);
  if (first.day >= asOf)
    throw new BadInput(
      `--as-of ${asOf}: the first ${kindWord(first.kind)} of ${called} is of ${first.day}, and only what was before the day counts; give a later day`,
    );
}

function ordersFrom(asOf: Day, { order }: Gathered['report']['activities']): number {
  return [...(order ?? [])].reduce((sum, [day, count]) => (day >= asOf ? sum + count : sum), 0);
}
