// winback publish: makes the sequences of workflows/ the ones that a world enrolls into from now on.
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { BadDefinition, BrokenRecord } from '#core/errors';
import type { Sequences } from '#core/ports';
import { type PublishedFile, PublishedSequenceSchema, type SequenceVersion } from '#core/sequence';
import { addPlaceOptions, atPlace, type Place, type PlaceOptions } from './at-place.ts';
import { chosenFrom, loadPlan, WORKFLOWS_FOLDER } from './plan.ts';
import { createTerminal, type Terminal } from './terminal.ts';

type Options = PlaceOptions & { readonly sequence?: string; readonly dryRun: boolean; readonly json: boolean };
/** `wouldPublish`: only with --dry-run. `version`: the one that is live then. */
type Done = {
  readonly sequence: string;
  readonly status: 'published' | 'unchanged' | 'wouldPublish';
  readonly version: number;
};

export function addPublish(program: Command): void {
  const command = program
    .command('publish')
    .description('make the sequences of workflows/ live; who is on an older version stays on it')
    .option('--sequence <name>', 'only this sequence (default: all)')
    .option('--dry-run', 'say what would be published, and publish nothing', false);
  addPlaceOptions(command, 'publish into')
    .option('--json', 'print one JSON object', false)
    .action(async (options: Options) => publish(options, createTerminal(options.json)));
}

async function publish(options: Options, terminal: Terminal): Promise<void> {
  const plan = await loadPlan(WORKFLOWS_FOLDER, undefined);
  const chosen = chosenFrom(plan, options.sequence);
  await atPlace(options, { create: false, terminal }, async (place) => {
    const { sequences } = place.services;
    refuseWithoutSms(chosen, place);
    const done = options.dryRun
      ? wouldBePublished(chosen, await sequences.live())
      : await published(chosen, sequences, terminal);
    if (options.dryRun) terminal.say(`${done.map(doneText).join('\n')}\nNothing was published (--dry-run).`);
    const withoutFile = await liveWithoutFile(plan, sequences, terminal);
    for (const name of withoutFile)
      terminal.note(`${name} is live in ${place.called} and has no file here: it goes on as it was published.`);
    terminal.answer({ place: place.called, dryRun: options.dryRun, sequences: done, withoutFile });
  });
}

/** Each is told at once: should one of them fail, everybody knows which are out. */
async function published(
  files: readonly PublishedFile[],
  sequences: Sequences,
  terminal: Terminal,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const file of files) {
    const one = { sequence: file.sequence.name, ...(await sequences.publish(file)) };
    terminal.say(doneText(one));
    done.push(one);
  }
  return done;
}

function wouldBePublished(files: readonly PublishedFile[], live: readonly SequenceVersion[]): readonly Done[] {
  return files.map((file) => {
    const sequence = file.sequence.name;
    const known = live.find((one) => one.sequence.name === sequence);
    if (known === undefined) return { sequence, status: 'wouldPublish', version: 1 };
    const { version, ...said } = known;
    // What a stored file is after one round trip: without the fields that are undefined.
    const says = PublishedSequenceSchema.parse(JSON.parse(JSON.stringify(file)));
    return isDeepStrictEqual(says, said)
      ? { sequence, status: 'unchanged', version }
      : { sequence, status: 'wouldPublish', version: version + 1 };
  });
}

function doneText({ sequence, status, version }: Done): string {
  if (status === 'unchanged') return `${sequence}: unchanged (version ${version} is live)`;
  return `${sequence}: ${status === 'published' ? `version ${version} published` : `would become version ${version}`}`;
}

/** Before anything is published: in such a stage every one of these touches would be refused on its day. */
function refuseWithoutSms(files: readonly PublishedFile[], { called, hasSms }: Place): void {
  if (hasSms) return;
  const touches = files.flatMap((file) =>
    file.sequence.touches.filter(({ channel }) => channel === 'sms').map(({ id }) => `${file.sequence.name}: ${id}`),
  );
  if (touches.length === 0) return;
  throw new BadDefinition(
    `${called} has no SMS, and these touches need it:\n${touches.map((touch) => `  ${touch}`).join('\n')}\nNothing was published. Give the stage sms in infra/stages.ts and deploy it, or send these touches by email.`,
  );
}

/** Those that only exist in the world. That the register cannot be read is no reason to hide what has been published. */
async function liveWithoutFile(
  plan: readonly PublishedFile[],
  sequences: Sequences,
  terminal: Terminal,
): Promise<readonly string[]> {
  const names = new Set<string>(plan.map(({ sequence }) => sequence.name));
  try {
    const live = await sequences.live();
    return live.map(({ sequence }) => sequence.name).filter((name) => !names.has(name));
  } catch (fault) {
    if (!(fault instanceof BrokenRecord)) throw fault;
    terminal.note(`Which other sequences are live cannot be told: ${fault.message}`);
    return [];
  }
}
