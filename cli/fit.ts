// winback fit: how do this shop's customers order, leave and spend, and would a clock of their own have told who lapsed?
import { type Command, Option } from 'commander';
import { columnsFrom } from '#adapters/local/csv-rows';
import { type FileOrder, readFiles } from '#adapters/local/import-files';
import { BadInput } from '#core/errors';
import { fitBgNbd } from '#core/model/bg-nbd';
import { fitGammaGamma } from '#core/model/gamma-gamma';
import { heldOut } from '#core/model/hold-out';
import { type DatedOrder, summaryOf } from '#core/model/order-summary';
import type { Day } from '#core/time';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { type FittedShop, fitAnswer, fitText } from './fit-words.ts';
import { compareRules, type HoldOut, holdOutText } from './hold-out-words.ts';
import { day } from './options.ts';
import { rejectedText } from './rejected.ts';
import { countText, createTerminal, type Terminal } from './terminal.ts';

type Options = {
  readonly orders: string;
  readonly until?: Day;
  readonly holdOut?: Day;
  readonly columns?: string;
  readonly json: boolean;
};

export function addFit(program: Command): void {
  program
    .command('fit')
    .description('learn from a file of orders how its customers order, leave and spend (BG/NBD and gamma-gamma)')
    .requiredOption('--orders <file>', 'CSV with customer_id, ordered_on, amount')
    .option('--until <date>', 'the last day that counts (default: that of the last order)', day)
    .addOption(
      new Option('--hold-out <date>', 'learn up to this day, and judge the rules of dormancy by the rest of the file')
        .argParser(day)
        .conflicts('until'),
    )
    .option('--columns <pairs>', "our=theirs pairs for files that name columns otherwise, e.g. 'amount=Total'")
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => learn(options, createTerminal(options.json)));
}

async function learn(options: Options, terminal: Terminal): Promise<void> {
  const { orders, rejected } = await readFiles(
    { orders: options.orders, columns: columnsFrom(options.columns) },
    (rows) => rows % 1_000 === 0 && terminal.progress(`reading: ${countText(rows)} rows`),
  );
  if (rejected.length > 0) terminal.note(rejectedText(rejected));
  const { first, last } = spanOf(orders, options.orders);
  const until = options.holdOut ?? options.until ?? last;
  if (until < first)
    throw new BadInput(`${options.orders}: no order is of ${until} or before; the first is of ${first}`);
  if (options.holdOut !== undefined && until >= last)
    throw new BadInput(`--hold-out: no order comes after ${until} to judge by; the last is of ${last}`);
  const histories = historiesOf(orders);
  const summaries = histories.flatMap((history) => summaryOf(history, until) ?? []);
  const shop: FittedShop = { until, summaries, timing: fitBgNbd(summaries), spend: fitGammaGamma(summaries) };
  const judged: HoldOut | undefined =
    options.holdOut === undefined
      ? undefined
      : compareRules(
          heldOut(histories, until),
          { until, last },
          shop.timing.status === 'fitted' ? shop.timing.model : undefined,
        );
  terminal.say(fitText(shop));
  if (judged !== undefined) terminal.say(`\n${holdOutText(judged)}`);
  terminal.answer({
    ...fitAnswer(shop),
    rejected: rejected.length,
    ...(judged === undefined ? {} : { holdOut: judged }),
  });
  if (shop.timing.status === 'unfit' || shop.spend.status === 'unfit') process.exitCode = ANSWER_IS_NO;
}

function spanOf(orders: readonly FileOrder[], file: string): { readonly first: Day; readonly last: Day } {
  const [one] = orders;
  if (one === undefined) throw new BadInput(`${file}: there is no order in it that could be taken`);
  return orders.reduce(
    ({ first, last }, order) => ({
      first: order.day < first ? order.day : first,
      last: order.day > last ? order.day : last,
    }),
    { first: one.day, last: one.day },
  );
}

/** Amounts in major units: gamma is in the unit of the file. */
function historiesOf(orders: readonly FileOrder[]): readonly (readonly DatedOrder[])[] {
  const byCustomer = new Map<string, DatedOrder[]>();
  for (const order of orders) {
    const dated = { day: order.day, amount: order.cents / 100 };
    const known = byCustomer.get(order.customerId);
    if (known === undefined) byCustomer.set(order.customerId, [dated]);
    else known.push(dated);
  }
  return [...byCustomer.values()];
}
