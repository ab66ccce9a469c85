// What do files of the plan say that need no message: the shop, and who is in which segment?
import { BadDefinition, BadInput } from '#core/errors';
import type { SegmentName } from '#core/ids';
import { didYouMean } from '#core/nearest';
import type { Segment } from '#core/segment';
import type { Shop } from '#core/shop';
import { readPlanFiles } from '#workflows/plan-files';
import { problemText } from './plan.ts';

export type PlanFacts = { readonly shop: Shop; readonly segments: Readonly<Record<string, Segment>> };

/** The shop and the segments of a folder. Throws with every problem by file and line. */
export async function planFacts(folder: string): Promise<PlanFacts> {
  const read = await readPlanFiles(folder);
  if (read.problems.length > 0 || read.status === 'broken')
    throw new BadDefinition(
      `${read.problems.map(problemText).join('\n')}\nNothing was done. npx winback check says the same.`,
    );
  return { shop: read.files.shop.parsed, segments: read.files.segments.parsed };
}

/** The name of a segment, as one that there is; BadInput with the nearest otherwise. */
export function segmentNamed(name: string, { segments }: PlanFacts): SegmentName {
  const names = Object.keys(segments) as SegmentName[]; // Object.keys forgets the keys' type.
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw new BadInput(`--segment: there is no segment "${name}"${didYouMean(name, names)} (${names.join(', ')})`);
}
