// What does a measurement say, and is it within its budget? Rows as data, and as one table.

type About = {
  readonly what: string;
  /** What the number rests on, for whoever doubts it. */
  readonly note?: string;
};
export type Budget = { readonly atMost: number } | { readonly atLeast: number };
type Measured = About & {
  readonly status: 'measured';
  readonly value: number;
  readonly unit: string;
  /** Without one the row is information. */
  readonly budget?: Budget;
};
type NotMeasured = About & { readonly status: 'notMeasured'; readonly because: string };
/** One thing under several conditions, a column each. */
export type Compared = About & {
  readonly status: 'compared';
  /** The heading of its table. */
  readonly under: string;
  /** By condition; all rows under one heading have the same ones. */
  readonly values: Readonly<Record<string, number>>;
  /** `$` shows cents, a count does not. */
  readonly unit: '$' | 'count';
};
export type Row = Measured | NotMeasured | Compared;

/** `rows`: how many a measure should take that can take many, without it as many as it says. `store`: the only one to measure. */
export type MeasureOptions = { readonly rows?: number; readonly store?: string };

/** A group of rows that are measured together, and asked for by name; one that takes minutes is measured `onRequest` only. */
export type Measure = {
  readonly name: string;
  readonly onRequest?: true;
  readonly run: (options: MeasureOptions) => Promise<readonly Row[]>;
};

export type Verdict = 'ok' | 'OVER BUDGET' | 'information' | 'not measured';

/** A measured row. */
export function measured(
  what: string,
  value: number,
  unit: string,
  rest: { budget?: Budget; note?: string } = {},
): Row {
  return { status: 'measured', what, value, unit, ...rest };
}

/** Within the budget, over it, or nothing to judge? A budget is met by its own number; NaN meets none. */
export function verdictOf(row: Row): Verdict {
  if (row.status === 'notMeasured') return 'not measured';
  if (row.status === 'compared') return 'information';
  if (row.budget === undefined) return 'information';
  const within = 'atMost' in row.budget ? row.value <= row.budget.atMost : row.value >= row.budget.atLeast;
  return within ? 'ok' : 'OVER BUDGET';
}

const HEADS = ['what', 'measured', 'budget', 'verdict'] as const;
const GAP = '  ';

/** One table of all rows that stand alone, and one for each heading of those that are compared. */
export function tableOf(rows: readonly Row[]): string {
  const compared = rows.filter((row) => row.status === 'compared');
  const alone = rows.filter((row) => row.status !== 'compared');
  const headings = [...new Set(compared.map(({ under }) => under))];
  const tables = headings.map((heading) => comparison(compared.filter(({ under }) => under === heading)));
  return (alone.length === 0 ? tables : [judgement(alone), ...tables]).join('\n\n');
}

/** Columns aligned, each note on a line of its own below its row. */
function judgement(rows: readonly (Measured | NotMeasured)[]): string {
  const [head = '', rule = '', ...lines] = aligned([HEADS, ...rows.map(cellsOf)]);
  const body = rows.flatMap((row, index) => {
    const note = row.status === 'notMeasured' ? row.because : row.note;
    return [lines[index] ?? '', ...(note === undefined ? [] : [`${GAP}${GAP}${note}`])];
  });
  return [head, rule, ...body].join('\n');
}

/** The heading above its first column, numbers to the right, each note beside its row. */
function comparison(rows: readonly Compared[]): string {
  const [first] = rows;
  const columns = Object.keys(first?.values ?? {});
  const texts = rows.map(({ values, unit }) => columns.map((column) => amountText(values[column] ?? Number.NaN, unit)));
  const widths = columns.map((column, place) =>
    Math.max(column.length, ...texts.map((row) => row[place]?.length ?? 0)),
  );
  const toTheRight = (cells: readonly string[]) => cells.map((cell, place) => cell.padStart(widths[place] ?? 0));
  return aligned([
    [first?.under ?? '', ...toTheRight(columns), ''],
    ...rows.map(({ what, note = '' }, place) => [what, ...toTheRight(texts[place] ?? []), note]),
  ]).join('\n');
}

/** The lines of a table, the first of which is its head; a rule follows it. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const [head = []] = lines;
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const [first = '', ...rest] = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths
    .map((width) => '-'.repeat(width))
    .join(GAP)
    .trimEnd();
  return [first, rule, ...rest];
}

function cellsOf(row: Measured | NotMeasured): readonly string[] {
  if (row.status === 'notMeasured') return [row.what, '-', '', verdictOf(row)];
  return [row.what, `${numberText(row.value)} ${row.unit}`, budgetText(row.budget), verdictOf(row)];
}

function budgetText(budget: Budget | undefined): string {
  if (budget === undefined) return '';
  return 'atMost' in budget ? `<= ${numberText(budget.atMost)}` : `>= ${numberText(budget.atLeast)}`;
}

/** Small numbers with the digits that tell them apart, large ones without any. */
function numberText(value: number): string {
  const digits = Math.abs(value) >= 1_000 || Number.isInteger(value) ? 0 : Math.abs(value) >= 100 ? 1 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

const CENT = 0.01;
const WITHOUT_CENTS = 1_000;

function amountText(value: number, unit: Compared['unit']): string {
  if (unit === 'count') return Math.round(value).toLocaleString('en-US');
  if (value > 0 && value < CENT) return `under ${CENT}`;
  const digits = value >= WITHOUT_CENTS ? 0 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
