// winback dormant: who is silent in a file of orders, and what would another window change?
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { columnsFrom } from '#adapters/local/csv-rows';
import { explorerPage } from '#adapters/local/explorer-page';
import { readFiles } from '#adapters/local/import-files';
import { startOf } from '#adapters/local/play';
import { BadInput } from '#core/errors';
import { type Exploration, explore } from '#core/explorer';
import type { Day } from '#core/time';
import { dormantSummaryText } from './dormant-summary.ts';
import { day, wholeDays } from './options.ts';
import { loadPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';
import { rejectedText } from './rejected.ts';
import { countText, createTerminal, type Terminal } from './terminal.ts';

type Options = {
  readonly orders: string;
  readonly asOf: Day;
  readonly after: number;
  readonly until?: number;
  readonly customers?: string;
  readonly columns?: string;
  readonly html?: string;
  readonly json: boolean;
};
/** What most shops begin with: a quarter of a year. */
const USUAL_AFTER_DAYS = 90;

export function addDormant(program: Command): void {
  program
    .command('dormant')
    .description('count the dormant in a file of orders, and what another window would change; nothing is stored')
    .requiredOption('--orders <file>', 'CSV with customer_id, ordered_on, amount')
    .requiredOption('--as-of <date>', 'the day to ask about; only orders before it count', day)
    .option('--after <time>', 'dormant from this silence on (default: "90 days")', wholeDays, USUAL_AFTER_DAYS)
    .option('--until <time>', 'and shorter than this one, e.g. "1 year" (default: no end)', wholeDays)
    .option('--customers <file>', 'CSV with customer_id, email, phone and consents: says who can be reached')
    .option('--columns <pairs>', "our=theirs pairs for files that name columns otherwise, e.g. 'amount=Total'")
    .option('--html <file>', 'also write a page with the picture, to open in a browser or pass on')
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => dormant(options, createTerminal(options.json)));
}

async function dormant(options: Options, terminal: Terminal): Promise<void> {
  const { after, until, orders, customers } = options;
  if (until !== undefined && until <= after)
    throw new BadInput(
      `--until: ${until} days are not longer than --after, which is ${after} days; give a longer time`,
    );
  const shop = shopOf(await loadPlan(WORKFLOWS_FOLDER, undefined));
  const read = await readFiles(
    { orders, customers, columns: columnsFrom(options.columns) },
    (rows) => rows % 1_000 === 0 && terminal.progress(`reading: ${countText(rows)} rows`),
  );
  if (read.rejected.length > 0) terminal.note(rejectedText(read.rejected));
  const known = { ...read, profiles: customers === undefined ? undefined : read.profiles };
  const moment = { asOf: options.asOf, at: startOf(options.asOf, shop) };
  const answer = explore(known, { after, until }, moment);
  if (answer.status === 'noOrders') throw new BadInput(`${orders}: no order could be read; there is nothing to count`);
  if (answer.status === 'tooEarly')
    throw new BadInput(
      `--as-of ${options.asOf}: the first order of ${orders} is of ${answer.firstOrder}, and only orders before the day count; give a later day`,
    );
  const { exploration } = answer;
  const from = { orders, customers, rejected: read.rejected.length, shop };
  if (options.html !== undefined) await writeFile(options.html, explorerPage(exploration, from));
  terminal.answer({ ...exploration, rejected: from.rejected } satisfies Exploration & { rejected: number });
  terminal.say(dormantSummaryText(exploration, from));
  if (options.html !== undefined) terminal.note(`The page is in ${options.html}.`);
}
