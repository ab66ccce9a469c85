// The sequences that a command works with, checked before anything else happens.
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadDefinition, BadInput } from '#core/errors';
import type { SequenceName } from '#core/ids';
import { didYouMean } from '#core/nearest';
import type { Services } from '#core/ports';
import { type PublishedFile, type PublishedSequence, PublishedSequenceSchema } from '#core/sequence';
import { loadWorkflows } from '#workflows/load';
import type { Problem } from '#workflows/problems';

/** The plan of the folder one stands in; from elsewhere, the plan of this installation. */
export const WORKFLOWS_FOLDER = existsSync('workflows')
  ? 'workflows'
  : relative(process.cwd(), fileURLToPath(new URL('../workflows', import.meta.url)));

/** Every sequence of the folder, or only the one named. Throws with every problem by file and line. */
export async function loadPlan(folder: string, name: string | undefined): Promise<readonly PublishedFile[]> {
  const loaded = await loadWorkflows(folder);
  if (loaded.status === 'broken') {
    throw new BadDefinition(
      `${loaded.problems.map(problemText).join('\n')}\nNothing was done. npx winback check says the same.`,
    );
  }
  return chosenFrom(loaded.published, name);
}

/** All sequences of a plan, or only the one named; BadInput when there is none of this name. */
export function chosenFrom(plan: readonly PublishedFile[], name: string | undefined): readonly PublishedFile[] {
  if (name === undefined) return plan;
  const chosen = plan.filter(({ sequence }) => sequence.name === name);
  if (chosen.length > 0) return chosen;
  const names = plan.map(({ sequence }) => sequence.name);
  throw new BadInput(`--sequence: there is no sequence "${name}"${didYouMean(name, names)} (${names.join(', ')})`);
}

/** Publishes a plan into a world, so that its scan and its doors find it. */
export async function publishPlan(
  { sequences }: Pick<Services, 'sequences'>,
  plan: readonly PublishedFile[],
): Promise<void> {
  for (const file of plan) await sequences.publish(file);
}

/** The shop of a plan; one file of settings serves every sequence. */
export function shopOf([first]: readonly PublishedFile[]): PublishedSequence['shop'] {
  if (first === undefined) throw new BadInput('there is no sequence to work with; write one: see workflows/README.md');
  return PublishedSequenceSchema.parse(first).shop;
}

/** One problem as people read it: place, what, what to do. */
export function problemText({ file, line, column, problem, fix }: Problem): string {
  return `${file}:${line}:${column}: ${problem}\n    ${fix.replaceAll('\n', '\n    ')}`;
}

/** The newest version of a sequence that is published in a world. */
export async function liveSequence({ sequences }: Pick<Services, 'sequences'>, name: string) {
  const live = await sequences.live();
  const found = live.find(({ sequence }) => sequence.name === (name as SequenceName));
  if (found !== undefined) return found;
  const names = live.map(({ sequence }) => sequence.name);
  throw new BadInput(`--sequence: "${name}" is not published here${didYouMean(name, names)} (${names.join(', ')})`);
}
