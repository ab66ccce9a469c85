// Reads a file as the import does, for the tests of what rows say.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type FileKind, type Header, type Reading, type ReadRow, readRows } from '#adapters/files/read-rows';
import { TimeZoneSchema } from '#core/time';

const SAMPLES = join(import.meta.dirname, '..', 'samples');

/** A file of our own columns, for a shop in New York that takes US dollars. */
export const A_READING: Reading = {
  ...{ file: 'file.csv', open: () => Readable.from([]), kind: 'customers', preset: undefined, columns: {} },
  ...{ delimiter: undefined, dates: undefined, decimal: 'point', country: undefined, currency: 'USD' },
  timeZone: TimeZoneSchema.parse('America/New_York'),
};

type Stated = Partial<Omit<Reading, 'file' | 'open' | 'kind'>>;
export type ReadFile = { readonly header: Header | undefined; readonly rows: readonly ReadRow[] };

/** All that a file of this text or these bytes says. */
export function readText(kind: FileKind, text: string | Uint8Array, stated: Stated = {}): Promise<ReadFile> {
  return read(kind, 'file.csv', () => Readable.from([Buffer.from(text)]), stated);
}

/** All that a sample of another system's export says. */
export function readSample(kind: FileKind, file: string, stated: Stated): Promise<ReadFile> {
  return read(kind, file, () => createReadStream(join(SAMPLES, file)), stated);
}

/** The same from chunks as they come. */
export async function read(kind: FileKind, file: string, open: () => Readable, stated: Stated): Promise<ReadFile> {
  let header: Header | undefined;
  const rows: ReadRow[] = [];
  const reading: Reading = { ...A_READING, file, open, kind, ...stated };
  for await (const row of readRows(reading, (found) => {
    header = found;
  }))
    rows.push(row);
  return { header, rows };
}

/** What each row says in one short line of its own. */
export function toldBy({ rows }: ReadFile): readonly unknown[] {
  return rows.map((row) => {
    if (row.status === 'activity') {
      const { customerId, kind, day, cents } = row.activity;
      return [row.line, customerId, kind, day, cents, ...(row.ref === undefined ? [] : [row.ref])];
    }
    if (row.status === 'profile') return [row.line, row.profile, ...(row.note === undefined ? [] : [row.note])];
    if (row.status === 'passed') return [row.line, `passed: ${row.because}`];
    return [row.line, `rejected: ${row.reason}${row.lost === undefined ? '' : `; ${row.lost}`}`];
  });
}
