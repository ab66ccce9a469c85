// Who is dormant on a day, how many become so, whom can we reach, and what would another window change? Counted row by row.

import type { ActivityKind } from '#core/activity';
import type { Customer } from '#core/customer';
import { type Dormancy, dormancyOf, type WindowSource } from '#core/dormancy';
import { type DormancyRule, kindsOf } from '#core/dormancy-rule';
import { backlogDays } from '#core/explorer-backlog';
import {
  CROSSING_DAYS,
  createHistogram,
  crossingsOf,
  recentSilences,
  type Silence,
  type SilenceBucket,
} from '#core/explorer-silence';
import { baseWindowOf, createWindowCounts, type WindowFigures } from '#core/explorer-windows';
import { createWorthCounts, type ScoreGrid, type TierFigures } from '#core/explorer-worth';
import type { SegmentName } from '#core/ids';
import type { IntakeLimit } from '#core/intake';
import type { ShopModel } from '#core/model/shop-model';
import { createReachCounts, type Reachable } from '#core/reach-counts';
import { isInNamed, type JudgedBy } from '#core/segment-membership';
import { type Day, dayNumberOf } from '#core/time';

export type Question = {
  readonly rule: DormancyRule;
  /** `today` is the day of asking: rows know nothing of what came on it or later. The model is that of this shop. */
  readonly by: JudgedBy & { readonly model: ShopModel };
  /** Only these customers. */
  readonly segment: SegmentName | undefined;
  /** How many may enter a day. */
  readonly limit: IntakeLimit | undefined;
  /** Do the rows say who can be reached? */
  readonly reachKnown: boolean;
};

/** How many were measured by the same windows, each of which is named once. */
export type SourceFigures = {
  readonly measuredBy: readonly WindowSource[];
  readonly customers: number;
  readonly dormant: number;
};
export type Backlog = IntakeLimit & {
  /** null: never, as more become dormant than may enter. */
  readonly days: number | null;
};

export type Exploration = {
  readonly asOf: Day;
  readonly rule: DormancyRule;
  /** The signs of life that end a silence. */
  readonly by: readonly ActivityKind[];
  readonly segment: SegmentName | null;
  /** The rule's window: its first, or the one that a personal clock falls back to. null: no end. */
  readonly after: number;
  readonly until: number | null;
  /** Customers with such a sign of life, and all orders of the customers asked about. */
  readonly customers: number;
  readonly orders: number;
  /** Known, but without such a sign of life; without an order; outside the segment. */
  readonly neverActive: number;
  readonly neverOrdered: number;
  readonly outside: number;
  readonly dormant: number;
  /** Of a rule that joins several windows only the present silences are counted, not those that ended in the same month. */
  readonly crossingPerDay: number;
  readonly histogram: readonly SilenceBucket[];
  /** Windows of one length for everybody. */
  readonly windows: readonly WindowFigures[];
  readonly sources: readonly SourceFigures[];
  readonly reachable: Reachable | 'unknown';
  readonly tiers: TierFigures;
  readonly scores: ScoreGrid | 'unknown';
  readonly backlog: Backlog | null;
};

/** Takes rows one by one, each once, in any order; memory does not grow with them. */
export type Explorer = { visit(row: Customer): void; exploration(): Exploration };

/** An explorer that has seen nobody yet. Silence is judged by the very rule of the daily scan. */
export function createExplorer({ rule, by, segment, limit, reachKnown }: Question): Explorer {
  const today = dayNumberOf(by.today);
  const kinds = kindsOf(rule);
  const base = baseWindowOf(rule, by.shopWindow);
  const windows = createWindowCounts(base, today);
  const histogram = createHistogram();
  const worth = createWorthCounts(by.model, by.today);
  const sources = new Map<string, { measuredBy: readonly WindowSource[]; customers: number; dormant: number }>();
  const reached = createReachCounts();
  const counts = { customers: 0, orders: 0, neverActive: 0, neverOrdered: 0, outside: 0, dormant: 0 };
  let crossed = 0;
  return {
    visit(row) {
      if (segment !== undefined && !isInNamed(row, segment, by)) {
        counts.outside += 1;
        return;
      }
      counts.orders += row.activity.order?.count ?? 0;
      if (row.activity.order === undefined) counts.neverOrdered += 1;
      const verdict = dormancyOf(row, rule, by);
      const silences = recentSilences(row, kinds, today);
      if (verdict.status === 'neverActive') {
        counts.neverActive += 1;
        return;
      }
      const isDormant = verdict.status === 'dormant';
      counts.customers += 1;
      if (isDormant) counts.dormant += 1;
      crossed += rule.parts.length === 1 ? ownCrossings(verdict, silences, today) : joinedCrossing(verdict, today);
      histogram.add(verdict.silentDays, isDormant);
      windows.add(silences);
      const measuredBy = sourcesOf(verdict);
      const source = [...measuredBy.keys()].join();
      const known = sources.get(source) ?? { measuredBy: [...measuredBy.values()], customers: 0, dormant: 0 };
      known.customers += 1;
      if (isDormant) known.dormant += 1;
      sources.set(source, known);
      worth.add(row, isDormant);
      if (isDormant && reachKnown) reached.add(row);
    },
    exploration() {
      const crossingPerDay = crossed / CROSSING_DAYS;
      const days = limit === undefined ? undefined : backlogDays(counts.dormant, crossingPerDay, limit);
      return {
        ...{ asOf: by.today, rule, by: kinds, segment: segment ?? null },
        ...{ after: base.after, until: base.until ?? null },
        ...counts,
        crossingPerDay,
        histogram: histogram.buckets(),
        windows: windows.figures(),
        sources: [...sources.values()].sort(byCustomers),
        reachable: reachKnown ? reached.counted() : 'unknown',
        ...worth.figures(),
        backlog: limit === undefined ? null : { ...limit, days: days ?? null },
      };
    },
  };
}

/** By the window that is hers today; silences that ended are measured by it too. */
function ownCrossings({ measured: [own] }: Dormancy, silences: readonly Silence[], today: number): number {
  return own === undefined ? 0 : crossingsOf(silences, own.after, today);
}

/** Of several windows that all must hold the last one decides; of any, the one that made her dormant is told alone. */
function joinedCrossing({ status, measured }: Dormancy, today: number): number {
  if (status !== 'dormant') return 0;
  const since = measured.map(({ last, after }) => (last === undefined ? 0 : dayNumberOf(last) + after));
  const ago = today - Math.max(...since);
  return ago >= 1 && ago <= CROSSING_DAYS ? 1 : 0;
}

/** By a name that tells them apart: the models of all clocks are one. */
function sourcesOf({ measured }: Dormancy): ReadonlyMap<string, WindowSource> {
  return new Map(
    measured.map(({ source }) => [source.from === 'segment' ? `segment ${source.segment}` : source.from, source]),
  );
}

function byCustomers(one: SourceFigures, other: SourceFigures): number {
  return other.customers - one.customers;
}
