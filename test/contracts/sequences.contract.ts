// What every store of sequences does: versions never change, and one of each is live.
import { describe, expect, it } from 'vitest';
import { BadDefinition, BrokenRecord } from '#core/errors';
import { type SequenceName, SequenceNameSchema } from '#core/ids';
import type { Sequences } from '#core/ports';
import { type PublishedFile, PublishedSequenceSchema } from '#core/sequence';
import { aPublishedFile } from '../support/builders.ts';
import type { MakeWorld } from '../support/dynamo-worlds.ts';

const GENTLE = name('gentle');

export function sequencesContract(world: string, make: MakeWorld<Sequences>): void {
  describe(`sequences in ${world}`, () => {
    it('before anything is published nothing is live', async () => {
      const { store } = await make();
      expect(await store.live()).toEqual([]);
      expect(await store.get(GENTLE, 1)).toBeUndefined();
    });

    it('what is published is version 1, live, and comes back parsed', async () => {
      const { store } = await make();
      const file = aPublishedFile();
      expect(await store.publish(file)).toEqual({ status: 'published', version: 1 });
      const expected = { ...PublishedSequenceSchema.parse(file), version: 1 };
      expect(await store.get(GENTLE, 1)).toEqual(expected);
      expect(await store.live()).toEqual([expected]);
    });

    it('publishing the same again changes nothing, however the file was put together', async () => {
      const { store } = await make();
      await store.publish(aPublishedFile());
      expect(await store.publish(reversed(aPublishedFile()))).toEqual({ status: 'unchanged', version: 1 });
      expect(await store.publish(aPublishedFile({ segments: undefined }))).toEqual({ status: 'unchanged', version: 1 });
      expect(await store.get(GENTLE, 2)).toBeUndefined();
    });

    it('another text is another version, and the one before stays as it was', async () => {
      const { store } = await make();
      await store.publish(aPublishedFile());
      const before = await store.get(GENTLE, 1);
      const changed = aPublishedFile({ shop: { name: 'Beech' } });
      expect(await store.publish(changed)).toEqual({ status: 'published', version: 2 });
      expect(await store.get(GENTLE, 1)).toEqual(before);
      expect((await store.live()).map(({ version, shop }) => [version, shop.name])).toEqual([[2, 'Beech']]);
    });

    it('going back to an earlier text is a new version', async () => {
      const { store } = await make();
      await store.publish(aPublishedFile());
      await store.publish(aPublishedFile({ shop: { name: 'Beech' } }));
      expect(await store.publish(aPublishedFile())).toEqual({ status: 'published', version: 3 });
    });

    it('the order of touches is part of the text', async () => {
      const { store } = await make();
      const file = aPublishedFile();
      await store.publish(file);
      const [first, second, third] = file.sequence.touches;
      if (first === undefined || second === undefined || third === undefined) throw new Error('three touches expected');
      const swapped = aPublishedFile({ sequence: { touches: [first, { ...third, after: '7 days' }, second] } });
      expect(await store.publish(swapped)).toEqual({ status: 'published', version: 2 });
    });

    it('every sequence has its own versions and its own live one, in the order of their names', async () => {
      const { store } = await make();
      for (const one of ['version', 'name', 'gentle']) await store.publish(aPublishedFile({ sequence: { name: one } }));
      await store.publish(aPublishedFile({ sequence: { name: 'name', describe: 'Changed' } }));
      const live = (await store.live()).map(({ sequence, version }) => [sequence.name, version]);
      expect(live).toEqual([
        ['gentle', 1],
        ['name', 2],
        ['version', 1],
      ]);
    });

    it('of many publications of one text exactly one is published', async () => {
      const { store } = await make();
      const answers = await Promise.all(Array.from({ length: 5 }, () => store.publish(aPublishedFile())));
      expect(answers.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1]);
      expect(answers.filter(({ status }) => status === 'published')).toHaveLength(1);
    });

    it('two texts published at once get two versions, and the higher is live', async () => {
      const { store } = await make();
      const [one, other] = await Promise.all([
        store.publish(aPublishedFile({ shop: { name: 'Ash' } })),
        store.publish(aPublishedFile({ shop: { name: 'Beech' } })),
      ]);
      expect(one.version).not.toBe(other.version);
      const [live] = await store.live();
      expect(live?.version).toBe(Math.max(one.version, other.version));
      expect(live?.shop.name).toBe(one.version > other.version ? 'Ash' : 'Beech');
    });

    it('a file that does not fit its schema is BadDefinition and is not published', async () => {
      const { store } = await make();
      await expect(store.publish(aPublishedFile({ sequence: { 'close after': 'soon' } }))).rejects.toThrow(
        BadDefinition,
      );
      expect(await store.live()).toEqual([]);
    });

    it('a large sequence with much markup is published and comes back', async () => {
      const { store } = await make();
      const html = '<table><tr><td style="padding:0">Hello again</td></tr></table>'.repeat(10_000);
      const email = { subject: 's', preview: 'p', html, text: 't' };
      await store.publish(aPublishedFile({ messages: { 'miss-you': { email } } }));
      expect((await store.get(GENTLE, 1))?.messages).toEqual({ 'miss-you': { email } });
    });

    it('a retired sequence is live no more, and who is on it still finds its version', async () => {
      const { store } = await make();
      await store.publish(aPublishedFile());
      await store.publish(aPublishedFile({ sequence: { name: 'other' } }));
      expect(await store.retire(GENTLE)).toBe('retired');
      expect((await store.live()).map(({ sequence }) => sequence.name)).toEqual(['other']);
      expect(await store.get(GENTLE, 1)).toMatchObject({ version: 1 });
    });

    it('what was retired is told with its last version, until it is published again', async () => {
      const { store } = await make();
      for (const one of ['other', 'gentle']) await store.publish(aPublishedFile({ sequence: { name: one } }));
      await store.publish(aPublishedFile({ shop: { name: 'Beech' } }));
      expect(await store.retired()).toEqual([]);
      await store.retire(name('other'));
      await store.retire(GENTLE);
      expect(await store.retired()).toEqual([
        { name: 'gentle', version: 2 },
        { name: 'other', version: 1 },
      ]);
      await store.publish(aPublishedFile({ shop: { name: 'Beech' } }));
      expect(await store.retired()).toEqual([{ name: 'other', version: 1 }]);
    });

    it('retiring twice, or what never was, says so', async () => {
      const { store } = await make();
      expect(await store.retire(GENTLE)).toBe('notLive');
      await store.publish(aPublishedFile());
      await store.retire(GENTLE);
      expect(await store.retire(GENTLE)).toBe('notLive');
    });

    it('what is published again after it was retired is live with a number of its own', async () => {
      const { store } = await make();
      await store.publish(aPublishedFile());
      await store.publish(aPublishedFile({ shop: { name: 'Beech' } }));
      await store.retire(GENTLE);
      expect(await store.publish(aPublishedFile({ shop: { name: 'Beech' } }))).toEqual({
        status: 'published',
        version: 3,
      });
      expect((await store.live()).map(({ version }) => version)).toEqual([3]);
    });

    it('a broken version is BrokenRecord with its name and number', async ({ skip }) => {
      const { store, putRaw } = await make();
      if (putRaw === undefined) return skip('this world holds no broken rows');
      await putRaw({ name: 'gentle', version: 4, digest: 'd', file: new Uint8Array([1, 2, 3]) });
      await putRaw({ name: 'gentle', version: 5, digest: 'd' });
      for (const version of [4, 5]) {
        const fault = await store.get(GENTLE, version).catch((thrown: unknown) => thrown);
        expect(fault).toBeInstanceOf(BrokenRecord);
        expect(fault).toMatchObject({ ids: { sequence: 'gentle', version } });
      }
    });
  });
}

function name(text: string): SequenceName {
  return SequenceNameSchema.parse(text);
}

/** The same file with the fields of its objects in another order. */
function reversed(file: PublishedFile): PublishedFile {
  return JSON.parse(
    JSON.stringify(file, (_name, value: unknown) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).reverse());
    }),
  );
}
