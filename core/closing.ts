// How does an enrollment end when nothing has ended it before?
import type { Customer } from '#core/customer';
import type { Running, TouchRecord } from '#core/enrollment';
import type { Outcome } from '#core/outcome';

/** Skipped because of who the customer is to us; the other reasons are ours. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(['noConsent', 'suppressed', 'noAddress']);

/** What the customer's row says when an enrollment is to be closed. */
export type RowAtClose = {
  /** The goal was met, by an order that no response told of. */
  readonly back: boolean;
  readonly suppression: Customer['suppression'];
};

/** The outcome when the last wait has run out. */
export function outcomeAtClose(enrollment: Running, row: RowAtClose): Outcome {
  if (enrollment.goal !== undefined || row.back) return 'wonBack';
  const records = Object.values(enrollment.touches);
  const inVain = records.every(
    (record) =>
      record.status === 'failed' ||
      (record.status === 'skipped' && OUT_OF_REACH.has(record.because)) ||
      cameBackUndelivered(record, records, row),
  );
  return inVain && records.length > 0 ? 'unreachable' : 'lapsed';
}

/** The only message of its channel, to an address that turned out not to exist. Of several, the earlier ones arrived. */
function cameBackUndelivered(record: TouchRecord, all: readonly TouchRecord[], { suppression }: RowAtClose): boolean {
  if (record.status !== 'sent' || suppression[record.channel]?.because !== 'hard bounce') return false;
  return all.filter(({ status, channel }) => status === 'sent' && channel === record.channel).length === 1;
}
