// winback export: everything that is held of one customer, as one JSON object (GDPR Art. 15 and 20).
import type { Command } from 'commander';
import { heldOf } from '#adapters/local/held-of';
import { messagesOf } from '#adapters/local/messages-of';
import { addPlaceOptions, atPlace, type PlaceOptions } from './at-place.ts';
import { writeOwn } from './new-file.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { addWhom, found, tellUnknown, type WhomOptions, whomOf } from './whom.ts';

type Options = PlaceOptions & WhomOptions & { readonly out?: string; readonly json: boolean };

export function addExport(program: Command): void {
  const command = addWhom(
    program
      .command('export')
      .description('everything that is held of one customer, as one JSON object; it is personal data'),
  ).option('--out <file>', 'write it into a file that only you may read, instead of printing it');
  addPlaceOptions(command, 'look into')
    .option('--json', 'print one JSON object, which it does anyway', false)
    .action(async (customer: string | undefined, options: Options) =>
      exported(customer, options, createTerminal(options.json || options.out === undefined)),
    );
}

async function exported(text: string | undefined, { out, ...options }: Options, terminal: Terminal): Promise<void> {
  const whom = whomOf(text, options);
  await atPlace(options, { create: false, terminal }, async (place) => {
    const { services, postbox, called, contacts } = place;
    const customerId = await found(place, whom, terminal);
    if (customerId === undefined) return;
    const held = await heldOf({ ...services, contacts: await contacts() }, customerId, await place.shop());
    if (held === undefined) return tellUnknown(place, customerId, terminal);
    const messages = postbox === undefined ? [] : await messagesOf(postbox, customerId);
    const whole = { ...held, messages };
    if (out === undefined) {
      terminal.answer(whole);
      return;
    }
    await writeOwn(out, `${JSON.stringify(whole, null, 2)}\n`);
    terminal.answer({ customerId, found: true, file: out });
    terminal.say(`Everything that ${called} holds of customer ${customerId} is in ${out}, which only you may read.`);
  });
}
