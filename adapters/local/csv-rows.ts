// Reads a CSV file row by row; a bad row is an answer with its line, and the rest of the file goes on.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type CsvError, parse } from 'csv-parse';
import type * as z from 'zod';
import { BadInput } from '#core/errors';

export type Rejected = { readonly file: string; readonly line: number; readonly reason: string };
export type CsvRow<T> =
  | { readonly status: 'row'; readonly line: number; readonly row: T }
  | ({ readonly status: 'rejected' } & Rejected);

type Source = {
  readonly file: string;
  /** Our column name -> the file's, for files that call things otherwise. */
  readonly columns: Readonly<Record<string, string>>;
  readonly required: readonly string[];
};
type Parsed = { readonly record: Record<string, string>; readonly info: { readonly lines: number } };

/** The rows of a file, each judged by the schema. Throws BadInput when the file cannot be read or lacks a column. */
export async function* csvRows<S extends z.ZodType>(source: Source, schema: S): AsyncGenerator<CsvRow<z.infer<S>>> {
  const { file } = source;
  await mustBeAFile(file);
  const skipped: Rejected[] = [];
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => renamed(header, source),
      info: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (fault) => void skipped.push({ file, line: Number(fault?.lines ?? 0), reason: csvProblem(fault) }),
    }),
  );
  for await (const { record, info } of parser as AsyncIterable<Parsed>) {
    for (const rejected of skipped.splice(0)) yield { status: 'rejected', ...rejected };
    const present = Object.fromEntries(Object.entries(record).filter(([, text]) => text !== ''));
    const judged = schema.safeParse(present);
    if (judged.success) yield { status: 'row', line: info.lines, row: judged.data };
    else yield { status: 'rejected', file, line: info.lines, reason: judged.error.issues.map(issueText).join('; ') };
  }
  for (const rejected of skipped) yield { status: 'rejected', ...rejected };
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

function renamed(header: readonly string[], { file, columns, required }: Source): string[] {
  const ours = new Map(Object.entries(columns).map(([our, theirs]) => [theirs, our]));
  const names = header.map((name) => ours.get(name.trim()) ?? name.trim());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length === 0) return names;
  throw new BadInput(
    `${file}:1: the header has no column ${missing.join(', ')} (it has ${header.join(', ')}); name it with --columns ${missing[0]}=<the file's name for it>`,
  );
}

function csvProblem(fault: CsvError | undefined): string {
  if (fault?.code === 'CSV_RECORD_INCONSISTENT_COLUMNS') return 'the row has another number of columns than the header';
  if (fault?.code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is opened and never closed';
  return 'the row is not valid CSV (a stray quote?)';
}

function issueText({ path, message }: z.core.$ZodIssue): string {
  const column = path.join('.');
  return message.includes('received undefined') ? `${column} is missing` : `${column}: ${message}`;
}
