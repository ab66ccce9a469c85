// Which columns may a file have, under our own names?
import { BadInput } from '#core/errors';
import { isFieldName } from '#core/field-name';

/** People before what they did: the first header that is not understood ends it all, and most is told of them. */
export const FILE_KINDS = ['customers', 'orders', 'activities'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Columns in which yes means no. */
export const OPT_OUTS = ['email_opt_out', 'sms_opt_out'] as const;
const CONSENTS = ['email_consent', 'sms_consent'] as const;
const SUPPRESSIONS = ['email_suppressed', 'sms_suppressed'] as const;
/** Columns that may say no: a row that cannot be read may lose one. */
export const MAY_SAY_NO: readonly string[] = [...CONSENTS, ...OPT_OUTS, ...SUPPRESSIONS];
/** Columns of ours whose yes stands against writing. */
export const AGAINST_WRITING: readonly string[] = [...OPT_OUTS, ...SUPPRESSIONS];

const COLUMNS = {
  customers: [
    'customer_id',
    'first_name',
    'last_name',
    'email',
    'phone',
    'time_zone',
    ...CONSENTS,
    'email_consent_at',
    'sms_consent_at',
    'email_consent_wording',
    'sms_consent_wording',
    'consent_source',
    ...OPT_OUTS,
    ...SUPPRESSIONS,
  ],
  orders: ['customer_id', 'ordered_on', 'amount', 'order_id', 'currency', 'refunded'],
  activities: ['customer_id', 'kind', 'happened_on', 'amount'],
} as const satisfies Record<FileKind, readonly string[]>;
export type OurColumn = (typeof COLUMNS)[FileKind][number];

const REQUIRED: Readonly<Record<FileKind, readonly OurColumn[]>> = {
  customers: ['customer_id'],
  orders: ['customer_id', 'ordered_on', 'amount'],
  activities: ['customer_id', 'kind', 'happened_on'],
};

/** Our columns of such a file. */
export function columnsOf(kind: FileKind): readonly string[] {
  return COLUMNS[kind];
}

/** Those without which nothing can be read. */
export function requiredOf(kind: FileKind): readonly string[] {
  return REQUIRED[kind];
}

/** May --columns give this name to a column of such a file? Of customers it may also be that of a field of one's own. */
export function isNameFor(kind: FileKind, name: string): boolean {
  if (columnsOf(kind).includes(name)) return true;
  return (
    kind === 'customers' && isFieldName(name) && Object.values(COLUMNS).every((all) => !all.some((one) => one === name))
  );
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
