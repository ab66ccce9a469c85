// An uploaded file: read it through, hand every customer in it on, and leave word of what became of its rows.
import { BadInput } from '#core/errors';
import type { CustomerId } from '#core/ids';
import type { Known } from '#core/known';
import type { Clock } from '#core/ports';
import { type Instant, plusMilliseconds } from '#core/time';

/** What was read of a file: its customers, once each, and its rows counted. Closed when nobody needs it any more. */
export type ReadUpload = {
  customers(): AsyncIterable<Known>;
  /** Counts only: no row, no cell and no name. */
  readonly counts: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
};

/** A file that was put there. `version` tells it from others that were put under the same key before or after it. */
export type Upload = { readonly key: string; readonly version?: string };

export type GatherServices = {
  readonly clock: Clock;
  readonly uploads: {
    /** Reads a file through, `onRow` hearing of each row. Throws BadInput when it cannot be understood, or is gone. */
    read(upload: Upload, onRow: (rows: number) => void): Promise<ReadUpload>;
    /** Leaves word of a file where whoever uploaded it finds it; a later word takes the place of an earlier one. */
    tell(key: string, word: object): Promise<void>;
  };
  readonly imports: {
    /** Hands customers on, with the key of the upload that speaks of them. `tooLarge`: of whom so much happened that no message holds it; only the person was handed on. */
    put(
      customers: AsyncIterable<Known>,
      file: string,
    ): Promise<{ readonly customers: number; readonly tooLarge: readonly CustomerId[] }>;
  };
};

/** `refused`: the file cannot be understood, or is too long. Word is left of it; another try would end in the same way. */
export type GatherAnswer = { readonly status: 'gathered' | 'refused' | 'folder' };

/** What is left for the last word when the time is over. */
const LAST_WORD_MS = 30_000;
/** The clock is looked at after so many rows or customers. */
const ROWS_PER_LOOK = 1_000;

/**
 * Reads an uploaded file and puts its customers on the import queue, in time before `deadline`. Again, it puts them there again,
 * which changes nothing.
 */
export async function gatherUpload(services: GatherServices, upload: Upload, deadline: Instant): Promise<GatherAnswer> {
  const { key } = upload;
  // What the console of S3 makes when somebody makes a folder.
  if (key.endsWith('/')) return { status: 'folder' };
  try {
    await gatherFile(services, upload, plusMilliseconds(deadline, -LAST_WORD_MS));
    return { status: 'gathered' };
  } catch (fault) {
    if (!(fault instanceof BadInput)) throw fault;
    const because = fault.message;
    await services.uploads.tell(key, { status: 'refused', because, at: services.clock.now() });
    return { status: 'refused' };
  }
}

async function gatherFile({ clock, uploads, imports }: GatherServices, upload: Upload, end: Instant): Promise<void> {
  const { key } = upload;
  let looked = 0;
  const inTime = (): void => {
    looked += 1;
    if (looked % ROWS_PER_LOOK !== 0 || clock.now() < end) return;
    throw new BadInput(
      `${key}: this file takes longer than a function may run; split it, or use npx winback import --stage, which has no such limit`,
    );
  };
  const read = await uploads.read(upload, inTime);
  try {
    const put = await imports.put(watched(read.customers(), inTime), key);
    await uploads.tell(key, { status: 'read', ...read.counts, ...put, at: clock.now() });
  } finally {
    await read.close();
  }
}

async function* watched(customers: AsyncIterable<Known>, look: () => void): AsyncGenerator<Known> {
  for await (const known of customers) {
    look();
    yield known;
  }
}
