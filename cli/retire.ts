// winback retire: ends that a sequence takes in customers.
import type { Command } from 'commander';
import { SequenceNameSchema } from '#core/ids';
import { didYouMean } from '#workflows/problems';
import { addPlaceOptions, atPlace, type PlaceOptions } from './at-place.ts';
import { createTerminal, type Terminal } from './terminal.ts';

type Options = PlaceOptions & { readonly json: boolean };

const ANSWER_IS_NO = 1;

export function addRetire(program: Command): void {
  const command = program
    .command('retire')
    .description('enroll nobody into a sequence any more; who is on it finishes it, and publish makes it live again')
    .argument('<sequence>', 'the name of the sequence');
  addPlaceOptions(command, 'retire it in')
    .option('--json', 'print one JSON object', false)
    .action(async (name: string, options: Options) => retire(name, options, createTerminal(options.json)));
}

async function retire(name: string, options: Options, terminal: Terminal): Promise<void> {
  await atPlace(options, { create: false, terminal }, async ({ called, services: { sequences } }) => {
    const parsed = SequenceNameSchema.safeParse(name);
    const status = parsed.success ? await sequences.retire(parsed.data) : 'notLive';
    terminal.answer({ place: called, sequence: name, status });
    if (status === 'retired') {
      terminal.say(`${name}: retired in ${called}. Nobody new is enrolled; who is on it finishes it.`);
      return;
    }
    const live = (await sequences.live()).map(({ sequence }) => sequence.name);
    const others = live.length === 0 ? 'no sequence is' : `live there: ${live.join(', ')}`;
    terminal.say(`${name} is not live in ${called}${didYouMean(name, live)} (${others}).`);
    process.exitCode = ANSWER_IS_NO;
  });
}
