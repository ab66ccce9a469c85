// What does a file of customers, orders or activities say, row by row? A bad row is an answer with its line.
import type { Readable } from 'node:stream';
import { activityRow, orderRow } from '#adapters/files/activity-row';
import { createAmounts } from '#adapters/files/amounts';
import { columnsOf, type FileKind } from '#adapters/files/columns';
import type { Delimiter } from '#adapters/files/csv-records';
import { customerRow } from '#adapters/files/customer-row';
import { createDates, type DateForm } from '#adapters/files/dates';
import type { CountryCode } from '#adapters/files/phones';
import { cellsBy, type Header } from '#adapters/files/plan';
import type { Cells, PresetFile } from '#adapters/files/preset';
import { type PresetName, presetFor } from '#adapters/files/presets';
import { type RawRow, rawRows } from '#adapters/files/raw-rows';
import { type Refused, refusedIn, refusedUnread, refusedUnreadJson } from '#adapters/files/refusals';
import { inOurWords } from '#adapters/files/their-words';
import type { ActivityKind } from '#core/activity';
import type { PastActivity, Profile } from '#core/history';
import type { Day, TimeZone } from '#core/time';

export type { FileKind, Header };

/** A file and the facts about it that its owner states: dates, money and numbers are never guessed. */
export type Reading = {
  /** As messages name it. */
  readonly file: string;
  /** The bytes; called once. Gzip is unpacked. A stream that fails ends the reading with its fault. */
  readonly open: () => Readable;
  readonly kind: FileKind;
  /** undefined: our own column names, which files of activities always have. */
  readonly preset: PresetName | undefined;
  /** Our column name, or for customers that of a field -> the file's. */
  readonly columns: Readonly<Record<string, string>>;
  /** undefined: read from the header line, refused where it is ambiguous. */
  readonly delimiter: Delimiter | undefined;
  /** @default yyyy-mm-dd, which is understood beside every other form */
  readonly dates: DateForm | undefined;
  readonly decimal: 'point' | 'comma';
  /** The shop's, e.g. USD: an order in another one is passed over. */
  readonly currency: string;
  /** For phone numbers written without country code. */
  readonly country: CountryCode | undefined;
  /** The shop's: an instant with an offset or Z falls on a day of this zone; without one its date counts. */
  readonly timeZone: TimeZone;
  /** No activity lies after it: one that did would pass for a customer's return. @default they may lie anywhere */
  readonly latest?: Day | undefined;
  /** Why the shop takes no activities of a kind. @default it takes any */
  readonly against?: (kind: ActivityKind) => string | undefined;
};

export type ReadRow =
  /** `ref`: the order's id, where the file has one: the same twice is one order. */
  | { readonly status: 'activity'; readonly line: number; readonly activity: PastActivity; readonly ref?: string }
  /** `note`: what of the row was left out. Several rows of one customer complete each other. */
  | {
      readonly status: 'profile';
      readonly line: number;
      readonly profile: Profile;
      readonly note?: string;
    }
  /** Known and rightly not used, e.g. a cancelled order; to be counted by reason. A no in it counts all the same. */
  | { readonly status: 'passed'; readonly line: number; readonly because: string; readonly refusal?: Profile }
  | Rejected;

export type Rejected = {
  readonly status: 'rejected';
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  /** The row as it stands in the file; it may hold addresses, so it goes nowhere but into the rejects file. Empty if over 1 MB. */
  readonly text: string;
} & Refused;

type Judged =
  | { readonly status: 'activity'; readonly activity: PastActivity; readonly ref?: string }
  | { readonly status: 'profile'; readonly profile: Profile; readonly note?: string }
  | { readonly status: 'passed'; readonly because: string }
  | { readonly status: 'bad'; readonly reason: string };

const BREAK = /[\n\r]/;
/** What stood beside a box may have several lines. In CSV they could as well be rows that a stray quote has swallowed. */
const OF_MANY_LINES = /_wording$/;
/** Columns of theirs that a customer is known by. */
const WHOSE = /^(?:id|address|(?:billing_|customer_)?email)$/i;

/** The rows of a file. Throws BadInput when the file cannot be read or its header is not understood. */
export async function* readRows(reading: Reading, onHeader: (header: Header) => void): AsyncGenerator<ReadRow> {
  const { file, kind, columns } = reading;
  const preset = presetFor(reading.preset, kind);
  const judge = judgeFor(reading, preset);
  const ofOneLine = [...columnsOf(kind), ...(preset?.reads?.filter((name) => WHOSE.test(name)) ?? [])];
  let lastRef: string | undefined;

  function unreadIn({ text, plan, isJson }: RawRow): Refused {
    if (isJson) return refusedUnreadJson(text, plan.maySayNo);
    return plan.maySayNo ? refusedUnread(text, preset ? undefined : plan.names) : {};
  }

  function passedOver({ line, text }: RawRow, because: string, cells: Cells): ReadRow {
    const { refusal, lost } = kind === 'customers' ? refusedIn(cells, sourceOf(preset)) : {};
    if (lost !== undefined)
      return { status: 'rejected', file, line, reason: because, text, lost, ...(refusal && { refusal }) };
    return { status: 'passed', line, because, ...(refusal && { refusal }) };
  }

  function rowOf(row: RawRow): ReadRow {
    const { line, text, plan, values, isJson } = row;
    const unread = (reason: string): Rejected => ({
      ...{ status: 'rejected', file, line, reason, text },
      ...(kind === 'customers' ? unreadIn(row) : {}),
    });
    if (typeof values === 'string') return unread(values);
    const own = cellsBy(plan, values);
    const mayBreak = (name: string) => isJson && OF_MANY_LINES.test(name);
    const isBroken = (name: string) => BREAK.test(own[name] ?? '') && !mayBreak(name);
    const broken = isJson || text.includes('\n') ? ofOneLine.find(isBroken) : undefined;
    if (broken !== undefined)
      return unread(`${broken}: it has a line break${isJson ? '' : '; is there a stray quote?'}`);
    const translated =
      preset === undefined ? ({ status: 'cells', cells: own } as const) : inOurWords(own, preset, plan.facts);
    const { cells } = translated;
    if (translated.status === 'passed') return passedOver(row, translated.because, cells);
    const judged = judge(cells);
    if (judged.status === 'bad') {
      const refused = kind === 'customers' ? refusedIn(cells, sourceOf(preset)) : {};
      return { status: 'rejected', file, line, reason: judged.reason, text, ...refused };
    }
    if (judged.status !== 'activity') return { ...judged, line };
    // Some exports have one line for each article of an order, all with the sum of the order.
    const isFurther = judged.ref !== undefined && judged.ref === lastRef && preset !== undefined;
    lastRef = judged.ref;
    return isFurther ? { status: 'passed', line, because: 'a further line of an order' } : { ...judged, line };
  }

  for await (const rows of rawRows({ ...reading, kind, preset, columns }, onHeader)) {
    for (const row of rows) yield rowOf(row);
  }
}

function judgeFor(reading: Reading, preset: PresetFile | undefined): (cells: Cells) => Judged {
  const { kind, decimal, currency, country } = reading;
  const dates = createDates(reading.dates ?? 'yyyy-mm-dd', reading.timeZone, reading.latest);
  if (kind === 'customers') {
    const facts = { dates, decimal, country, source: sourceOf(preset), isForeign: preset !== undefined };
    return (cells) => customerRow(cells, facts);
  }
  const facts = { dates, currency, amountOf: createAmounts(decimal, currency) };
  if (kind === 'orders') return (cells) => orderRow(cells, facts);
  return (cells) => {
    const judged = activityRow(cells, facts);
    const reason = judged.status === 'activity' ? reading.against?.(judged.activity.kind) : undefined;
    return reason === undefined ? judged : { status: 'bad', reason: `kind: ${reason}` };
  };
}

function sourceOf(preset: PresetFile | undefined): string {
  return preset?.source ?? 'customers file';
}
