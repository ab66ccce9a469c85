// Where do the bytes of a file come from, and how many of them were read?
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { BadInput } from '#core/errors';

/** A file that is not on this machine, or not yet. `bytes`: its size, where that is known. */
export type Source = { readonly file: string; readonly open: () => Readable; readonly bytes?: number };

/** A source that knows how far it was read. */
export type OpenedSource = Source & { bytesRead(): number };

/** The source that a path names, or the one that is given. Throws BadInput when there is no such file. */
export async function openedSource(source: string | Source): Promise<OpenedSource> {
  if (typeof source !== 'string') return { ...source, bytesRead: () => 0 };
  const found = await stat(source).catch(() => undefined);
  if (!found?.isFile()) {
    const problem = found === undefined ? 'there is no such file' : 'this is not a file';
    throw new BadInput(`${source}: ${problem}; give the path of a CSV or JSON Lines file`);
  }
  let stream: ReturnType<typeof createReadStream> | undefined;
  return {
    file: source,
    bytes: found.size,
    open() {
      stream = createReadStream(source);
      return stream;
    },
    bytesRead: () => stream?.bytesRead ?? 0,
  };
}
