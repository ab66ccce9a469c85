// How many journeys ended how, and what they cost: counted as they end, so that no record need be kept for it.

type JourneyEnding = 'succeeded' | 'failed' | 'timedOut';

/** A journey as an operator sees it. `transitions` is what AWS bills: one per state entered and per retry. */
export type JourneyDescription = {
  readonly status: 'open' | JourneyEnding;
  readonly transitions: number;
};

/** `ended` counts every ending; `failed` those that did not succeed. Transitions are those of ended journeys. */
export type JourneyStatistics = {
  readonly open: number;
  readonly ended: number;
  readonly failed: number;
  readonly maxTransitions: number;
  readonly meanTransitions: number;
};

type JourneyTally = {
  count(ended: { readonly status: JourneyEnding; readonly transitions: number }): void;
  statistics(open: number): JourneyStatistics;
};

/** A tally of nothing yet. */
export function createJourneyTally(): JourneyTally {
  let ended = 0;
  let failed = 0;
  let total = 0;
  let maxTransitions = 0;
  return {
    count({ status, transitions }) {
      ended += 1;
      if (status !== 'succeeded') failed += 1;
      total += transitions;
      maxTransitions = Math.max(maxTransitions, transitions);
    },
    statistics: (open) => ({ open, ended, failed, maxTransitions, meanTransitions: ended === 0 ? 0 : total / ended }),
  };
}
