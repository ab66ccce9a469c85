// winback import: loads orders and customers from CSV files into a local store.
import type { Command } from 'commander';
import { columnsFrom } from '#adapters/local/csv-rows';
import { importHistory, readFiles } from '#adapters/local/import-files';
import { dayOf } from '#core/time';
import { openStored } from './open-stored.ts';
import { wholeNumber } from './options.ts';
import { rejectedText } from './rejected.ts';
import { countedText, countText, createTerminal, type Terminal } from './terminal.ts';

type Options = {
  readonly orders?: string;
  readonly customers?: string;
  readonly columns?: string;
  readonly data: string;
  readonly json: boolean;
  readonly showRejected: number;
};

export function addImport(program: Command): void {
  program
    .command('import')
    .description('load orders and customers from CSV files; importing a file again changes nothing')
    .option('--orders <file>', 'CSV with customer_id, ordered_on, amount')
    .option(
      '--customers <file>',
      'CSV with customer_id, first_name, email, phone, email_consent, sms_consent, time_zone, …',
    )
    .option(
      '--columns <pairs>',
      "our=theirs pairs for files that name columns otherwise, e.g. 'customer_id=ID,amount=Total'",
    )
    .option('--data <folder>', 'the local world to load into', '.winback/demo')
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
  const { world, shop, house, close } = await openStored(options.data, { create: true });
  try {
    const done = await importHistory(world.services, read, shop, {
      at: house.now,
      onCustomer: (count, all) =>
        count % 500 === 0 && terminal.progress(`importing: ${countText(count)} of ${countText(all)} customers`),
    });
    const late = read.orders.filter((order) => order.day > dayOf(house.now, shop.timeZone)).length;
    if (read.rejected.length > 0) terminal.note(rejectedText(read.rejected));
    terminal.say(
      `${countedText(read.rowsRead, 'row')} read, ${countText(read.rowsRead - read.rejected.length)} accepted, ${countText(read.rejected.length)} rejected.`,
    );
    terminal.say(
      `${countedText(done.created, 'customer is', 'customers are')} new, ${countText(done.changed)} changed, ${countText(done.unchanged)} stayed as before.`,
    );
    if (done.madeUp > 0)
      terminal.say(
        `${countedText(done.madeUp, 'new customer')} came without details: addresses under example.com, phone numbers\nkept for fiction and consent to email and SMS are made up. --customers has real ones.`,
      );
    if (late > 0)
      terminal.say(
        `${countedText(late, 'order lies', 'orders lie')} in the future: the clock of this world stands at ${dayOf(house.now, shop.timeZone)}.`,
      );
    const { rowsRead, rejected } = read;
    terminal.answer({
      read: rowsRead,
      accepted: rowsRead - rejected.length,
      rejected: rejected.length,
      ...done,
      reasons: rejected.slice(0, options.showRejected),
    });
  } finally {
    await close();
  }
}
