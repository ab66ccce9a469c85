// winback dormant: who is silent, in files or in a world, and what would another window change?
import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { explorerPage } from '#adapters/local/explorer-page';
import type { ExplorerSources } from '#adapters/local/explorer-words';
import { BadInput } from '#core/errors';
import { createExplorer, type Exploration } from '#core/explorer';
import { MOST_A_DAY } from '#core/intake';
import { addPlaceOptions } from './at-place.ts';
import { askedBy, type QuestionOptions, questionAbout } from './dormant-question.ts';
import { dormantSummaryText } from './dormant-summary.ts';
import { addStatedOptions } from './file-options.ts';
import { type KnownRows, type RowsOptions, withKnownRows } from './known-rows.ts';
import { day, wholeDays, wholeNumber } from './options.ts';
import { WORKFLOWS_FOLDER } from './plan.ts';
import { planFacts } from './plan-facts.ts';
import { countText, createTerminal, type Terminal } from './terminal.ts';

type Options = RowsOptions & QuestionOptions & { readonly html?: string; readonly json: boolean };

/** What a sequence says itself. */
const SAID_BY_SEQUENCE = ['after', 'until', 'by', 'personal', 'segment'];
const ROWS_PER_WORD = 10_000;

export function addDormant(program: Command): void {
  const command = program
    .command('dormant')
    .description('count the dormant in files or in a world, and what another window would change; nothing is stored')
    .option('--orders <file>', 'CSV or JSON Lines with customer_id, ordered_on, amount')
    .option(
      '--customers <file>',
      'CSV or JSON Lines with customer_id, email, phone and consents: says who can be reached',
    )
    .option(
      '--activities <file>',
      'CSV or JSON Lines with customer_id, kind, happened_on: visits, logins, your own kinds',
    )
    .option('--as-of <date>', 'the day to ask about in files; only what came before it counts', day)
    .option('--after <time>', 'dormant from this silence on (default: "90 days")', wholeDays)
    .option('--until <time>', 'and shorter than this one, e.g. "1 year" (default: no end)', wholeDays)
    .option('--by <kinds>', 'the signs of life that end a silence, e.g. order,visit (default: order)')
    .addOption(
      new Option('--personal', "by each customer's own clock, and by --after where that says nothing").conflicts('by'),
    )
    .option('--segment <name>', 'only customers of this segment of workflows/segments.yaml')
    .addOption(
      new Option('--sequence <name>', 'the rule and segment of this sequence of workflows/').conflicts(
        SAID_BY_SEQUENCE,
      ),
    )
    .option('--per-day <n>', 'if so many may enter a day: when are all through?', wholeNumber(1, MOST_A_DAY));
  addPlaceOptions(addStatedOptions(command), 'look into')
    .option('--html <file>', 'also write a page with the picture, to open in a browser or pass on')
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => dormant(options, createTerminal(options.json)));
}

async function dormant(options: Options, terminal: Terminal): Promise<void> {
  const plan = await planFacts(WORKFLOWS_FOLDER);
  const asked = await askedBy(options, plan);
  await withKnownRows(options, { plan, terminal }, async (rows) => {
    const explorer = createExplorer(questionAbout(rows, asked));
    let seen = 0;
    for await (const row of rows.walk()) {
      explorer.visit(row);
      seen += 1;
      if (seen % ROWS_PER_WORD === 0) terminal.progress(`looking: ${countText(seen)} customers`);
    }
    const found = explorer.exploration();
    if (found.customers === 0) throw nobody(found, rows);
    await tell(found, sourcesOf(rows), options.html, terminal);
  });
}

async function tell(
  found: Exploration,
  from: ExplorerSources,
  html: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (html !== undefined) await writeFile(html, explorerPage(found, from));
  terminal.answer({ ...found, laterOrders: from.laterOrders, rejected: from.rejected });
  terminal.say(dormantSummaryText(found, from, terminal.columns));
  if (html !== undefined) terminal.note(`The page is in ${html}.`);
}

function sourcesOf({ called, people, are, laterOrders, rejected, learnedUntil, shop }: KnownRows): ExplorerSources {
  return { called, people, are, laterOrders, rejected, learnedUntil, shop };
}

function nobody({ by, asOf, segment }: Exploration, { called }: KnownRows): BadInput {
  const whom = segment === null ? 'no customer' : `no customer of the segment ${segment}`;
  return new BadInput(
    `${called.join(' and ')}: ${whom} has given a sign of life (${by.join(', ')}) by ${asOf}; there is nothing to count`,
  );
}
