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
export type Row = Measured | NotMeasured;

/** A group of rows that are measured together, and asked for by name. */
export type Measure = { readonly name: string; readonly run: () => Promise<readonly Row[]> };

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
  if (row.budget === undefined) return 'information';
  const within = 'atMost' in row.budget ? row.value <= row.budget.atMost : row.value >= row.budget.atLeast;
  return within ? 'ok' : 'OVER BUDGET';
}

const HEADS = ['what', 'measured', 'budget', 'verdict'] as const;
const GAP = '  ';

/** One table of all rows, columns aligned, each note on a line of its own below its row. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf);
  const widths = HEADS.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  const body = rows.flatMap((row, index) => {
    const note = row.status === 'notMeasured' ? row.because : row.note;
    return [line(cells[index] ?? []), ...(note === undefined ? [] : [`${GAP}${GAP}${note}`])];
  });
  return [line(HEADS), rule, ...body].join('\n');
}

function cellsOf(row: Row): readonly string[] {
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
