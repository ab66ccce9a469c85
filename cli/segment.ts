// winback segment: how many customers are in a segment, what keeps the others out, and who is in it, for example?
import type { Command } from 'commander';
import { BadInput } from '#core/errors';
import { didYouMean } from '#core/nearest';
import type { Segment } from '#core/segment';
import { createSegmentCounter, needsModel } from '#core/segment-count';
import type { JudgedBy } from '#core/segment-membership';
import { addPlaceOptions } from './at-place.ts';
import { addStatedOptions } from './file-options.ts';
import { type KnownRows, type RowsOptions, withKnownRows } from './known-rows.ts';
import { day, wholeNumber } from './options.ts';
import { WORKFLOWS_FOLDER } from './plan.ts';
import { type PlanFacts, planFacts } from './plan-facts.ts';
import { segmentListText, segmentText, unfittedText } from './segment-words.ts';
import { countText, createTerminal, type Terminal } from './terminal.ts';

type Options = RowsOptions & { readonly list: boolean; readonly examples: number; readonly json: boolean };

const USUAL_EXAMPLES = 5;
const MOST_EXAMPLES = 1_000;
const ROWS_PER_WORD = 10_000;

export function addSegment(program: Command): void {
  const command = program
    .command('segment')
    .description('count a segment of workflows/segments.yaml in a world or in files, and show examples')
    .argument('[name]', 'the segment')
    .option('--list', 'only list the segments that there are', false)
    .option('--examples <n>', 'show so many customers', wholeNumber(0, MOST_EXAMPLES), USUAL_EXAMPLES)
    .option('--orders <file>', 'CSV or JSON Lines with customer_id, ordered_on, amount')
    .option('--customers <file>', 'CSV or JSON Lines with customer_id, email, phone, consents and your own columns')
    .option('--activities <file>', 'CSV or JSON Lines with customer_id, kind, happened_on')
    .option('--as-of <date>', 'the day to ask about in files; only what came before it counts', day);
  addPlaceOptions(addStatedOptions(command), 'look into')
    .option('--json', 'print one JSON object', false)
    .action(async (name: string | undefined, options: Options) => show(name, options, createTerminal(options.json)));
}

async function show(name: string | undefined, options: Options, terminal: Terminal): Promise<void> {
  const plan = await planFacts(WORKFLOWS_FOLDER);
  if (options.list) {
    const all = Object.entries(plan.segments).map(([one, { describe = '' }]) => ({ name: one, describe }));
    terminal.answer({ segments: all });
    terminal.say(segmentListText(all));
    return;
  }
  const segment = segmentOf(name, plan);
  await withKnownRows(options, { plan, terminal }, (rows) => count(segment, { plan, rows, options, terminal }));
}

function segmentOf(name: string | undefined, { segments }: PlanFacts): { name: string; segment: Segment } {
  const names = Object.keys(segments);
  const there = names.length === 0 ? 'there are none yet: see workflows/README.md' : names.join(', ');
  if (name === undefined) throw new BadInput(`which segment? npx winback segment NAME (${there})`);
  const [, segment] = Object.entries(segments).find(([one]) => one === name) ?? [];
  if (segment !== undefined) return { name, segment };
  throw new BadInput(`there is no segment "${name}"${didYouMean(name, names)} (${there})`);
}

async function count(
  { name, segment }: { readonly name: string; readonly segment: Segment },
  {
    plan,
    rows,
    options,
    terminal,
  }: { readonly plan: PlanFacts; readonly rows: KnownRows; readonly options: Options; readonly terminal: Terminal },
): Promise<void> {
  const { shop, today, model } = rows;
  const by: JudgedBy = { today, model, segments: plan.segments, shopWindow: shop.dormant, zone: shop.timeZone };
  const counter = createSegmentCounter(segment, by, { examples: options.examples, money: shop });
  let seen = 0;
  for await (const row of rows.walk()) {
    counter.add(row);
    seen += 1;
    if (seen % ROWS_PER_WORD === 0) terminal.progress(`looking: ${countText(seen)} customers`);
  }
  const { reachable, ...counted } = counter.counted();
  const told = {
    segment: name,
    describe: segment.describe ?? null,
    asOf: today,
    ...counted,
    reachable: rows.reachKnown ? reachable : ('unknown' as const),
  };
  const unfitted = unfittedText(rows, needsModel(segment, plan.segments));
  if (unfitted !== undefined) terminal.note(unfitted);
  terminal.answer({ ...told, tiers: told.tiers ?? null, rejected: rows.rejected });
  terminal.say(segmentText(told, rows.called.join(' and '), shop));
}
