// What people see in a terminal: progress on stderr, answers on stdout, and with --json one object and nothing else.
import type { WriteStream } from 'node:tty';

export type Terminal = {
  readonly json: boolean;
  /** The answer for people; silent with --json. */
  say(text: string): void;
  /** The answer for scripts; silent without --json. */
  answer(value: unknown): void;
  /** One line that replaces itself on a terminal, and is written now and then elsewhere. */
  progress(text: string): void;
  /** Something that is no part of the answer. */
  note(text: string): void;
};

type Streams = { readonly out: NodeJS.WritableStream; readonly err: NodeJS.WritableStream & Partial<WriteStream> };

/** Where no terminal replaces lines (a log file), progress is written at most this often. */
const QUIET_MS = 5_000;
const CLEAR_LINE = '\r\u001b[K';

/** A terminal over two streams. */
export function createTerminal(
  json: boolean,
  { out, err }: Streams = { out: process.stdout, err: process.stderr },
): Terminal {
  let lastWritten = 0;
  let open = false;
  function closeLine(): void {
    if (open) err.write(CLEAR_LINE);
    open = false;
  }
  return {
    json,
    say(text) {
      closeLine();
      if (!json) out.write(`${text}\n`);
    },
    answer(value) {
      closeLine();
      if (json) out.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress(text) {
      if (err.isTTY) {
        err.write(`${CLEAR_LINE}${text.slice(0, (err.columns ?? 80) - 1)}`);
        open = true;
        return;
      }
      const now = performance.now();
      if (lastWritten !== 0 && now - lastWritten < QUIET_MS) return;
      lastWritten = now;
      err.write(`${text}\n`);
    },
    note(text) {
      closeLine();
      err.write(`${text}\n`);
    },
  };
}

/** A table of plain text: the first column left, numbers right. */
export function tableText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  const numeric = header.map(
    (_, column) => column > 0 && rows.every((row) => /^[-+$€£]?[\d.,]+ ?%?$|^–?$/.test(row[column] ?? '')),
  );
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => (numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [lineOf(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(lineOf)].join('\n');
}

/** 12345 as `12,345`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** 0.123 as `12.3%`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
