// Which bytes of text does a file hold, packed or not? Whatever is no text at all is refused here, with what to do.
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BadInput } from '#core/errors';

/** Enough to know a format by its first bytes. */
const SIGNATURE = 4;

/** The bytes of a text file without byte order mark, gzip unpacked. Throws BadInput when it cannot be read or is no text. */
export async function* textBytes(file: string, open: () => Readable): AsyncGenerator<Buffer> {
  try {
    yield* unpacked(file, open());
  } catch (fault) {
    throw inWords(file, fault);
  }
}

async function* unpacked(file: string, stream: Readable): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]();
  try {
    const head = await firstBytes(chunks);
    if (head[0] !== 0x1f || head[1] !== 0x8b) {
      yield* asText(file, head, chunks);
      return;
    }
    const gunzip = createGunzip();
    const packed = Readable.from(rest(head, chunks), { objectMode: false });
    packed.on('error', (fault) => gunzip.destroy(fault));
    const texts = packed.pipe(gunzip)[Symbol.asyncIterator]();
    try {
      yield* asText(file, await firstBytes(texts), texts);
    } finally {
      packed.destroy();
      gunzip.destroy();
    }
  } finally {
    stream.destroy();
  }
}

async function* asText(file: string, head: Buffer, chunks: AsyncIterator<unknown>): AsyncGenerator<Buffer> {
  const is = (...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte);
  if (is(0xff, 0xfe) || is(0xfe, 0xff)) throw new BadInput(`${file}:1: the file is UTF-16; save it as CSV UTF-8`);
  if (is(0x50, 0x4b, 3, 4))
    throw new BadInput(
      `${file}: this is an Excel workbook or a zip archive; unpack it, or save the sheet as CSV UTF-8`,
    );
  yield* rest(is(0xef, 0xbb, 0xbf) ? head.subarray(3) : head, chunks);
}

async function firstBytes(chunks: AsyncIterator<unknown>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < SIGNATURE) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, bytesOf(value)]);
  }
  return head;
}

async function* rest(head: Buffer, chunks: AsyncIterator<unknown>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield bytesOf(next.value);
}

function bytesOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.from(String(chunk));
}

/** The codes are those of Node's file system and of zlib. */
function inWords(file: string, fault: unknown): unknown {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  if (code === 'ENOENT')
    return new BadInput(`${file}: there is no such file; give the path of a CSV or JSON Lines file`);
  if (code === 'EISDIR') return new BadInput(`${file}: this is not a file; give the path of a CSV or JSON Lines file`);
  if (code === 'EACCES' || code === 'EPERM') return new BadInput(`${file}: this file may not be read; allow it`);
  if (code.startsWith('Z_')) return new BadInput(`${file}: the gzip file is damaged or cut off; fetch it again`);
  return fault;
}
