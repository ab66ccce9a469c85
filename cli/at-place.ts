// In which world does a command work: one in a folder of this machine, or a stage that is deployed in AWS?
import { type Command, Option } from 'commander';
import { type ImportPlan, LOCAL_IMPORT } from '#adapters/local/import-files';
import type { Postbox } from '#adapters/local/postbox';
import type { Contacts } from '#core/contact';
import { BadInput, TryAgain } from '#core/errors';
import { report } from '#core/flow/report';
import type { SequenceReport } from '#core/report';
import type { Shop } from '#core/shop';
import type { Instant } from '#core/time';
import { awsFaultText } from './aws-faults.ts';
import type { StageServices } from './open-stage.ts';
import { openStored } from './open-stored.ts';
import { loadPlan, shopOf, WORKFLOWS_FOLDER } from './plan.ts';
import type { Terminal } from './terminal.ts';

export type PlaceOptions = { readonly data: string; readonly stage?: string };

/** What a place of either kind has; the figures of a stage are counted anew on this machine. */
export type PlaceServices = Omit<StageServices, 'figures'>;

/** A world as commands see it that look into it or load into it. */
export type Place = {
  /** What people call it: the folder, or `stage prod`. */
  readonly called: string;
  readonly services: PlaceServices;
  /** Whose is an address: known only with the key of its hash, which is fetched for those commands alone that need it. */
  contacts(): Promise<Contacts>;
  /** Where messages lie that left a local world; those of a stage are with its providers. */
  readonly postbox?: Postbox;
  /** Takes up the journeys that an earlier process left, so that they can be ended. */
  resumeJourneys(): Promise<void>;
  readonly imports: Pick<ImportPlan, 'withoutDetails' | 'sideBySide'>;
  /** Can SMS leave from it? */
  readonly hasSms: boolean;
  /** The shop: as it was published in a stage; on this machine, and before anything is published, as workflows/ has it. */
  shop(): Promise<Shop>;
  /** The report of each sequence version: on this machine counted now, in a stage as its daily report left it. */
  counted(): Promise<Counted>;
};
/** `asOf`: when it was counted; undefined while nothing ever was. */
export type Counted = { readonly asOf: Instant | undefined; readonly reports: readonly SequenceReport[] };

/**
 * Nothing is made up among real people. At some 10 ms a write, 16 side by side are 1,600 writes a second, well below the
 * 4,000 that a new on-demand table takes at once (DynamoDB Developer Guide, on-demand capacity mode).
 */
const STAGE_IMPORT = { withoutDetails: 'unreachable', sideBySide: 16 } as const;

/** Gives a command the two options that say where it works. */
export function addPlaceOptions(command: Command, does: string): Command {
  return command
    .addOption(new Option('--data <folder>', `the local world to ${does}`).default('.winback/demo'))
    .addOption(
      new Option('--stage <name>', `the deployed stage to ${does}, instead of a local world`).conflicts('data'),
    );
}

/** Opens the place, works in it and closes it, whatever happens. `create` makes a local world where there is none. */
export async function atPlace(
  { data, stage }: PlaceOptions,
  { create, terminal }: { readonly create: boolean; readonly terminal: Terminal },
  work: (place: Place) => Promise<void>,
): Promise<void> {
  if (stage === undefined) return atFolder(data, create, work);
  try {
    await work(await deployed(stage, terminal));
  } catch (fault) {
    throw inPlainWords(fault, stage);
  }
}

async function atFolder(folder: string, create: boolean, work: (place: Place) => Promise<void>): Promise<void> {
  const { world, shop, close } = await openStored(folder, { create });
  try {
    await work({
      called: folder,
      services: world.services,
      contacts: async () => world.services.contacts,
      postbox: world.postbox,
      resumeJourneys: () => world.journeys.recover(),
      imports: LOCAL_IMPORT,
      hasSms: true,
      shop: async () => shop,
      counted: async () => ({ asOf: world.timeline.now(), reports: (await report(world.services)).reports }),
    });
  } finally {
    await close();
  }
}

async function deployed(stage: string, terminal: Terminal): Promise<Place> {
  // Loading the clients of AWS takes time that a command on this machine need not wait.
  const { openStage } = await import('./open-stage.ts');
  const { services, contacts, hasSms, warning } = await openStage(stage);
  if (warning !== undefined) terminal.note(warning);
  return {
    called: `stage ${stage}`,
    services,
    contacts,
    resumeJourneys: async () => {},
    imports: STAGE_IMPORT,
    hasSms,
    async shop() {
      const [first] = await services.sequences.live();
      return first?.shop ?? shopOf(await loadPlan(WORKFLOWS_FOLDER, undefined));
    },
    async counted() {
      const reports = await services.figures.all();
      const times = reports.map(({ asOf }) => asOf).sort();
      return { asOf: times.at(-1), reports };
    },
  };
}

/** A fault of AWS, or of a store that passes one on, in words for whoever typed the command; others as they are. */
function inPlainWords(fault: unknown, stage: string): unknown {
  const words = awsFaultText(fault instanceof TryAgain ? fault.cause : fault);
  return words === undefined ? fault : new BadInput(`stage ${stage}: ${words}`, { cause: fault });
}
