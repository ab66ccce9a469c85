// winback fit: how do this shop's customers order, leave and spend, and would a clock of their own have told who lapsed?
import { type Command, Option } from 'commander';
import { gather } from '#adapters/files/gather';
import { USUAL_AFTER_DAYS } from '#core/dormancy-rule';
import { BadInput } from '#core/errors';
import { fitBgNbd } from '#core/model/bg-nbd';
import { fitGammaGamma } from '#core/model/gamma-gamma';
import { heldOut } from '#core/model/hold-out';
import { type DatedOrder, summaryOf } from '#core/model/order-summary';
import type { Shop } from '#core/shop';
import type { Day } from '#core/time';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { addStatedOptions, type FileOptions, filesOf, readingProgress } from './file-options.ts';
import { fitPlace } from './fit-place.ts';
import { type FittedShop, fitAnswer, fitText } from './fit-words.ts';
import { compareRules, type HoldOut, holdOutText } from './hold-out-words.ts';
import { day } from './options.ts';
import { loadPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';
import { rejectedText } from './rejected.ts';
import { createTerminal, type Terminal } from './terminal.ts';

type Options = Omit<FileOptions, 'customers' | 'activities'> & {
  readonly data?: string;
  readonly stage?: string;
  readonly dryRun: boolean;
  readonly until?: Day;
  readonly holdOut?: Day;
  readonly json: boolean;
};

const CENTS = 100;

export function addFit(program: Command): void {
  const command = program
    .command('fit')
    .description('learn from orders how customers order, leave and spend (BG/NBD and gamma-gamma)')
    .option('--orders <file>', 'from a file: CSV or JSON Lines with customer_id, ordered_on, amount; nothing is stored')
    .addOption(
      new Option('--data <folder>', 'from the customers of a local world, which keeps what was learned').conflicts([
        'orders',
        'stage',
      ]),
    )
    .addOption(
      new Option('--stage <name>', 'from the customers of a deployed stage, likewise').conflicts(['orders', 'data']),
    )
    .addOption(new Option('--dry-run', 'with --data or --stage: only tell').default(false).conflicts('orders'))
    .addOption(
      new Option('--until <date>', 'with --orders: the last day that counts (default: that of the last order)')
        .argParser(day)
        .conflicts(['data', 'stage']),
    )
    .addOption(
      new Option('--hold-out <date>', 'with --orders: learn up to this day, and judge rules of dormancy by the rest')
        .argParser(day)
        .conflicts(['until', 'data', 'stage']),
    );
  addStatedOptions(command)
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => learn(options, createTerminal(options.json)));
}

async function learn({ orders, data, stage, dryRun, ...options }: Options, terminal: Terminal): Promise<void> {
  if (orders !== undefined) return fitFile(orders, options, terminal);
  if (data === undefined && stage === undefined)
    throw new BadInput('say what to learn from: --orders FILE, --data FOLDER or --stage NAME');
  const place = { data: data ?? '', ...(stage === undefined ? {} : { stage }) };
  return fitPlace(place, { dryRun }, terminal);
}

type FromFile = Omit<Options, 'orders' | 'data' | 'stage' | 'dryRun'>;

async function fitFile(file: string, options: FromFile, terminal: Terminal): Promise<void> {
  const shop = shopOf(await loadPlan(WORKFLOWS_FOLDER, undefined));
  const { histories, rejected } = await historiesIn(file, options, shop, terminal);
  const { first, last } = spanOf(histories, file);
  const until = options.holdOut ?? options.until ?? last;
  if (until < first) throw new BadInput(`${file}: no order is of ${until} or before; the first is of ${first}`);
  if (options.holdOut !== undefined && until >= last)
    throw new BadInput(`--hold-out: no order comes after ${until} to judge by; the last is of ${last}`);
  const summaries = histories.flatMap((history) => summaryOf(history, until) ?? []);
  const fitted: FittedShop = { until, summaries, timing: fitBgNbd(summaries), spend: fitGammaGamma(summaries) };
  const fallbackDays = shop.dormant?.after ?? USUAL_AFTER_DAYS;
  const judged: HoldOut | undefined =
    options.holdOut === undefined
      ? undefined
      : compareRules(
          heldOut(histories, until),
          { until, last, fallbackDays },
          fitted.timing.status === 'fitted' ? fitted.timing.model : undefined,
        );
  terminal.say(fitText(fitted));
  if (judged !== undefined) terminal.say(`\n${holdOutText(judged)}`);
  terminal.answer({ ...fitAnswer(fitted), rejected, ...(judged === undefined ? {} : { holdOut: judged }) });
  if (fitted.timing.status === 'unfit' || fitted.spend.status === 'unfit') process.exitCode = ANSWER_IS_NO;
}

type Histories = readonly (readonly DatedOrder[])[];

/** The orders of each customer, with amounts in major units: gamma is in the unit of the file. */
async function historiesIn(
  file: string,
  options: FromFile,
  shop: Shop,
  terminal: Terminal,
): Promise<{ histories: Histories; rejected: number }> {
  const gathered = await gather(filesOf({ ...options, orders: file }), { shop, onRow: readingProgress(terminal) });
  try {
    const { rejected, rejectedCount } = gathered.report;
    if (rejectedCount > 0) terminal.note(rejectedText(rejected, rejectedCount));
    const histories: DatedOrder[][] = [];
    for await (const { activities } of gathered.customers('asTheyCome')) {
      const orders = activities.filter(({ kind }) => kind === 'order');
      if (orders.length > 0) histories.push(orders.map(({ day: on, cents }) => ({ day: on, amount: cents / CENTS })));
    }
    return { histories, rejected: rejectedCount };
  } finally {
    await gathered.close();
  }
}

function spanOf(histories: Histories, file: string): { readonly first: Day; readonly last: Day } {
  let [first, last]: [Day | undefined, Day | undefined] = [undefined, undefined];
  for (const { day: on } of histories.flat()) {
    if (first === undefined || on < first) first = on;
    if (last === undefined || on > last) last = on;
  }
  if (first === undefined || last === undefined)
    throw new BadInput(`${file}: there is no order in it that could be taken`);
  return { first, last };
}
