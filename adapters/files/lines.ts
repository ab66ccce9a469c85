// Which lines does a stream of bytes hold? However long a line is or whatever is in it, the memory stays flat.
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { textBytes } from '#adapters/files/text-bytes';

/** `flaw`: why the line cannot be used; the text of one that is too long is not kept. */
export type Line = { readonly number: number; readonly text: string; readonly flaw?: string };

/** A longer line was never meant, and would have to be held in memory. */
const MOST_BYTES = 1_000_000;
/** Whole lines are decoded in pieces of this size at most. */
const PIECE = 256 * 1_024;
const LF = 10;
const CR = 13;

const TOO_LONG = 'the line is longer than 1 MB';
const NOT_UTF8 = 'the line is not UTF-8; save the file as CSV UTF-8';
const HAS_NUL = 'the line holds NUL bytes, so it is damaged or no text';

/** The lines of a file in batches. Throws BadInput when it cannot be read or is no text. */
export async function* linesOf(file: string, open: () => Readable): AsyncGenerator<readonly Line[]> {
  let head: Buffer = Buffer.alloc(0);
  let splitter: ReturnType<typeof createSplitter> | undefined;
  for await (const chunk of textBytes(file, open)) {
    const bytes = splitter === undefined ? Buffer.concat([head, chunk]) : chunk;
    const end = splitter === undefined ? lineEndIn(bytes) : LF;
    if (end === undefined) {
      head = bytes;
      continue;
    }
    splitter ??= createSplitter(end);
    for (let at = 0; at < bytes.length; at += PIECE) yield splitter.push(bytes.subarray(at, at + PIECE));
  }
  if (splitter === undefined) {
    splitter = createSplitter(head.at(-1) === CR ? CR : LF);
    yield splitter.push(head);
  }
  yield splitter.end();
}

/** The byte that ends the first line: old Macs wrote CR alone. undefined: more bytes are needed to tell. */
function lineEndIn(bytes: Buffer): number | undefined {
  const lf = bytes.indexOf(LF);
  const cr = bytes.indexOf(CR);
  if (cr !== -1 && cr < bytes.length - 1 && bytes[cr + 1] !== LF && (lf === -1 || cr < lf)) return CR;
  return lf !== -1 || bytes.length > MOST_BYTES ? LF : undefined;
}

function createSplitter(end: number) {
  let parts: Buffer[] = [];
  let held = 0;
  let skipping = false;
  let count = 0;

  function hold(bytes: Buffer): void {
    if (skipping || bytes.length === 0) return;
    held += bytes.length;
    parts.push(bytes);
    if (held <= MOST_BYTES) return;
    skipping = true;
    parts = [];
  }

  function release(bytes: Buffer): readonly Line[] {
    const whole = parts.length === 0 ? bytes : Buffer.concat([...parts, bytes]);
    parts = [];
    held = 0;
    const lines = textsOf(whole, end).map(({ text, flaw }): Line => {
      count += 1;
      return flaw === undefined ? { number: count, text } : { number: count, text, flaw };
    });
    return lines;
  }

  function tooLong(): Line {
    skipping = false;
    held = 0;
    count += 1;
    return { number: count, text: '', flaw: TOO_LONG };
  }

  return {
    push(bytes: Buffer): readonly Line[] {
      const last = bytes.lastIndexOf(end);
      if (last === -1) {
        hold(bytes);
        return [];
      }
      const first = skipping ? bytes.indexOf(end) : -1;
      const long = skipping ? [tooLong()] : [];
      const lines = first === last ? [] : release(bytes.subarray(first + 1, last));
      hold(bytes.subarray(last + 1));
      return [...long, ...lines];
    },
    /** What the file ends with when its last line has no end. */
    end(): readonly Line[] {
      if (skipping) return [tooLong()];
      return held === 0 ? [] : release(Buffer.alloc(0));
    },
  };
}

type Text = { readonly text: string; readonly flaw?: string };

function textsOf(bytes: Buffer, end: number): readonly Text[] {
  if (!isUtf8(bytes) || bytes.includes(0) || bytes.length > MOST_BYTES) return oneByOne(bytes, end);
  return bytes
    .toString('utf8')
    .split(end === LF ? '\n' : '\r')
    .map((text) => ({ text: withoutCr(text) }));
}

function oneByOne(bytes: Buffer, end: number): readonly Text[] {
  const texts: Text[] = [];
  for (let at = 0; at <= bytes.length; ) {
    const found = bytes.indexOf(end, at);
    const stop = found === -1 ? bytes.length : found;
    const line = bytes.subarray(at, stop);
    const text = line.length > MOST_BYTES ? '' : withoutCr(line.toString('utf8'));
    const flaw = flawOf(line);
    texts.push(flaw === undefined ? { text } : { text, flaw });
    at = stop + 1;
  }
  return texts;
}

function flawOf(line: Buffer): string | undefined {
  if (line.length > MOST_BYTES) return TOO_LONG;
  if (!isUtf8(line)) return NOT_UTF8;
  return line.includes(0) ? HAS_NUL : undefined;
}

function withoutCr(text: string): string {
  return text.charCodeAt(text.length - 1) === CR ? text.slice(0, -1) : text;
}
