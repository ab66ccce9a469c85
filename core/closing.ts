// How does an enrollment end when nothing has ended it before?
import type { Running } from '#core/enrollment';
import type { Outcome } from '#core/outcome';

/** Skipped because of who the customer is to us; the other reasons are ours. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(['noConsent', 'suppressed', 'noAddress']);

/** The outcome when the last wait has run out; `backByRow` when the customer's row shows that the goal was met. */
export function outcomeAtClose(enrollment: Running, backByRow: boolean): Outcome {
  if (enrollment.goal !== undefined || backByRow) return 'wonBack';
  const records = Object.values(enrollment.touches);
  const inVain = records.every(
    (record) => record.status === 'failed' || (record.status === 'skipped' && OUT_OF_REACH.has(record.because)),
  );
  return inVain && records.length > 0 ? 'unreachable' : 'lapsed';
}
