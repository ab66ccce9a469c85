// winback import: loads customers, orders and activities from files into a local world or a deployed stage.
import { basename } from 'node:path';
import type { Command } from 'commander';
import { type Gathered, gather } from '#adapters/files/gather';
import type { RejectedRow } from '#adapters/files/gather-report';
import { gatherKeepingRejects } from '#adapters/files/rejects-file';
import { importHistory } from '#adapters/local/import-files';
import type { CustomerId } from '#core/ids';
import type { Shop } from '#core/shop';
import { dayOf, type Instant } from '#core/time';
import { addPlaceOptions, atPlace, type Place, type PlaceOptions } from './at-place.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { addStatedOptions, type FileOptions, filesOf, rateOf, rateText, readingProgress } from './file-options.ts';
import { failedText, type Imported, importText } from './import-words.ts';
import { clockIn } from './open-stored.ts';
import { wholeNumber } from './options.ts';
import { loadPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';
import { MOST_SHOWN, rejectedText } from './rejected.ts';
import { countText, createTerminal, type Terminal } from './terminal.ts';

type Options = PlaceOptions &
  FileOptions & { readonly rejects?: string; readonly json: boolean; readonly showRejected: number };

/** So many customers between two words of how many there are. */
const CUSTOMERS_PER_WORD = 500;

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('load customers, orders and activities from files; importing a file again changes nothing')
    .option(
      '--customers <file>',
      'CSV or JSON Lines with customer_id, first_name, email, phone, email_consent, sms_consent, time_zone, …; whoever is not in it gets made-up contact points in a local world, and none in a stage',
    )
    .option('--orders <file>', 'CSV or JSON Lines with customer_id, ordered_on, amount')
    .option(
      '--activities <file>',
      'CSV or JSON Lines with customer_id, kind, happened_on: visits, logins, your own kinds',
    );
  addPlaceOptions(addStatedOptions(command), 'load into')
    .option(
      '--rejects <file>',
      'write every rejected row, as it stands, with its line and reason; it holds personal data',
    )
    .option('--show-rejected <n>', 'how many rejected rows the JSON lists', wholeNumber(0, 1_000_000), 100)
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => importInto(options, createTerminal(options.json)));
}

async function importInto(options: Options, terminal: Terminal): Promise<void> {
  const began = performance.now();
  let gathered: Gathered | undefined;
  try {
    // A stage is there already; a local world is made only for files that can be read.
    if (options.stage === undefined)
      gathered = await read(
        options,
        shopOf(await loadPlan(WORKFLOWS_FOLDER, undefined)),
        await clockIn(options.data),
        terminal,
      );
    await atPlace(options, { create: true, terminal }, async (place) => {
      gathered ??= await read(options, await place.shop(), place.services.clock.now(), terminal);
      await load(gathered, place, { options, terminal, began });
    });
  } finally {
    await gathered?.close();
  }
}

async function read(options: Options, shop: Shop, now: Instant, terminal: Terminal): Promise<Gathered> {
  const files = filesOf(options);
  const onRow = readingProgress(terminal);
  const mostTold = Math.max(options.showRejected, MOST_SHOWN);
  if (options.rejects === undefined) return gather(files, { shop, now, onRow, mostTold });
  return gatherKeepingRejects(options.rejects, files, { shop, now, onRow, mostTold });
}

type Loading = { readonly options: Options; readonly terminal: Terminal; readonly began: number };

async function load(gathered: Gathered, place: Place, { options, terminal, began }: Loading): Promise<void> {
  const { report } = gathered;
  const shop = await place.shop();
  const at = place.services.clock.now();
  const writing = performance.now();
  const counts = await importHistory({ ...place.services, contacts: await place.contacts() }, gathered, shop, {
    ...place.imports,
    at,
    file: options.customers === undefined ? undefined : basename(options.customers),
    onCustomer(done) {
      if (done % CUSTOMERS_PER_WORD === 0)
        terminal.progress(
          `importing: ${countText(done)} customers, ${rateText(done, performance.now() - writing)} a second`,
        );
    },
  });
  const milliseconds = performance.now() - began;
  const pace = {
    seconds: Number((milliseconds / 1_000).toFixed(1)),
    rowsPerSecond: rateOf(report.rowsRead, milliseconds),
  };
  const imported: Imported = { report, counts, ...pace, today: dayOf(at, shop.timeZone), place: place.called };
  const failed = new Set(counts.failed.map(({ customerId }) => customerId));
  const rejected = report.rejected.map((row) => toldOf(row, failed));
  if (rejected.length > 0) terminal.note(rejectedText(rejected, report.rejectedCount));
  if (options.rejects !== undefined && report.rejectedCount > 0)
    terminal.note(`All of them are in ${options.rejects}, which only you may read: it holds what the rows hold.`);
  if (failed.size > 0) terminal.note(failedText(counts.failed));
  for (const line of importText(imported)) terminal.say(line);
  if (report.lost > 0 || failed.size > 0) process.exitCode = ANSWER_IS_NO;
  const { rowsRead, accepted, rejectedCount, lost, fields, passed, noted, notes, undated } = report;
  terminal.answer({
    ...{ read: rowsRead, accepted, rejected: rejectedCount, passed, ...counts, noLost: lost, undated, fields },
    ...{ noted, notes, ...pace, reasons: rejected.slice(0, options.showRejected) },
  });
}

/** A rejected row with what became of the no in it. */
function toldOf({ file, line, reason, no }: RejectedRow, failed: ReadonlySet<CustomerId>): RejectedRow {
  if (no === undefined) return { file, line, reason };
  const became = failed.has(no)
    ? 'the no was not recorded, as the row of the customer cannot be stored'
    : 'the no was recorded';
  return { file, line, reason: `${reason}; ${became}` };
}
