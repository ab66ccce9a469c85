// What is said of an import, for people: rows, customers, and what should be done about the rest.
import type { GatherReport } from '#adapters/files/gather-report';
import type { FailedCustomer, ImportReport } from '#adapters/local/import-files';
import type { Day } from '#core/time';
import { MOST_SHOWN } from './rejected.ts';
import { countedText, countText } from './terminal.ts';

/** So many names of columns that nothing uses are said. */
const MOST_LEFT_OUT = 12;

export type Imported = {
  readonly report: GatherReport;
  readonly counts: ImportReport;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Where the clock of the place stands, and what it is called. */
  readonly today: Day;
  readonly place: string;
};

/** The summary, line by line. */
export function importText({ report, counts, seconds, rowsPerSecond, today, place }: Imported): readonly string[] {
  const { rowsRead, accepted, rejectedCount, passed, noted, notes, fields, lost, undated } = report;
  const passedOver = Object.values(passed).reduce((sum, rows) => sum + rows, 0);
  const late = laterThan(today, report);
  return [
    `${countedText(rowsRead, 'row')} read, ${countText(accepted)} accepted, ${countText(rejectedCount)} rejected${passedOver > 0 ? `, ${countText(passedOver)} passed over` : ''}.`,
    `${countedText(counts.created, 'customer is', 'customers are')} new, ${countText(counts.changed)} changed, ${countText(counts.unchanged)} stayed as before.`,
    `It took ${countedText(seconds, 'second')}: ${countedText(rowsPerSecond, 'row')} a second.`,
    ...(counts.saidNoBefore > 0 ? [`${countText(counts.saidNoBefore)} of them had said no before: left alone.`] : []),
    ...Object.entries(passed).map(([because, rows]) => `Passed over: ${countedText(rows, 'row')}, ${because}.`),
    ...Object.entries(noted).map(([note, rows]) => `In ${countedText(rows, 'row')} ${note}.`),
    ...notes,
    ...(counts.madeUp > 0
      ? [
          `${countedText(counts.madeUp, 'new customer')} came without details: addresses under example.com, phone numbers\nkept for fiction and consent to email and SMS are made up. --customers has real ones.`,
        ]
      : []),
    ...(counts.unreachable > 0
      ? [
          `${countedText(counts.unreachable, 'new customer')} came without details and cannot be reached:\n--customers has addresses and consents.`,
        ]
      : []),
    ...undatedLines(undated, today),
    ...(fields.kept.length > 0 ? [`Kept as profile fields: ${fields.kept.join(', ')}.`] : []),
    ...leftOutLines(fields.leftOut),
    ...(lost > 0
      ? [
          `In ${countedText(lost, 'row')} a no may be lost. Mend what the list above begins with, and import the file again:\nuntil then a yes of before stays.`,
        ]
      : []),
    ...[
      late.orders > 0 ? countedText(late.orders, 'order lies', 'orders lie') : '',
      late.others > 0 ? countedText(late.others, 'activity lies', 'activities lie') : '',
    ].flatMap((lie) => (lie === '' ? [] : [`${lie} in the future: the clock of ${place} stands at ${today}.`])),
  ];
}

/** A yes whose time nobody knows proves little. */
function undatedLines(undated: number, today: Day): string[] {
  if (undated === 0) return [];
  return [
    `${countedText(undated, 'yes', 'yeses')} came without the time of it, and ${undated === 1 ? 'stands' : 'stand'} as said on or before ${today}:\nadd email_consent_at and sms_consent_at where you know them, and import the file again.`,
  ];
}

/** An export has dozens of columns that concern nobody here; the JSON has them all. */
function leftOutLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length - MOST_LEFT_OUT;
  const told = names.slice(0, MOST_LEFT_OUT).join(', ');
  return [
    `Left out: ${told}${more > 0 ? ` and ${countText(more)} more` : ''}. Nothing here uses them, or their names are not of letters, digits and _ only, as those of fields are.`,
  ];
}

/** Whose row could not be stored, and what to do about each. */
export function failedText(failed: readonly FailedCustomer[]): string {
  const more = failed.length - MOST_SHOWN;
  return [
    `${countedText(failed.length, 'customer')} could not be imported; all others were. Mend what is told, and import the files again:\nuntil then a yes of before stays.`,
    ...failed.slice(0, MOST_SHOWN).map(({ customerId, because }) => `customer ${customerId}: ${because}`),
    ...(more > 0 ? [`… and ${countText(more)} more; --json lists them all.`] : []),
  ].join('\n');
}

/** How many orders, and how many other activities, lie behind a day. */
function laterThan(today: Day, { activities }: GatherReport): { readonly orders: number; readonly others: number } {
  const { order = new Map<Day, number>(), ...rest } = activities;
  const late = (days: readonly (readonly [Day, number])[]) =>
    days.reduce((sum, [day, count]) => (day > today ? sum + count : sum), 0);
  return { orders: late([...order]), others: late(Object.values(rest).flatMap((own) => [...own])) };
}
