// winback run: plays N days from files of orders and other activity, and says what became of everybody.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Command } from 'commander';
import { createLinks } from '#adapters/aws/links';
import { type Gathered, gather } from '#adapters/files/gather';
import { newHouse, storeFolder, writeHouse } from '#adapters/local/house';
import { startOf } from '#adapters/local/play';
import { activitiesFrom, type RunPlan, runDays } from '#adapters/local/run';
import { createSeededRandomness } from '#adapters/local/seeded';
import { createTally, type Tally } from '#adapters/local/tally';
import { openWorld, type World } from '#adapters/local/world';
import type { Fact } from '#core/fact';
import { report } from '#core/flow/report';
import type { Day } from '#core/time';
import { addStatedOptions, type FileOptions, filesOf, readingProgress } from './file-options.ts';
import { mustBeFree } from './open-stored.ts';
import { day, oneOf, wholeNumber } from './options.ts';
import { loadPlan, publishPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';
import { rejectedText } from './rejected.ts';
import { type RunSummary, runSummaryText } from './run-summary.ts';
import { countText, createTerminal, type Terminal } from './terminal.ts';

type Options = Omit<FileOptions, 'orders'> & {
  readonly orders: string;
  readonly asOf: Day;
  readonly days: number;
  readonly sequence?: string;
  readonly responses: 'none' | 'simulated';
  readonly store: 'local' | 'memory';
  readonly seed: string;
  readonly journal?: string;
  readonly data: string;
  readonly json: boolean;
};

export function addRun(program: Command): void {
  const command = program
    .command('run')
    .description('play days from files: daily scan, journeys, responses; print what became of everybody')
    .requiredOption('--orders <file>', 'CSV or JSON Lines with customer_id, ordered_on, amount')
    .option(
      '--customers <file>',
      'CSV or JSON Lines with customer_id and details; without it contact points are made up, with it none are',
    );
  addStatedOptions(command)
    .option(
      '--activities <file>',
      'CSV or JSON Lines with customer_id, kind, happened_on: visits, logins, your own kinds',
    )
    .requiredOption(
      '--as-of <date>',
      'the first day to play; what came before it is history, all else happens on its day',
      day,
    )
    .requiredOption('--days <n>', 'how many days to play', wholeNumber(1, 3660))
    .option('--sequence <name>', 'only this sequence (default: all)')
    .option(
      '--responses <kind>',
      'simulated: customers answer by seeded chance; none: nothing but the file happens',
      oneOf('simulated', 'none'),
      'simulated',
    )
    .option(
      '--store <kind>',
      "local: DynamoDB's stand-in on disk and the real state machine; memory: fast",
      oneOf('local', 'memory'),
      'local',
    )
    .option('--seed <text>', 'the same seed gives the same journal, byte for byte', '1')
    .option('--journal <file>', 'write every fact as JSON Lines, in time order')
    .option(
      '--data <folder>',
      'where the fresh store is put; what an earlier run left there is deleted',
      '.winback/run',
    )
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => run(options, createTerminal(options.json)));
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  const began = performance.now();
  const plan = await loadPlan(WORKFLOWS_FOLDER, options.sequence);
  const shop = shopOf(plan);
  const { aside, toCome } = activitiesFrom(options.asOf);
  const history = await gather(filesOf(options), { shop, aside, onRow: readingProgress(terminal) });
  try {
    await play({ options, plan, shop, history, toCome, began }, terminal);
  } finally {
    await history.close();
  }
}

type Play = Pick<RunPlan, 'shop' | 'history' | 'toCome'> & {
  readonly options: Options;
  readonly plan: Awaited<ReturnType<typeof loadPlan>>;
  readonly began: number;
};

async function play({ options, plan, shop, history, toCome, began }: Play, terminal: Terminal): Promise<void> {
  const { rejected, rejectedCount } = history.report;
  if (rejectedCount > 0) terminal.note(rejectedText(rejected, rejectedCount));
  const start = startOf(options.asOf, shop);
  const local = options.store === 'local';
  if (local) await mustBeFree(options.data);
  const journal = await journalFile(options.journal);
  const house = local ? await newHouse(options.data, start, options.seed) : undefined;
  const tally = createTally();
  const world = await openWorld({
    store: options.store,
    ...(house === undefined ? {} : { folder: storeFolder(options.data), secret: house.secret }),
    start,
    keepWords: false,
    links: createLinks({ baseUrl: shop.website, secret: house?.secret ?? `${options.seed}`.padEnd(32, '.') }),
    randomness: createSeededRandomness(options.seed),
    ...(options.responses === 'simulated' ? { people: options.seed } : {}),
    onFact: (fact) => {
      tally.count(fact);
      journal.write(fact);
    },
  });
  try {
    await publishPlan(world.services, plan);
    const { customers } = await runDays(world, {
      ...{ asOf: options.asOf, days: options.days, history, toCome, shop },
      file: options.customers === undefined ? undefined : basename(options.customers),
      onImport: (done) => done % 500 === 0 && terminal.progress(`importing: ${countText(done)} customers`),
      onDay: (today, number) =>
        terminal.progress(`${today}: day ${number} of ${options.days}, ${countText(tally.tally().enrolled)} enrolled`),
    });
    const summary = await summaryOf(
      world,
      { customers, ...countsOf(history) },
      options,
      tally.tally(),
      (performance.now() - began) / 1_000,
    );
    if (house !== undefined) await writeHouse(options.data, { ...house, now: world.timeline.now() });
    terminal.say(runSummaryText(summary, local ? options.data : undefined));
    terminal.answer(summary);
  } finally {
    await journal.close();
    await world.close();
  }
}

async function summaryOf(
  world: World,
  counts: Pick<RunSummary, 'customers' | 'orders' | 'rejected'>,
  options: Options,
  tally: Tally,
  seconds: number,
): Promise<RunSummary> {
  const { maxTransitions: max, meanTransitions: mean, ended, open } = world.journeys.statistics();
  await report(world.services);
  const { duplicates } = await world.postbox.counts();
  return {
    ...counts,
    ...tally,
    journeys: { ended, open },
    transitionsPerJourney: { max, mean: Number(mean.toFixed(4)) },
    sentTwice: duplicates,
    deadLetters: world.deadLetters.length,
    days: options.days,
    seconds: Number(seconds.toFixed(1)),
  };
}

/** The orders of the file, and the rows that were not taken. */
function countsOf({ report }: Gathered): Pick<RunSummary, 'orders' | 'rejected'> {
  const { order = new Map<Day, number>() } = report.activities;
  return { orders: [...order.values()].reduce((sum, count) => sum + count, 0), rejected: report.rejectedCount };
}

/** One fact a line, or nothing without a file. */
async function journalFile(file: string | undefined): Promise<{ write(fact: Fact): void; close(): Promise<void> }> {
  if (file === undefined) return { write: () => {}, close: async () => {} };
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  await once(stream, 'open');
  return {
    write: (fact) => void stream.write(`${JSON.stringify(fact)}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
