// What would windows of other lengths find, the same for everybody?
import { type DormancyRule, USUAL_AFTER_DAYS, type Window } from '#core/dormancy-rule';
import { CROSSING_DAYS, crossingsOf, type Silence } from '#core/explorer-silence';
import type { JudgedBy } from '#core/segment-membership';

/** The windows to compare: half as long, …, twice as long. */
const WINDOW_FACTORS = [1 / 2, 2 / 3, 1, 3 / 2, 2] as const;

export type WindowFigures = {
  readonly after: number;
  readonly dormant: number;
  /** Mean over CROSSING_DAYS: silences that reached `after` on a day. */
  readonly crossingPerDay: number;
};

/** Windows that are still counting: the silences of one customer after the other, the present one last. */
export type WindowCounts = { add(silences: readonly Silence[]): void; figures(): readonly WindowFigures[] };

/** The window of a rule that others are compared with: its first, or the one that a personal clock falls back to. */
export function baseWindowOf({ parts }: DormancyRule, shopWindow: JudgedBy['shopWindow']): Window {
  const window = parts.find((part) => part.kind === 'window');
  if (window !== undefined) return { after: window.after, until: window.until };
  return { after: shopWindow?.after ?? USUAL_AFTER_DAYS, until: parts[0]?.until ?? shopWindow?.until };
}

/** Windows around one, `today` being a day's number. A window that would end before it begins is none. */
export function createWindowCounts({ after, until }: Window, today: number): WindowCounts {
  const end = until ?? Number.POSITIVE_INFINITY;
  const lengths = new Set(WINDOW_FACTORS.map((factor) => Math.max(1, Math.round(after * factor))));
  const windows = [...lengths]
    .filter((days) => days < end)
    .map((length) => ({ after: length, dormant: 0, crossed: 0 }));
  return {
    add(silences) {
      const present = silences.at(-1);
      if (present === undefined) return;
      const silent = today - present.from;
      for (const window of windows) {
        if (silent >= window.after && silent < end) window.dormant += 1;
        window.crossed += crossingsOf(silences, window.after, today);
      }
    },
    figures: () => windows.map(({ crossed, ...window }) => ({ ...window, crossingPerDay: crossed / CROSSING_DAYS })),
  };
}
