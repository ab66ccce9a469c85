// winback import: loads orders and customers from CSV files into a local world or a deployed stage.
import type { Command } from 'commander';
import { columnsFrom, type Rejected } from '#adapters/local/csv-rows';
import { importHistory, type ReadFiles, readFiles } from '#adapters/local/import-files';
import type { CustomerId } from '#core/ids';
import { dayOf } from '#core/time';
import { addPlaceOptions, atPlace, type Place, type PlaceOptions } from './at-place.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { wholeNumber } from './options.ts';
import { rejectedText } from './rejected.ts';
import { countedText, countText, createTerminal, type Terminal } from './terminal.ts';

type Options = PlaceOptions & {
  readonly orders?: string;
  readonly customers?: string;
  readonly columns?: string;
  readonly json: boolean;
  readonly showRejected: number;
};

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('load orders and customers from CSV files; importing a file again changes nothing')
    .option('--orders <file>', 'CSV with customer_id, ordered_on, amount')
    .option(
      '--customers <file>',
      'CSV with customer_id, first_name, email, phone, email_consent, sms_consent, time_zone, …; whoever is not in it gets made-up contact points in a local world, and none in a stage',
    )
    .option(
      '--columns <pairs>',
      "our=theirs pairs for files that name columns otherwise, e.g. 'customer_id=ID,amount=Total'",
    );
  addPlaceOptions(command, 'load into')
    .option('--show-rejected <n>', 'how many rejected rows the JSON lists', wholeNumber(0, 1_000_000), 100)
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => importInto(options, createTerminal(options.json)));
}

async function importInto(options: Options, terminal: Terminal): Promise<void> {
  const files = { orders: options.orders, customers: options.customers, columns: columnsFrom(options.columns) };
  const read = await readFiles(
    files,
    (rows) => rows % 1_000 === 0 && terminal.progress(`reading: ${countText(rows)} rows`),
  );
  await atPlace(options, { create: true, terminal }, (place) => load(read, place, options, terminal));
}

async function load(read: ReadFiles, place: Place, { showRejected }: Options, terminal: Terminal): Promise<void> {
  const shop = await place.shop();
  const at = place.services.clock.now();
  const done = await importHistory(place.services, read, shop, {
    ...place.imports,
    at,
    onCustomer: (count, all) =>
      count % 500 === 0 && terminal.progress(`importing: ${countText(count)} of ${countText(all)} customers`),
  });
  const { rowsRead, fields } = read;
  const { strangers, ...counts } = done;
  const rejected = toldOf(read, strangers);
  const accepted = rowsRead - rejected.length;
  if (rejected.length > 0) terminal.note(rejectedText(rejected));
  terminal.say(
    `${countedText(rowsRead, 'row')} read, ${countText(accepted)} accepted, ${countText(rejected.length)} rejected.`,
  );
  terminal.say(
    `${countedText(done.created, 'customer is', 'customers are')} new, ${countText(done.changed)} changed, ${countText(done.unchanged)} stayed as before.`,
  );
  if (done.madeUp > 0)
    terminal.say(
      `${countedText(done.madeUp, 'new customer')} came without details: addresses under example.com, phone numbers\nkept for fiction and consent to email and SMS are made up. --customers has real ones.`,
    );
  if (done.unreachable > 0)
    terminal.say(
      `${countedText(done.unreachable, 'new customer')} came without details and cannot be reached:\n--customers has addresses and consents.`,
    );
  if (fields.kept.length > 0) terminal.say(`Kept as profile fields: ${fields.kept.join(', ')}.`);
  if (fields.leftOut.length > 0)
    terminal.say(`Left out, as the name of a field has letters, digits and _ only: ${fields.leftOut.join(', ')}.`);
  const lost = read.rejected.filter((row) => row.lost).length;
  if (lost > 0) {
    terminal.say(
      `In ${countedText(lost, 'row')} a no may be lost. Mend what the list above begins with, and import the file again:\nuntil then a yes of before stays.`,
    );
    process.exitCode = ANSWER_IS_NO;
  }
  const today = dayOf(at, shop.timeZone);
  const late = read.orders.filter(({ day }) => day > today).length;
  if (late > 0)
    terminal.say(
      `${countedText(late, 'order lies', 'orders lie')} in the future: the clock of ${place.called} stands at ${today}.`,
    );
  const noRecorded = read.rejected.filter(({ no }) => no !== undefined && !strangers.has(no)).length;
  terminal.answer({
    ...{ read: rowsRead, accepted, rejected: rejected.length, ...counts, noRecorded, noLost: lost, fields },
    reasons: rejected.slice(0, showRejected),
  });
}

/** The rejected rows with what became of the no in them; those first in which one may be lost. */
function toldOf({ rejected }: ReadFiles, strangers: ReadonlySet<CustomerId>): readonly Rejected[] {
  return [...rejected]
    .sort((one, other) => Number(other.lost ?? false) - Number(one.lost ?? false))
    .map(({ file, line, reason, no }) => {
      if (no === undefined) return { file, line, reason };
      const became = strangers.has(no) ? 'the no is that of no customer here' : 'the no was recorded';
      return { file, line, reason: `${reason}; ${became}` };
    });
}
