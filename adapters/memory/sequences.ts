// Which versions of the sequences are published in a simulation or a test?
import { isDeepStrictEqual } from 'node:util';
import { frozen } from '#adapters/memory/frozen';
import { BadDefinition } from '#core/errors';
import type { SequenceName } from '#core/ids';
import type { Sequences } from '#core/ports';
import { PublishedSequenceSchema, type SequenceVersion } from '#core/sequence';

type Published = { readonly written: unknown; readonly version: SequenceVersion };

/** The port `Sequences` in memory. A file that does not fit its schema is refused with BadDefinition. */
export function createMemorySequences(): Sequences {
  const versions = new Map<SequenceName, Published[]>();
  const retired = new Set<SequenceName>();

  return {
    async live() {
      const names = [...versions.keys()].filter((name) => !retired.has(name)).sort();
      return names.flatMap((name) => versions.get(name)?.at(-1)?.version ?? []);
    },
    async get(name, version) {
      return versions.get(name)?.[version - 1]?.version;
    },
    async publish(file) {
      // What a stored file is after one round trip: a copy of the caller's, without the fields that are undefined.
      const written: unknown = JSON.parse(JSON.stringify(file));
      const parsed = PublishedSequenceSchema.safeParse(written);
      if (!parsed.success) {
        throw new BadDefinition('this sequence does not fit its schema; check it before it is published', {
          ids: { sequence: file.sequence.name },
        });
      }
      const { name } = parsed.data.sequence;
      const known = versions.get(name) ?? [];
      if (!retired.has(name) && isDeepStrictEqual(known.at(-1)?.written, written))
        return { status: 'unchanged', version: known.length };
      const version = known.length + 1;
      versions.set(name, [...known, { written, version: frozen({ ...parsed.data, version }) }]);
      retired.delete(name);
      return { status: 'published', version };
    },
    async retired() {
      return [...retired].sort().map((name) => ({ name, version: versions.get(name)?.length ?? 0 }));
    },
    async retire(name) {
      if (!versions.has(name) || retired.has(name)) return 'notLive';
      retired.add(name);
      return 'retired';
    },
  };
}
