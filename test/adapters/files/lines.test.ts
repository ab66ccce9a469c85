import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '#adapters/files/lines';
import { BadInput } from '#core/errors';

async function linesIn(...chunks: readonly (string | Uint8Array)[]) {
  const lines: unknown[] = [];
  const open = () => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  for await (const batch of linesOf('a.csv', open))
    for (const { number, text, flaw } of batch) lines.push(flaw === undefined ? [number, text] : [number, text, flaw]);
  return lines;
}

const TOO_LONG = 'the line is longer than 1 MB';
const MEGABYTE = 1_000_000;

describe('lines', () => {
  test.each([
    ['of Unix', 'a\nb\n'],
    ['of Windows', 'a\r\nb\r\n'],
    ['of old Macs', 'a\rb\r'],
    ['with a byte order mark', '\uFEFFa\nb'],
    ['packed', gzipSync('a\nb\n')],
    ['packed with a byte order mark', gzipSync('\uFEFFa\nb\n')],
  ])('%s are read', async (_whose, bytes) => {
    expect(await linesIn(bytes)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  test('may be torn anywhere, within letters too', async () => {
    const bytes = Buffer.from('\uFEFFé,1\r\nü,2\r\n');
    expect(await linesIn(...[...bytes].map((byte) => Buffer.of(byte)))).toEqual([
      [1, 'é,1'],
      [2, 'ü,2'],
    ]);
  });

  test('are the same however a text is torn', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r\n', ','), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (body, size) => {
        const bytes = Buffer.from(`x\n${body}`);
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(await linesIn(...pieces)).toEqual(await linesIn(bytes));
      }),
      { numRuns: 100 },
    );
  });

  test('that are no UTF-8 or hold NUL bytes are told with their number, and the others are read', async () => {
    const bytes = Buffer.concat([Buffer.from('a\nM'), Buffer.of(0xfc), Buffer.from('ller\nb\nc\0\nd\n')]);
    expect(await linesIn(bytes)).toEqual([
      [1, 'a'],
      [2, 'M\uFFFDller', 'the line is not UTF-8; save the file as CSV UTF-8'],
      [3, 'b'],
      [4, 'c\0', 'the line holds NUL bytes, so it is damaged or no text'],
      [5, 'd'],
    ]);
  });
});

describe('a line of more than a megabyte', () => {
  test('is told without its text, and the rest of the file is read', async () => {
    const long = 'x'.repeat(MEGABYTE + 1);
    expect(await linesIn('a\n', long, '\nb\n')).toEqual([
      [1, 'a'],
      [2, '', TOO_LONG],
      [3, 'b'],
    ]);
    expect(await linesIn(`a\n${long}\nb\n${long}`)).toEqual([
      [1, 'a'],
      [2, '', TOO_LONG],
      [3, 'b'],
      [4, '', TOO_LONG],
    ]);
  });

  test('of fifty is skipped as it comes, and never held', async () => {
    let most = 0;
    const chunk = Buffer.alloc(64 * 1_024, 'x');
    function* chunks() {
      yield Buffer.from('a\n');
      for (let count = 0; count < 800; count += 1) {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        yield chunk;
      }
      yield Buffer.from('\nb\n');
    }
    const before = process.memoryUsage().arrayBuffers;
    const lines: unknown[] = [];
    for await (const batch of linesOf('a.csv', () => Readable.from(chunks())))
      lines.push(...batch.map(({ text }) => text));
    expect(lines).toEqual(['a', '', 'b']);
    expect(most - before).toBeLessThan(10 * MEGABYTE);
  });
});

describe('a file that is no text is refused with what to do', () => {
  test.each([
    ['UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'a.csv:1: the file is UTF-16; save it as CSV UTF-8'],
    [
      'a workbook',
      Buffer.of(0x50, 0x4b, 3, 4, 20, 0),
      /^a\.csv: this is an Excel workbook or a zip archive; unpack it/,
    ],
    ['broken gzip', gzipSync('a\nb\n').subarray(0, 15), 'a.csv: the gzip file is damaged or cut off; fetch it again'],
  ])('%s', async (_what, bytes, message) => {
    await expect(linesIn(bytes)).rejects.toThrow(BadInput);
    await expect(linesIn(bytes)).rejects.toThrow(message);
  });
});

test('a source that fails ends the reading with its own fault', async () => {
  async function* failing() {
    yield Buffer.from('a\nb\n');
    throw new Error('the line went dead');
  }
  const read = async () => {
    for await (const _ of linesOf('a.csv', () => Readable.from(failing())));
  };
  await expect(read()).rejects.toThrow('the line went dead');
});

test('a reader who stops early closes the file', async () => {
  const stream = Readable.from([Buffer.from('a\n'), Buffer.from('b\n'), Buffer.from('c\n')]);
  for await (const _ of linesOf('a.csv', () => stream)) break;
  expect(stream.destroyed).toBe(true);
});
