// winback publish: makes the sequences of workflows/ the ones that a world enrolls into from now on.
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { BadDefinition, BrokenRecord } from '#core/errors';
import type { Sequences } from '#core/ports';
import { type PublishedFile, PublishedSequenceSchema, type SequenceVersion, touchesBy } from '#core/sequence';
import { overlapsIn } from '#workflows/overlaps';
import { addPlaceOptions, atPlace, type Place, type PlaceOptions } from './at-place.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { chosenFrom, loadPlan, WORKFLOWS_FOLDER } from './plan.ts';
import { createTerminal, type Terminal } from './terminal.ts';

type Options = PlaceOptions & { readonly sequence?: string; readonly dryRun: boolean; readonly json: boolean };
/**
 * `wouldPublish`: only with --dry-run. `version`: the one that is live then. `retired`: it was refused, because nobody
 * asked for it by name; `version` is its last one. `wasRetired`: it lives again, or would.
 */
type Done = {
  readonly sequence: string;
  readonly status: 'published' | 'unchanged' | 'wouldPublish' | 'retired';
  readonly version: number;
  readonly wasRetired?: true;
};
/** The last version of each sequence that is retired in a place. */
type Retired = ReadonlyMap<string, number>;

export function addPublish(program: Command): void {
  const command = program
    .command('publish')
    .description('make the sequences of workflows/ live; who is on an older version stays on it')
    .option('--sequence <name>', 'only this sequence, also one that was retired (default: all that were not)')
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
    const retired: Retired = new Map((await sequences.retired()).map(({ name, version }) => [name, version]));
    // To publish all of them is no wish to revive one that somebody ended: that takes its name.
    const isRefused = ({ sequence: { name } }: PublishedFile) => options.sequence === undefined && retired.has(name);
    const wanted = chosen.filter((file) => !isRefused(file));
    const refused = chosen.filter(isRefused).map(({ sequence: { name } }) => refusedAs(name, retired));
    refuseWithoutSms(wanted, place);
    noteOverlaps(
      wanted,
      plan.filter((file) => !isRefused(file)),
      terminal,
    );
    const done = options.dryRun
      ? wouldBePublished(wanted, await sequences.live(), retired)
      : await published(wanted, sequences, retired, terminal);
    const told = options.dryRun ? [...done, ...refused] : refused;
    if (told.length > 0) terminal.say(told.map(doneText).join('\n'));
    if (options.dryRun) terminal.say('Nothing was published (--dry-run).');
    if (refused.length > 0) process.exitCode = ANSWER_IS_NO;
    const withoutFile = await liveWithoutFile(plan, sequences, terminal);
    for (const name of withoutFile)
      terminal.note(`${name} is live in ${place.called} and has no file here: it goes on as it was published.`);
    terminal.answer({ place: place.called, dryRun: options.dryRun, sequences: [...done, ...refused], withoutFile });
  });
}

/** Each is told at once: should one of them fail, everybody knows which are out. */
async function published(
  files: readonly PublishedFile[],
  sequences: Sequences,
  retired: Retired,
  terminal: Terminal,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const file of files) {
    const sequence = file.sequence.name;
    const answer = await sequences.publish(file);
    const revived = answer.status === 'published' && retired.has(sequence);
    const one: Done = { sequence, ...answer, ...(revived ? { wasRetired: true } : {}) };
    terminal.say(doneText(one));
    done.push(one);
  }
  return done;
}

function wouldBePublished(
  files: readonly PublishedFile[],
  live: readonly SequenceVersion[],
  retired: Retired,
): readonly Done[] {
  return files.map((file) => {
    const sequence = file.sequence.name;
    const known = live.find((one) => one.sequence.name === sequence);
    if (known === undefined) {
      const last = retired.get(sequence);
      const wouldPublish = { sequence, status: 'wouldPublish', version: (last ?? 0) + 1 } as const;
      return last === undefined ? wouldPublish : { ...wouldPublish, wasRetired: true };
    }
    const { version, ...said } = known;
    // What a stored file is after one round trip: without the fields that are undefined.
    const says = PublishedSequenceSchema.parse(JSON.parse(JSON.stringify(file)));
    return isDeepStrictEqual(says, said)
      ? { sequence, status: 'unchanged', version }
      : { sequence, status: 'wouldPublish', version: version + 1 };
  });
}

function refusedAs(sequence: string, retired: Retired): Done {
  return { sequence, status: 'retired', version: retired.get(sequence) ?? 0 };
}

function doneText({ sequence, status, version, wasRetired }: Done): string {
  if (status === 'retired')
    return `${sequence} was retired here; publish it again with --sequence ${sequence}, or delete its file`;
  if (wasRetired)
    return `${sequence}: was retired; ${status === 'published' ? '' : 'would be '}live again as version ${version}`;
  if (status === 'unchanged') return `${sequence}: unchanged (version ${version} is live)`;
  return `${sequence}: ${status === 'published' ? `version ${version} published` : `would become version ${version}`}`;
}

/** Before anything is published: in such a stage every one of these touches would be refused on its day. */
function refuseWithoutSms(files: readonly PublishedFile[], { called, hasSms }: Place): void {
  if (hasSms) return;
  const touches = files.flatMap(({ sequence }) =>
    touchesBy('sms', sequence).map(({ id }) => `${sequence.name}: ${id}`),
  );
  if (touches.length === 0) return;
  throw new BadDefinition(
    `${called} has no SMS, and these touches need it:\n${touches.map((touch) => `  ${touch}`).join('\n')}\nNothing was published. Give the stage sms in infra/stages.ts and deploy it, or send these touches by email.`,
  );
}

/** What `check` notes as well, of those that are published here. */
function noteOverlaps(files: readonly PublishedFile[], plan: readonly PublishedFile[], terminal: Terminal): void {
  const names = new Set<string>(files.map(({ sequence }) => sequence.name));
  for (const { between, note } of overlapsIn(plan))
    if (between.some((name) => names.has(name))) terminal.note(`Note: ${note}`);
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
