// What we offer: a kind, a budget, a code for one person, and the day it ends.
import * as z from 'zod';
import {
  CustomerIdSchema,
  EnrollmentIdSchema,
  type IncentiveName,
  IncentiveNameSchema,
  ResponseIdSchema,
  TouchIdSchema,
} from '#core/ids';
import { AmountSchema, CentsSchema, moneyText } from '#core/money';
import type { Shop } from '#core/shop';
import { type Instant, InstantSchema, plusDuration, type TimeZone, WholeDaysSchema } from '#core/time';

const Terms = { 'expires after': WholeDaysSchema, budget: AmountSchema.optional() };

/**
 * `workflows/incentives.yaml`: exactly one kind each. `up to` and `worth` say what one code may cost at most: that much
 * of the budget is reserved when it is offered, so that a budget is never exceeded by one cent.
 */
export const IncentiveSchema = z
  .union(
    [
      z.strictObject({ 'percent off': z.int().min(1).max(100), 'up to': AmountSchema, ...Terms }),
      z.strictObject({ 'amount off': AmountSchema, ...Terms }),
      z.strictObject({ 'free shipping': z.literal(true), worth: AmountSchema, ...Terms }),
    ],
    {
      error:
        'an incentive is percent off + up to, amount off, or free shipping + worth; each with expires after and perhaps a budget',
    },
  )
  .transform((written) => ({ ...kindOf(written), expiresAfterDays: written['expires after'], budget: written.budget }))
  .refine(
    ({ budget, worth }) => budget === undefined || budget >= worth,
    'the budget is smaller than one single code may cost',
  );
export type Incentive = z.infer<typeof IncentiveSchema>;

type Written =
  | { 'percent off': number; 'up to': number }
  | { 'amount off': number }
  | { 'free shipping': true; worth: number };
type Kind =
  | { kind: 'percentOff'; percent: number; worth: number }
  | { kind: 'amountOff'; worth: number }
  | { kind: 'freeShipping'; worth: number };

function kindOf(written: Written): Kind {
  if ('percent off' in written) return { kind: 'percentOff', percent: written['percent off'], worth: written['up to'] };
  if ('amount off' in written) return { kind: 'amountOff', worth: written['amount off'] };
  return { kind: 'freeShipping', worth: written.worth };
}

/** One code promised to one customer. `worth` is the most it can cost, in minor units. */
export const OfferSchema = z.object({
  incentive: IncentiveNameSchema,
  code: z.string().min(8).max(40),
  worth: CentsSchema,
  issuedAt: InstantSchema,
  expiresAt: InstantSchema,
});
export type Offer = z.infer<typeof OfferSchema>;

/** The record of an offer in the store of incentives, found by its code. */
export const IssuedCodeSchema = OfferSchema.extend({
  customerId: CustomerIdSchema,
  enrollmentId: EnrollmentIdSchema,
  touchId: TouchIdSchema,
});
export type IssuedCode = z.infer<typeof IssuedCodeSchema>;

/** By which order a code was redeemed, and by whom: perhaps by somebody whom it was passed on to. */
export const RedemptionSchema = z.object({
  responseId: ResponseIdSchema,
  customerId: CustomerIdSchema,
  at: InstantSchema,
  cents: CentsSchema,
});
export type Redemption = z.infer<typeof RedemptionSchema>;

// Crockford's base 32: no I, L, O or U, so that a code read aloud or copied by hand stays right.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 12 characters of 5 bits: 60 bits cannot be guessed at the rate a checkout answers. */
export const CODE_BYTES = 12;

/** A code such as `7K3M-9QXT-2HBA` from 12 random bytes. */
export function codeFrom(bytes: Uint8Array): string {
  const letters = [...bytes.slice(0, CODE_BYTES)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return grouped(letters);
}

const CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/;
/** Whatever stands between the groups when a code is typed or copied: blanks, dashes of any length, what cannot be seen. */
const BETWEEN = /[\s\p{Pd}\p{Cf}]/gu;

/**
 * The code that somebody typed at a checkout, as we wrote it: in any case, with or without its dashes, with O for 0 and I or L
 * for 1 (Crockford, "Base 32": how a decoder reads them). Undefined when it cannot be one of ours.
 */
export function codeTyped(written: string): string | undefined {
  const letters = written
    .normalize('NFKC')
    .replace(BETWEEN, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return CODE.test(letters) ? grouped(letters) : undefined;
}

function grouped(letters: string): string {
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** The offer that a customer gets now. */
export function offerOf(
  name: Offer['incentive'],
  incentive: Incentive,
  bytes: Uint8Array,
  now: Instant,
  zone: TimeZone,
): Offer {
  const expiresAt = plusDuration(now, { days: incentive.expiresAfterDays, milliseconds: 0 }, zone);
  return { incentive: name, code: codeFrom(bytes), worth: incentive.worth, issuedAt: now, expiresAt };
}

/** What an incentive is, in the words of a message: `10% off (up to $20)`. */
export function incentiveText(incentive: Incentive, shop: Shop): string {
  const worth = moneyText(incentive.worth, shop);
  if (incentive.kind === 'percentOff') return `${incentive.percent}% off (up to ${worth})`;
  return incentive.kind === 'amountOff' ? `${worth} off` : 'free shipping';
}

/** What an incentive takes off an order of `cents`: never more than its worth, nor than the order. */
export function discountOf(incentive: Incentive, cents: number): number {
  const asked = incentive.kind === 'percentOff' ? Math.floor((cents * incentive.percent) / 100) : incentive.worth;
  return Math.min(asked, incentive.worth, cents);
}

export interface Incentives {
  /**
   * Takes `cents` from the budget of an incentive, or nothing when they are not all there. There is no way back: giving
   * money back twice (a retry after a lost answer) would let the budget be exceeded, and too little is never wrong.
   */
  reserve(incentive: IncentiveName, cents: number, budget: number): Promise<'reserved' | 'exhausted'>;
  /** Minor units reserved so far. */
  reserved(incentive: IncentiveName): Promise<number>;
  /** Makes a code known, so that it can be redeemed; the same code twice is one. */
  issue(code: IssuedCode): Promise<void>;
  find(code: string): Promise<IssuedCode | undefined>;
  /**
   * Notes who redeemed a code, once and for good. `again`: this very order has. `taken`: another order has, so this one
   * has not. `unknown`: no code of ours.
   */
  redeem(code: string, redemption: Redemption): Promise<RedeemAnswer>;
  /** Deletes a code for good, with whom it was promised to. */
  erase(code: string): Promise<void>;
}

export type RedeemAnswer =
  | { readonly status: 'redeemed' | 'again' | 'taken'; readonly issued: IssuedCode }
  | { readonly status: 'unknown' };
