// Where do the rows go that were not taken? Into a file of their own, each as it stood, to be mended and imported again.
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { inWordsIfFull } from '#adapters/files/full-disk';
import { type Gathered, type GatherFiles, type GatherPlan, gather } from '#adapters/files/gather';
import type { Rejected } from '#adapters/files/read-rows';

/** The rows hold names and addresses: nobody but their owner may read the file. */
const OWNER_ONLY = 0o600;
const HEADER = 'file,line,reason,row\n';

export type RejectsFile = {
  /** Writes one row; await it before the next. */
  write(row: Rejected): Promise<void>;
  /** Everything is on disk once this has answered. */
  close(): Promise<void>;
  /** Closes what there is of the file: without a row, none is made. */
  abandon(): Promise<void>;
};

/** Gathers, and keeps the rows that were not taken in a file, which is closed whatever becomes of the others. */
export async function gatherKeepingRejects(
  path: string,
  files: GatherFiles,
  plan: Omit<GatherPlan, 'onRejected'>,
): Promise<Gathered> {
  const rejects = createRejectsFile(path);
  let gathered: Gathered | undefined;
  try {
    gathered = await gather(files, { ...plan, onRejected: rejects.write });
    await rejects.close();
    return gathered;
  } catch (fault) {
    await gathered?.close();
    // The first fault says why.
    await rejects.abandon().catch(() => undefined);
    throw fault;
  }
}

/**
 * A file of rejected rows in the place of an older one. It is made with the first row, or when it is closed: a file whose header
 * is refused leaves none. Throws BadInput when the disk is full; other faults of the disk are thrown as they are.
 */
export function createRejectsFile(path: string): RejectsFile {
  let opened: Promise<WriteStream> | undefined;

  async function open(): Promise<WriteStream> {
    const stream = createWriteStream(path, { mode: OWNER_ONLY });
    // Whoever writes hears of a fault from that very write; unheard, it would end the process.
    stream.on('error', () => {});
    await once(stream, 'open');
    // An older file keeps its permissions when it is written anew.
    await chmod(path, OWNER_ONLY);
    await put(stream, HEADER);
    return stream;
  }

  function told(fault: unknown): never {
    throw inWordsIfFull(fault, path, 'make room, or let the rejected rows go into another folder');
  }

  return {
    async write(row) {
      opened ??= open();
      await put(await opened, lineOf(row)).catch(told);
    },
    async close() {
      opened ??= open();
      await end(await opened).catch(told);
    },
    async abandon() {
      if (opened !== undefined) await end(await opened);
    },
  };
}

function end(stream: WriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.end((fault?: Error | null) => (fault ? reject(fault) : resolve()));
  });
}

function put(stream: WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (fault) => (fault ? reject(fault) : resolve()));
  });
}

function lineOf({ file, line, reason, lost, text }: Rejected): string {
  const why = lost === undefined ? reason : `${reason}; ${lost}`;
  return `${[file, String(line), why, inert(text)].map(quoted).join(',')}\n`;
}

/** Spreadsheets would calculate what begins so; an apostrophe makes it text. One that stands there gets another. */
function inert(text: string): string {
  return /^[=+\-@'\t\r]/.test(text) ? `'${text}` : text;
}

/** RFC 4180: a quote within quotes is written twice. Some spreadsheets part cells at semicolons and tabs too. */
function quoted(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
