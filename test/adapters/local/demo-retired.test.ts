import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDemo } from '#adapters/local/demo';
import { SequenceNameSchema } from '#core/ids';
import { PublishedSequenceSchema } from '#core/sequence';
import { InstantSchema } from '#core/time';
import { aPublishedFile } from '../../support/builders.ts';

const plan = ['gentle', 'other'].map((name) => aPublishedFile({ sequence: { name } }));
const options = {
  port: 0,
  customers: 1,
  seed: '1',
  speed: 1,
  fresh: false,
  plan,
  shop: PublishedSequenceSchema.parse(aPublishedFile()).shop,
  realNow: InstantSchema.parse('2026-02-19T05:00:00.000Z'),
  onSeeded: () => {},
  onResumed: () => {},
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winback-demo-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens the demonstration, does something in it and closes it; answers what was live. */
async function visited(act: (demo: Awaited<ReturnType<typeof openDemo>>) => Promise<unknown>): Promise<string[]> {
  const demo = await openDemo({ ...options, folder });
  try {
    const live = await demo.world.services.sequences.live();
    await act(demo);
    return live.map(({ sequence, version }) => `${sequence.name} ${version}`);
  } finally {
    await demo.page.close();
    await demo.world.close();
  }
}

test('what was retired in the demonstration stays retired when it goes on', async () => {
  const first = await visited(({ world }) => world.services.sequences.retire(SequenceNameSchema.parse('gentle')));
  expect(first).toEqual(['gentle 1', 'other 1']);
  expect(await visited(async () => {})).toEqual(['other 1']);
});
