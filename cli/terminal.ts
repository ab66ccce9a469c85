// What people see in a terminal: progress on stderr, answers on stdout, and with --json one object and nothing else.

export type Terminal = {
  readonly json: boolean;
  /** How many characters fit on a line of the answer; undefined where lines may be as long as they like (a file, a pipe). */
  readonly columns: number | undefined;
  /** The answer for people; silent with --json. */
  say(text: string): void;
  /** The answer for scripts; silent without --json. */
  answer(value: unknown): void;
  /** One line that replaces itself on a terminal, and is written now and then elsewhere. `share`: how much is done, 0 to 1. */
  progress(text: string, share?: number): void;
  /** Something that is no part of the answer. */
  note(text: string): void;
};

/** As much of a stream as a terminal needs; `columns` is how wide a screen is. */
type Stream = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** Where no terminal replaces lines (a log file), progress is written at most this often. */
const QUIET_MS = 5_000;
const USUAL_COLUMNS = 80;
/** How wide the bar of a progress is: room for its words beside it on any screen. */
const BAR_COLUMNS = 20;
const CLEAR_LINE = '\r\u001b[K';
/** Control characters, but for tabs and the ends of lines, and those that turn the direction of what follows. */
const STEERING = /[[\p{Cc}\p{Bidi_Control}]--[\t\n]]/gv;

/** A terminal over two streams. */
export function createTerminal(
  json: boolean,
  { out, err }: { readonly out: Stream; readonly err: Stream } = { out: process.stdout, err: process.stderr },
): Terminal {
  let lastWritten = 0;
  let open = false;
  function closeLine(): void {
    if (open) err.write(CLEAR_LINE);
    open = false;
  }
  return {
    json,
    columns: out.isTTY ? (out.columns ?? USUAL_COLUMNS) : undefined,
    say(text) {
      closeLine();
      if (!json) out.write(`${readable(text)}\n`);
    },
    answer(value) {
      closeLine();
      if (json) out.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress(text, share) {
      const words = readable(text);
      const told = share === undefined ? words : `${percentText(share)} ${words}`;
      if (err.isTTY) {
        const line = share === undefined ? words : `${barText(share)} ${told}`;
        err.write(`${CLEAR_LINE}${line.slice(0, (err.columns ?? USUAL_COLUMNS) - 1)}`);
        open = true;
        return;
      }
      const now = performance.now();
      if (lastWritten !== 0 && now - lastWritten < QUIET_MS) return;
      lastWritten = now;
      err.write(`${told}\n`);
    },
    note(text) {
      closeLine();
      err.write(`${readable(text)}\n`);
    },
  };
}

/** What people wrote somewhere must not steer the terminal that shows it. */
export function readable(text: string): string {
  return text.replace(STEERING, '');
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

/** Text broken at spaces into lines that fit; as it is where lines may be of any length. */
export function wrapText(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** A bar that is full when all is done. */
function barText(share: number): string {
  const full = Math.round(Math.min(Math.max(share, 0), 1) * BAR_COLUMNS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)}`;
}

/** `1 row`, `2,000 rows`. */
export function countedText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** 12345 as `12,345`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** 0.123 as `12.3%`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
