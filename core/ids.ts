// Ids and how they are built. Deterministic ids are what makes doing a thing twice the same as doing it once.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import type { Day } from '#core/time';

const MAX_CUSTOMER_ID = 40;
const MAX_SEQUENCE_NAME = 30;

/**
 * A customer, as the company numbers them. Letters, digits, `-` and `_`, at most 40: ids travel in execution names
 * (80 characters at most) and SES tags (these characters only), and must never be an address.
 */
export const CustomerIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'a customer id has letters, digits, - and _ only, and is never an address')
  .max(MAX_CUSTOMER_ID, `a customer id has at most ${MAX_CUSTOMER_ID} characters`)
  .brand<'CustomerId'>();
export type CustomerId = z.infer<typeof CustomerIdSchema>;

/** A name in a file of ours: lower case, digits and single hyphens. `expected` says so of what is named. */
export function nameSchema(expected: string): z.ZodString {
  return (
    z
      .string()
      // The one lower-case name that every object already has: a record would seem to hold it.
      .refine((name) => name !== 'constructor', '"constructor" cannot be a name; choose another')
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, expected)
  );
}

const NAME = nameSchema('a name has lower-case letters, digits and single hyphens, like gentle-90');

export const SequenceNameSchema = NAME.max(MAX_SEQUENCE_NAME).brand<'SequenceName'>();
export type SequenceName = z.infer<typeof SequenceNameSchema>;

export const TouchIdSchema = NAME.max(40).brand<'TouchId'>();
export type TouchId = z.infer<typeof TouchIdSchema>;

export const MessageNameSchema = NAME.max(40).brand<'MessageName'>();

export const IncentiveNameSchema = NAME.max(40).brand<'IncentiveName'>();
export type IncentiveName = z.infer<typeof IncentiveNameSchema>;

export const SegmentNameSchema = NAME.max(40).brand<'SegmentName'>();
export type SegmentName = z.infer<typeof SegmentNameSchema>;

/** What a sequence is about, for people who want some of it and not all. */
export const TopicNameSchema = NAME.max(30).brand<'TopicName'>();
export type TopicName = z.infer<typeof TopicNameSchema>;

export const LONGEST_RESPONSE_ID = 200;
/** The provider's or the shop's own id of what happened; one of ours may hold an enrollment id and a touch id. */
export const ResponseIdSchema = z.string().min(1).max(LONGEST_RESPONSE_ID);

/** `<sequence>_<customer>_<day of the last sign of life, yyyymmdd>`: also the name of the Step Functions execution. */
export const EnrollmentIdSchema = z
  .string()
  .regex(/^[a-z0-9-]+_[A-Za-z0-9_-]+_\d{8}$/)
  .max(80)
  .brand<'EnrollmentId'>();
export type EnrollmentId = z.infer<typeof EnrollmentIdSchema>;

/** The one enrollment that a customer can have on a sequence for one silence; `episode` is the day of their last activity. */
export function enrollmentIdOf(sequence: SequenceName, customerId: CustomerId, episode: Day): EnrollmentId {
  return `${sequence}_${customerId}_${episode.replaceAll('-', '')}` as EnrollmentId;
}

/** Bytes of chance as a word that an id may hold: two characters for each. */
export function chanceWord(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/**
 * A number in [0, 1) that depends on nothing but the words given: the first 32 bits of their SHA-256 over 2^32.
 * Anyone can recount a draw: `printf 'holdout/gentle-90/00042' | sha256sum`.
 */
export function drawOf(...words: readonly string[]): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8ToBytes(words.join('/')));
  return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32;
}
