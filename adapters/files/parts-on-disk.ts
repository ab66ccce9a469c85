// Where do the pieces of large files wait, each near the others of its customer? In parts on disk that nobody else can read.
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inWordsIfFull } from '#adapters/files/full-disk';
import type { PastActivity, Profile } from '#core/history';
import type { CustomerId } from '#core/ids';
import { saysNo } from '#core/known';

/** What one row of a file adds. `ref`: the order's id in its file; the same twice is one order. */
export type Piece =
  | { readonly is: 'activity'; readonly activity: PastActivity; readonly ref?: string | undefined }
  | { readonly is: 'profile' | 'refusal'; readonly profile: Profile };

/** Of ten million rows each part has forty thousand. Each is an open file, of which systems allow a process 1,024. */
const PARTS = 256;
/** A part is written when so much of it has gathered, so that all together hold 4 MB, outside of the heap. */
const BUFFER_BYTES = 16 * 1_024;
/** A character of UTF-16 takes no more in UTF-8. */
const MOST_BYTES_OF_A_CHARACTER = 3;

/** `waiting` bytes of the buffer stand behind `written` ones of the file. */
export type Part = {
  readonly file: FileHandle;
  readonly buffer: Buffer;
  waiting: number;
  written: number;
  hasNos: boolean;
};
export type OnDisk = { readonly folder: string; readonly parts: readonly Part[] };

/** Empty parts. They are files without a name: what a killed process leaves behind is an empty folder at most. */
export async function openDisk(): Promise<OnDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'winback-'));
  const names = Array.from({ length: PARTS }, (_, place) => join(folder, String(place)));
  const files = await Promise.all(names.map((name) => open(name, 'wx+', 0o600)));
  // Some systems let go of a name only when its file is closed: there they go then.
  await rm(folder, { recursive: true, force: true }).catch(() => {});
  return {
    folder,
    parts: files.map((file) => ({
      ...{ file, buffer: Buffer.allocUnsafe(BUFFER_BYTES), waiting: 0, written: 0, hasNos: false },
    })),
  };
}

/** Puts a piece into the part of its customer; the promise is there when the disk must be waited for. BadInput when it is full. */
export function writePiece({ folder, parts }: OnDisk, piece: Piece): Promise<void> | undefined {
  const { customerId } = piece.is === 'activity' ? piece.activity : piece.profile;
  const part = parts[placeOf(customerId)];
  if (part === undefined) throw new RangeError(`there are ${PARTS} parts, and a customer belongs to none of them`);
  part.hasNos ||= piece.is !== 'activity' && saysNo({ customerId, activities: [], profile: piece.profile });
  const line = lineOf(piece);
  if (part.waiting + line.length * MOST_BYTES_OF_A_CHARACTER <= BUFFER_BYTES) {
    part.waiting += part.buffer.write(line, part.waiting);
    return undefined;
  }
  return flush(part, line).catch((fault: unknown) => {
    throw inWordsIfFull(fault, folder, 'make room, or name another folder with TMPDIR');
  });
}

/** Lets go of the parts. */
export async function closeDisk({ folder, parts }: OnDisk): Promise<void> {
  await Promise.all(parts.map(({ file }) => file.close()));
  await rm(folder, { recursive: true, force: true });
}

/** Writes what waits, and then this line. */
async function flush(part: Part, line: string): Promise<void> {
  const bytes = Buffer.concat([part.buffer.subarray(0, part.waiting), Buffer.from(line)]);
  part.waiting = 0;
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await part.file.write(bytes, done, bytes.length - done, part.written);
    done += bytesWritten;
    part.written += bytesWritten;
  }
}

/** All pieces of a part, in the order in which they came. */
export async function piecesOf(part: Part): Promise<readonly Piece[]> {
  await flush(part, '');
  const bytes = Buffer.alloc(part.written);
  for (let read = 0; read < bytes.length; ) {
    const { bytesRead } = await part.file.read(bytes, read, bytes.length - read, read);
    if (bytesRead === 0) throw new RangeError('a part on disk is shorter than what was written to it');
    read += bytesRead;
  }
  const lines = bytes.toString().split('\n');
  lines.pop();
  return lines.map(pieceOf);
}

/** Activities, of which there are most, in a shape that is read fast: their parts have no tab, nor does a JSON text. */
function lineOf(piece: Piece): string {
  if (piece.is !== 'activity') return `${JSON.stringify(piece)}\n`;
  const { customerId, kind, day, cents } = piece.activity;
  const ref = piece.ref === undefined ? '' : JSON.stringify(piece.ref);
  return `${customerId}\t${kind}\t${day}\t${cents}\t${ref}\n`;
}

// The casts: this very process wrote the line, out of a piece that was parsed.
function pieceOf(line: string): Piece {
  if (line.startsWith('{')) return JSON.parse(line) as Piece;
  const [customerId, kind, day, cents, ref] = line.split('\t');
  const activity = { customerId, kind, day, cents: Number(cents) } as PastActivity;
  return ref ? { is: 'activity', activity, ref: JSON.parse(ref) as string } : { is: 'activity', activity };
}

/** Any even spread will do (FNV-1a: Fowler, Noll, Vo). */
function placeOf(customerId: CustomerId): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < customerId.length; index += 1) {
    hash = Math.imul(hash ^ customerId.charCodeAt(index), 0x01000193);
  }
  return ((hash >>> 16) ^ hash) & (PARTS - 1);
}
