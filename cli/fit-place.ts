// What do the customers of a local world or a deployed stage teach? Learned from their rows, and kept there.
import { BrokenRecord } from '#core/errors';
import { type Learned, learn } from '#core/flow/fit';
import { dayOf } from '#core/time';
import { atPlace, type PlaceOptions } from './at-place.ts';
import { ANSWER_IS_NO } from './exit-codes.ts';
import { modelAnswer, modelText } from './model-words.ts';
import { countedText, countText, type Terminal } from './terminal.ts';

/** Ids of broken rows that are named; the log of a stage's own fit has all of them. */
const MOST_NAMED = 20;

/** Fits the shop in a place as it stands there today, and stores what was learned as the next version. */
export async function fitPlace(
  where: PlaceOptions,
  { dryRun }: { readonly dryRun: boolean },
  terminal: Terminal,
): Promise<void> {
  await atPlace(where, { create: false, terminal }, async ({ called, services, shop }) => {
    const before = await services.models.newest().catch((fault: unknown) => {
      // What is learned now takes its place.
      if (!(fault instanceof BrokenRecord)) throw fault;
      terminal.note(fault.message);
      return undefined;
    });
    const { timeZone } = await shop();
    const learned = await learn(services, {
      until: dayOf(services.clock.now(), timeZone),
      onPage: (rows) => terminal.progress(`reading: ${countText(rows)} customers`),
    });
    if (learned.broken.length > 0) terminal.note(brokenText(learned.broken));
    const about = { called, dryRun, before, broken: learned.broken.length };
    if (learned.status === 'nobodyOrdered') {
      terminal.say(`Nobody in ${called} has ordered yet: there is nothing to learn from.`);
      terminal.answer({ place: called, status: learned.status, version: null, dryRun, broken: about.broken });
      process.exitCode = ANSWER_IS_NO;
      return;
    }
    const version = dryRun ? undefined : await services.models.save(learned.model);
    terminal.say(modelText(learned.model, { ...about, version }));
    terminal.answer(modelAnswer(learned.model, { ...about, version }));
    if (learned.model.timing.status === 'unfit' || learned.model.spend.status === 'unfit')
      process.exitCode = ANSWER_IS_NO;
  });
}

function brokenText(broken: Learned['broken']): string {
  const named = broken.slice(0, MOST_NAMED).map((ids) => `  ${Object.values(ids).join(' ')}`);
  const head = `${countedText(broken.length, 'row')} cannot be read, and nothing was learned from them; mend or delete:`;
  return [head, ...named, ...(broken.length > MOST_NAMED ? ['  …'] : [])].join('\n');
}
