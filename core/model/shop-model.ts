// What did the fit learn of a shop's customers? One record, by which every single row can then be judged alone.
import * as z from 'zod';
import { DaySchema, InstantSchema } from '#core/time';

const Positive = z.number().positive();
/** Why there is nothing to go by. */
const UnfitSchema = z.object({
  status: z.literal('unfit'),
  because: z.enum(['tooFewRepeatCustomers', 'notConverged']),
});

/** BG/NBD: how customers order and leave (core/model/bg-nbd.ts). */
export const TimingFitSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('fitted'),
    model: z.object({ r: Positive, alpha: Positive, a: Positive, b: Positive }),
    logLikelihood: z.number(),
  }),
  UnfitSchema,
]);
export type TimingFit = z.infer<typeof TimingFitSchema>;

/** Gamma-Gamma: what an order is worth (core/model/gamma-gamma.ts). Amounts are major units of the shop's currency. */
export const SpendFitSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('fitted'),
    model: z.object({ p: Positive, q: Positive, gamma: Positive }),
    logLikelihood: z.number(),
  }),
  UnfitSchema,
]);
export type SpendFit = z.infer<typeof SpendFitSchema>;

const FloorSchema = z.number().nullable();
/**
 * The least figure of each score from 2 to 5. A score that nobody has is left out by repeating the next one's figure; null where
 * nobody has that score nor any above it.
 */
const ScoreFloorsSchema = z.tuple([FloorSchema, FloorSchema, FloorSchema, FloorSchema]);
export type ScoreFloors = z.infer<typeof ScoreFloorsSchema>;

/** A fit as it is stored. */
export const ShopModelSchema = z.object({
  /** 1 for the first. */
  version: z.int().positive(),
  fittedAt: InstantSchema,
  /** The last day whose orders were looked at, in the shop's time zone. */
  until: DaySchema,
  /** What was looked at: all customers with an order, or a sample of them. */
  customers: z.int().nonnegative(),
  repeatCustomers: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  timing: TimingFitSchema,
  spend: SpendFitSchema,
  /** Days with an order after the first, of all who were looked at: seen, and as `timing` expects them. Absent where it is unfit. */
  repeats: z.object({ seen: z.int().nonnegative(), expected: z.number().nonnegative() }).optional(),
  /** By which figure customers are ranked, and where its tiers begin: major units. Absent for a shop without orders. */
  value: z
    .object({
      by: z.enum(['expectedValue', 'spent']),
      floors: z.object({ top: z.number(), high: z.number(), middle: z.number() }),
    })
    .optional(),
  /** Recency is scored by days of silence, written negative, so that more is better in all three. Absent likewise. */
  scores: z.object({ recency: ScoreFloorsSchema, frequency: ScoreFloorsSchema, money: ScoreFloorsSchema }).optional(),
});
export type ShopModel = z.infer<typeof ShopModelSchema>;
/** A fit as it is computed; the store gives it its version. */
export type NewShopModel = Omit<ShopModel, 'version'>;
