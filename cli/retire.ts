// winback retire: ends that a sequence takes in customers.
import type { Command } from 'commander';
import { SequenceNameSchema } from '#core/ids';
import { didYouMean } from '#core/nearest';
import { addPlaceOptions, atPlace, type PlaceOptions } from './at-place.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { createTerminal, type Terminal } from './terminal.ts';

type Options = PlaceOptions & { readonly json: boolean };

export function addRetire(program: Command): void {
  const command = program
    .command('retire')
    .description(
      'enroll nobody into a sequence any more; who is on it finishes it, and publish --sequence makes it live again',
    )
    .argument('<sequence>', 'the name of the sequence');
  addPlaceOptions(command, 'retire it in')
    .option('--json', 'print one JSON object', false)
    .action(async (name: string, options: Options) => retire(name, options, createTerminal(options.json)));
}

async function retire(name: string, options: Options, terminal: Terminal): Promise<void> {
  await atPlace(options, { create: false, terminal }, async ({ called, services: { sequences } }) => {
    const parsed = SequenceNameSchema.safeParse(name);
    const answer = parsed.success ? await sequences.retire(parsed.data) : 'notLive';
    const wasBefore = answer === 'notLive' && (await sequences.retired()).some((one) => one.name === name);
    const status = wasBefore ? 'alreadyRetired' : answer;
    terminal.answer({ place: called, sequence: name, status });
    if (status === 'retired') {
      terminal.say(`${name}: retired in ${called}. Nobody new is enrolled; who is on it finishes it.`);
      terminal.say(
        `Delete its file too (workflows/sequences/${name}.yaml): while it is there, publish refuses it and ends with 1.`,
      );
      return;
    }
    process.exitCode = ANSWER_IS_NO;
    if (status === 'alreadyRetired') {
      terminal.say(`${name} is already retired in ${called}.`);
      return;
    }
    const live = (await sequences.live()).map(({ sequence }) => sequence.name);
    const others = live.length === 0 ? 'no sequence is' : `live there: ${live.join(', ')}`;
    terminal.say(`${name} is not live in ${called}${didYouMean(name, live)} (${others}).`);
  });
}
