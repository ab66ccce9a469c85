// How much will a stage do at once?
import { type Sequence, touchesBy } from '#core/sequence';

const DAY_MS = 24 * 3_600_000;
/** From this share of a quota on, an ordinary busy day goes over it. */
export const NEARLY_FULL = 0.8;

/** What a stage does once every day of its longest sequence has its customers. All are upper bounds: nobody comes back. */
export type Load = {
  readonly enrollmentsPerDay: number;
  readonly emailsPerDay: number;
  readonly smsPerDay: number;
  readonly openJourneys: number;
};

/** The load of the longest and busiest sequence. Open journeys = arrivals × length (Little's law), in the stage's time. */
export function loadOf(
  sequences: readonly Sequence[],
  { enrollmentsPerDay, timeScale }: { readonly enrollmentsPerDay: number; readonly timeScale: number },
): Load {
  const most = (count: (sequence: Sequence) => number) => Math.max(0, ...sequences.map(count));
  return {
    enrollmentsPerDay,
    emailsPerDay: enrollmentsPerDay * most((one) => touchesBy('email', one).length),
    smsPerDay: enrollmentsPerDay * most((one) => touchesBy('sms', one).length),
    openJourneys: Math.ceil((enrollmentsPerDay * most(daysOf)) / timeScale),
  };
}

function daysOf(sequence: Sequence): number {
  return [sequence.closeAfter, ...sequence.touches.map(({ after }) => after)]
    .map(({ days, milliseconds }) => days + milliseconds / DAY_MS)
    .reduce((sum, days) => sum + days, 0);
}
