// What is a rule about the hours of SMS? It says where it holds, when it allows them, and how far that was verified.
import type { UsPlace } from '#core/law/area-codes';
import type { CalendarName } from '#core/law/holidays';

/**
 * One rule, in local time where the customer is: from inclusive, to exclusive. A day that is in no line of `hours` is closed.
 * `verified`: `text read`: the words of the law or of its publisher. `secondary`: a law firm or a compliance service says so.
 */
export type QuietHoursRule = {
  /** The whole US, one of its states, or metropolitan France. */
  readonly place: 'US' | UsPlace | 'FR';
  readonly hours: readonly { readonly days: string; readonly from: string; readonly to: string }[];
  /** Public holidays on which nothing may leave. */
  readonly notOn?: CalendarName;
  /** SMS that one person may get within 24 hours. */
  readonly mostADay?: number;
  readonly source: string;
  readonly url: string;
  readonly verifiedOn: string;
  readonly verified: 'text read' | 'secondary';
  readonly note: string;
};
