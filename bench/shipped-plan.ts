// Which sequences are measured? Those that the repository ships.

import { fileURLToPath } from 'node:url';
import { createMemorySequences } from '#adapters/memory/sequences';
import type { SequenceName } from '#core/ids';
import type { Sequences } from '#core/ports';
import type { PublishedFile, SequenceVersion } from '#core/sequence';
import { loadWorkflows } from '#workflows/load';

const WORKFLOWS = fileURLToPath(new URL('../workflows', import.meta.url));
/** Four touches, one of them with an incentive. */
const FOUR_TOUCHES = 'gentle-90';

/** Every sequence of the repository, as it would be published. */
export async function shippedPlan(): Promise<readonly PublishedFile[]> {
  const loaded = await loadWorkflows(WORKFLOWS);
  if (loaded.status === 'loaded') return loaded.published;
  throw new TypeError('the workflows of this repository are broken; run npx winback check');
}

/** The shipped sequence of four touches. */
export async function fourTouches(): Promise<PublishedFile> {
  const found = (await shippedPlan()).find(({ sequence }) => sequence.name === FOUR_TOUCHES);
  if (found !== undefined) return found;
  throw new TypeError(`the measurements play ${FOUR_TOUCHES}, and it is not among the workflows`);
}

/** A store in memory with everything published. */
export async function publishedSequences(): Promise<Sequences> {
  const sequences = createMemorySequences();
  for (const file of await shippedPlan()) await sequences.publish(file);
  return sequences;
}

/** A store in memory with one sequence: that of four touches, for those of the two best tiers whose own clock says so. */
export async function personalSequences(): Promise<Sequences> {
  const { sequence, shop, ...rest } = await fourTouches();
  const sequences = createMemorySequences();
  await sequences.publish({
    ...rest,
    sequence: { ...sequence, for: { dormant: 'personal', segment: 'worth-it' } },
    segments: { 'worth-it': { any: [{ field: 'value tier', in: ['top', 'high'] }] } },
    shop: { ...shop, dormant: { after: '90 days', until: '1 year' } },
  });
  return sequences;
}

/** The newest version of a sequence in a store. */
export async function liveVersion(sequences: Sequences, name: string = FOUR_TOUCHES): Promise<SequenceVersion> {
  const found = (await sequences.live()).find(({ sequence }) => sequence.name === (name as SequenceName));
  if (found !== undefined) return found;
  throw new TypeError(`the sequence ${name} is not published`);
}
