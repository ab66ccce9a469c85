// Reads a CSV file row by row; a bad row is an answer with its line, and the rest of the file goes on.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import type * as z from 'zod';
import { type Column, spelledAsOurs } from '#adapters/local/column-names';
import { BadInput } from '#core/errors';

export type Rejected = { readonly file: string; readonly line: number; readonly reason: string };
export type RejectedCsvRow = Rejected & {
  readonly status: 'rejected';
  /** By our column names; undefined when nobody can tell which cell is which. */
  readonly cells: Readonly<Record<string, string>> | undefined;
  /** The row as it stands in the file. */
  readonly text: string;
};
export type CsvRow<T> = { readonly status: 'row'; readonly line: number; readonly row: T } | RejectedCsvRow;

type Source = {
  readonly file: string;
  /** Our column name -> the file's, for files that call things otherwise. */
  readonly columns: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  /** Every column of ours that such a file may have. */
  readonly ours: readonly string[];
  /** Hears of the columns before the first row; what it throws refuses the file. */
  readonly onHeader?: (columns: readonly Column[]) => void;
};

/** A quoted cell may run over line breaks, but a quote that is open for longer than this was never meant. */
const MOST_LINES_OF_A_ROW = 20;

/** The rows of a file, each judged by the schema. Throws BadInput when the file cannot be read or lacks a column. */
export async function* csvRows<S extends z.ZodType>(source: Source, schema: S): AsyncGenerator<CsvRow<z.infer<S>>> {
  const { file } = source;
  await mustBeAFile(file);
  let names: readonly string[] | undefined;
  for await (const { line, cells, text } of records(file)) {
    if (names === undefined) {
      names = renamed(cells ?? [], source);
      source.onHeader?.(names.map((taken, index) => ({ written: cells?.[index] ?? '', taken })));
      continue;
    }
    const reason = problemOf(cells, names);
    if (reason !== undefined) {
      yield { status: 'rejected', file, line, reason, cells: undefined, text };
      continue;
    }
    const present = Object.fromEntries(
      names.map((name, index) => [name, cells?.[index] ?? '']).filter(([, word]) => word !== ''),
    );
    const judged = schema.safeParse(present);
    if (judged.success) yield { status: 'row', line, row: judged.data };
    else {
      const issues = judged.error.issues.map(issueText).join('; ');
      yield { status: 'rejected', file, line, reason: issues, cells: present, text };
    }
  }
  if (names === undefined) throw new BadInput(`${file}:1: the file is empty; its first line must name the columns`);
}

/**
 * The records of a file with the line each begins on (RFC 4180). A line whose quotes do not close within a few lines is
 * a bad record of its own (no cells), so that one stray quote does not swallow the rest of the file.
 */
async function* records(file: string): AsyncGenerator<{ line: number; cells: string[] | undefined; text: string }> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const ahead: { line: number; text: string }[] = [];
  const iterator = lines[Symbol.asyncIterator]();
  let number = 0;
  async function lineAt(index: number): Promise<{ line: number; text: string } | undefined> {
    while (ahead.length <= index) {
      const { done, value } = await iterator.next();
      if (done) return undefined;
      number += 1;
      ahead.push({ line: number, text: number === 1 ? value.replace(/^\uFEFF/, '') : value });
    }
    return ahead[index];
  }
  for (let first = await lineAt(0); first !== undefined; first = await lineAt(0)) {
    let text = first.text;
    let used = 1;
    while (hasOpenQuote(text) && used < MOST_LINES_OF_A_ROW) {
      const next = await lineAt(used);
      if (next === undefined) break;
      text += `\n${next.text}`;
      used += 1;
    }
    const cells = hasOpenQuote(text) ? undefined : cellsOf(text);
    ahead.splice(0, cells === undefined ? 1 : used);
    if (text.trim() !== '') yield { line: first.line, cells, text: cells === undefined ? first.text : text };
  }
}

function hasOpenQuote(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 1;
}

function cellsOf(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(',').map((cell) => cell.trim());
  try {
    const [cells] = parse(text, { trim: true }) as string[][];
    return cells;
  } catch {
    return undefined;
  }
}

function problemOf(cells: readonly string[] | undefined, names: readonly string[]): string | undefined {
  if (cells === undefined) return 'a quote is opened and never closed, or stands where none may be';
  if (cells.length === names.length) return undefined;
  return `the row has ${cells.length} ${cells.length === 1 ? 'column' : 'columns'}, the header has ${names.length}`;
}

/** `a=b,c=d` as a record of our column name to the file's. */
export function columnsFrom(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [ours, theirs, more] = pair.split('=').map((word) => word.trim());
      if (ours && theirs && more === undefined) return [ours, theirs];
      throw new BadInput(`--columns: "${pair}" is not a pair; write it like customer_id=Customer ID,amount=Total`);
    }),
  );
}

async function mustBeAFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return;
  throw new BadInput(
    `${file}: ${found === undefined ? 'there is no such file' : 'this is not a file'}; give the path of a CSV file`,
  );
}

function renamed(header: readonly string[], { file, columns, required, ours }: Source): string[] {
  const told = new Map(Object.entries(columns).map(([our, theirs]) => [theirs, our]));
  const names = header.map((name) => told.get(name.trim()) ?? spelledAsOurs(name.trim(), ours));
  for (const [our, theirs] of Object.entries(columns)) {
    // Two files share one --columns, and each may name its customers in its own way.
    const isTheOtherFiles = our === 'customer_id' && names.includes(our);
    if (names.includes(our) && header.some((name) => name.trim() === theirs)) continue;
    if (isTheOtherFiles) continue;
    throw new BadInput(
      `${file}:1: --columns says ${our}=${theirs}, but the header has no column ${theirs} (it has ${header.join(', ')})`,
    );
  }
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw new BadInput(`${file}:1: two columns are called ${twice}; rename one of them`);
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length === 0) return names;
  if (header.length === 1 && header[0]?.includes(';')) {
    throw new BadInput(`${file}:1: the columns are separated by semicolons; save the file with commas (CSV UTF-8)`);
  }
  throw new BadInput(
    `${file}:1: the header has no column ${missing.join(', ')} (it has ${header.join(', ')}); name it with --columns ${missing[0]}=<the file's name for it>`,
  );
}

function issueText({ path, message }: z.core.$ZodIssue): string {
  const column = path.join('.');
  if (message.includes('received undefined')) return `${column} is missing`;
  // With shifted columns the cell may be an address or a phone number, which no error repeats.
  return `${column}: ${message.replace(/^"(?=[^"]*(?:@|\d{7}))[^"]*"/, 'this')}`;
}
