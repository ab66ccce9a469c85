// Which values does each row of a file hold, and under which names? CSV and JSON Lines look the same from here on.
import type { Readable } from 'node:stream';
import {
  type CsvRecord,
  cellsOf,
  createRecords,
  DELIMITERS,
  type Delimiter,
  delimiterName,
} from '#adapters/files/csv-records';
import type { PlanFor } from '#adapters/files/header-problems';
import { jsonCells } from '#adapters/files/json-record';
import { type Line, linesOf } from '#adapters/files/lines';
import { type Header, mustBeReadable, type Plan, planOf } from '#adapters/files/plan';
import { BadInput } from '#core/errors';

/** `values`: in the order of the plan's names, or why there are none. `isJson`: the row names its columns itself. */
export type RawRow = {
  readonly line: number;
  readonly text: string;
  readonly plan: Plan;
  readonly values: readonly string[] | string;
  readonly isJson?: true;
};

export type RawReading = PlanFor & {
  readonly file: string;
  readonly open: () => Readable;
  readonly delimiter: Delimiter | undefined;
  readonly decimal: 'point' | 'comma';
};

type Reader = (lines: readonly Line[], isLast: boolean) => readonly RawRow[];

/** JSON objects of one export differ in the names that they have; of each combination the plan is made once. */
const MOST_PLANS = 1_000;
/** Letters of names in all of them together. */
const MOST_PLANNED = 2_000_000;
/** No export has so many columns, and a header is looked at more than once. */
const MOST_COLUMNS = 2_000;
const SWALLOWED = 'a quote runs over several rows';
const TOO_MANY = `there are more than ${MOST_COLUMNS} columns; leave out those that nobody needs`;

/** The rows of a file in batches. Throws BadInput when its header is not understood. */
export async function* rawRows(
  reading: RawReading,
  onHeader: (header: Header) => void,
): AsyncGenerator<readonly RawRow[]> {
  let read: Reader | undefined;
  for await (const lines of linesOf(reading.file, reading.open)) {
    const first =
      read === undefined ? lines.find(({ text, flaw }) => flaw !== undefined || text.trim() !== '') : undefined;
    if (first !== undefined) read = readerFor(first, reading, onHeader);
    if (read !== undefined) yield read(lines, false);
  }
  if (read === undefined)
    throw new BadInput(`${reading.file}:1: the file is empty; its first line must name the columns`);
  yield read([], true);
}

function readerFor(first: Line, reading: RawReading, onHeader: (header: Header) => void): Reader {
  if (first.flaw !== undefined) throw new BadInput(`${reading.file}:${first.number}: ${first.flaw}`);
  const text = first.text.trimStart();
  if (text.startsWith('['))
    throw new BadInput(
      `${reading.file}:${first.number}: this is one JSON list; write one object a line instead (jq -c '.[]' does)`,
    );
  return text.startsWith('{') ? jsonReader(first, reading, onHeader) : csvReader(reading, onHeader);
}

function csvReader(reading: RawReading, onHeader: (header: Header) => void): Reader {
  const records = createRecords();
  let header: CsvHeader | undefined;
  return (lines, isLast) => {
    const found = records.push(lines, isLast);
    const rows = header === undefined ? found.slice(1) : found;
    if (header === undefined) {
      if (found[0] === undefined) return [];
      header = csvHeader(found[0], reading);
      onHeader(header.plan.header);
    }
    const { plan, width, delimiter } = header;
    const cells = cellsOf(rows, delimiter);
    return rows.flatMap(({ line, text }, index) => {
      const values = isSwallowed(text, delimiter, width) ? SWALLOWED : fitted(cells[index] ?? [], width);
      return values === undefined ? [] : [{ line, text, plan, values }];
    });
  };
}

type CsvHeader = { readonly plan: Plan; readonly width: number; readonly delimiter: Delimiter };

function csvHeader(record: CsvRecord, reading: RawReading): CsvHeader {
  const { file } = reading;
  const planned = (delimiter: Delimiter): CsvHeader => {
    const [cells = []] = cellsOf([record], delimiter);
    if (typeof cells === 'string') throw new BadInput(`${file}:${record.line}: ${cells}`);
    const width = cells.findLastIndex((cell) => cell !== '') + 1;
    if (width > MOST_COLUMNS) throw new BadInput(`${file}:${record.line}: ${TOO_MANY}`);
    return { plan: planOf(cells.slice(0, width), reading, 'needed'), width, delimiter };
  };
  const header = planned(reading.delimiter ?? delimiterIn(record, file, planned));
  mustBeReadable(file, header.plan);
  return header;
}

/** What separates the columns, by the header. Throws BadInput when it could be read in two ways. */
function delimiterIn(record: CsvRecord, file: string, planned: (delimiter: Delimiter) => CsvHeader): Delimiter {
  const bare = record.text.replace(/"[^"]*"/g, '');
  const possible = Object.values(DELIMITERS).filter((delimiter) => bare.includes(delimiter));
  if (possible.length <= 1) return possible[0] ?? ',';
  const [sole, ...others] = possible.filter((delimiter) => planned(delimiter).plan.problems.length === 0);
  if (sole !== undefined && others.length === 0) return sole;
  const called = possible.map((delimiter) => `${delimiterName(delimiter)}s`).join(' and ');
  throw new BadInput(
    `${file}:${record.line}: the header has ${called}; say which separate its columns with --delimiter`,
  );
}

/** Is each line of a record as wide as a row of its own? Then a pair of stray quotes made one row of several. */
function isSwallowed(text: string, delimiter: Delimiter, width: number): boolean {
  if (width < 2 || !text.includes('\n')) return false;
  return text.split('\n').every((line) => line.split(delimiter).length >= width);
}

/** The cells under the header; undefined when all are empty. Spreadsheets write empty cells after the last column. */
function fitted(cells: readonly string[] | string, width: number): readonly string[] | string | undefined {
  if (typeof cells === 'string') return cells;
  if (cells.length === width && cells[0] !== '') return cells;
  const length = cells.findLastIndex((cell) => cell !== '') + 1;
  if (length === 0) return undefined;
  if (cells.length >= width && length <= width) return cells;
  const count = Math.max(length, Math.min(cells.length, width));
  return `the row has ${count} ${count === 1 ? 'column' : 'columns'}, the header has ${width}`;
}

function jsonReader(first: Line, reading: RawReading, onHeader: (header: Header) => void): Reader {
  const plans = new Map<string, Plan>();
  let planned = 0;
  const planFor = (names: readonly string[]): Plan => {
    const key = names.join('\n');
    const known = plans.get(key);
    if (known !== undefined) return known;
    const plan = planOf(names, reading, 'asTheyCome');
    if (plans.size >= MOST_PLANS || planned + key.length > MOST_PLANNED) {
      plans.clear();
      planned = 0;
    }
    plans.set(key, plan);
    planned += key.length;
    return plan;
  };
  const opening = jsonCells(first.text, reading.decimal);
  if (typeof opening === 'string') throw new BadInput(`${reading.file}:${first.number}: ${opening}`);
  if (opening.size > MOST_COLUMNS) throw new BadInput(`${reading.file}:${first.number}: ${TOO_MANY}`);
  const opener = planFor([...opening.keys()]);
  mustBeReadable(reading.file, opener);
  onHeader(opener.header);
  return (lines) =>
    lines.flatMap(({ number, text, flaw }): readonly RawRow[] => {
      if (flaw !== undefined) return [{ line: number, text, plan: opener, values: flaw, isJson: true }];
      if (text.trim() === '') return [];
      const cells = jsonCells(text, reading.decimal);
      if (typeof cells === 'string') return [{ line: number, text, plan: opener, values: cells, isJson: true }];
      if (cells.size > MOST_COLUMNS) return [{ line: number, text, plan: opener, values: TOO_MANY, isJson: true }];
      const plan = planFor([...cells.keys()]);
      return [{ line: number, text, plan, values: plan.problems[0] ?? [...cells.values()], isJson: true }];
    });
}
