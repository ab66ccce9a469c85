// Shops to explore: rows as files make them, judged by a model that was fitted to them.
import type { Customer } from '#core/customer';
import type { DormancyRule } from '#core/dormancy-rule';
import { createExplorer, type Exploration, type Question } from '#core/explorer';
import { rowBefore } from '#core/explorer-past';
import { figuresOf } from '#core/insight';
import { type Known, KnownSchema } from '#core/known';
import { fitShop } from '#core/model/fit-shop';
import { DaySchema, InstantSchema } from '#core/time';

export const AS_OF = DaySchema.parse('2026-06-01');
const AT = InstantSchema.parse('2026-06-01T00:00:00.000Z');

export type Deed = readonly [customerId: string, day: string, cents?: number, kind?: string];

/** What files with these activities know; the last two parts of a deed are 1,000 cents and an order unless told. */
export function knownFrom(deeds: readonly Deed[], profiles: readonly object[] = []): readonly Known[] {
  const ids = new Set([
    ...deeds.map(([id]) => id),
    ...profiles.map((one) => (one as { customerId: string }).customerId),
  ]);
  return [...ids].map((customerId) =>
    KnownSchema.parse({
      customerId,
      activities: deeds
        .filter(([id]) => id === customerId)
        .map(([, day, cents = 1_000, kind = 'order']) => ({ day, cents, kind })),
      profile: profiles.find((one) => (one as { customerId: string }).customerId === customerId),
    }),
  );
}

/** The rows of those of whom anything was known before AS_OF. */
export function rowsFrom(known: readonly Known[]): readonly Customer[] {
  return known.flatMap((one) => rowBefore(one, AS_OF, AT) ?? []);
}

/** The rule of one window. */
export function windowRule(after: number, until?: number, by: readonly string[] = ['order']): DormancyRule {
  return { join: 'all', parts: [{ kind: 'window', after, until, by, perSegment: [] }] };
}

/** What a rule makes of these rows on AS_OF. */
export function exploredBy(
  rows: readonly Customer[],
  rule: DormancyRule,
  more: Partial<Omit<Question, 'rule' | 'by'>> & { readonly by?: Partial<Question['by']> } = {},
): Exploration {
  const figures = rows.flatMap((row) => figuresOf(row, AS_OF) ?? []);
  const model = { version: 1, ...fitShop(figures, { until: AS_OF, fittedAt: AT }) };
  const by = { today: AS_OF, model, segments: {}, shopWindow: undefined, ...more.by };
  const explorer = createExplorer({ segment: undefined, limit: undefined, reachKnown: false, ...more, rule, by });
  for (const row of rows) explorer.visit(row);
  return explorer.exploration();
}
