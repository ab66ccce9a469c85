// What the steps need of the world, in the words of the domain. Each world (aws, local, memory) implements these.
import type { Channel } from '#core/channel';
import type { LegClaim } from '#core/claim';
import type { Consents } from '#core/consent';
import type { Contacts } from '#core/contact';
import type { Customer } from '#core/customer';
import type { Active, Enrollment, TouchRecord } from '#core/enrollment';
import type { FaultIds } from '#core/errors';
import type { Fact } from '#core/fact';
import type { Heard } from '#core/heard';
import type { CustomerId, EnrollmentId, SequenceName, TouchId } from '#core/ids';
import type { Incentives, Offer } from '#core/incentive';
import type { Intake } from '#core/intake';
import type { Rendered } from '#core/message';
import type { NewShopModel, ShopModel } from '#core/model/shop-model';
import type { Notices } from '#core/notice';
import type { Outcome } from '#core/outcome';
import type { Receipts } from '#core/receipt';
import type { Figures } from '#core/report';
import type { Reputation } from '#core/reputation';
import type { PublishedFile, SequenceVersion } from '#core/sequence';
import type { Instant } from '#core/time';

export interface Clock {
  now(): Instant;
}

export interface Randomness {
  /** Bytes that nobody can guess (in a simulation: bytes that the seed gives). */
  bytes(count: number): Uint8Array;
}

/** `conflict`: somebody saved another change since the row was read; read again and decide again. */
export type SaveAnswer = 'saved' | 'conflict';

/**
 * One page of a walk through a store; `next` is absent on the last page. Rows that cannot be read are named in `broken`
 * and left out, so that one of them does not stop the walk.
 */
export type Page<T> = { readonly items: readonly T[]; readonly broken?: readonly FaultIds[]; readonly next?: string };

export interface Customers {
  /** The newest row (a strongly consistent read). */
  get(customerId: CustomerId): Promise<Customer | undefined>;
  /** Writes the row if its revision is still the one that was read, and counts the revision up; 0 creates it. */
  save(customer: Customer): Promise<SaveAnswer>;
  /** One page of one of `segments` equal parts of all rows; every row is in exactly one part. */
  page(request: { segment: number; segments: number; after?: string }): Promise<Page<Customer>>;
  /** Deletes the row for good; where a revision is given, only if it is still that one. */
  erase(customerId: CustomerId, revision?: number): Promise<'erased' | 'conflict'>;
}

export type ClaimAnswer =
  | { readonly status: 'claimed'; readonly enrollment: Active }
  | { readonly status: 'notClaimed'; readonly enrollment: Enrollment }
  | { readonly status: 'missing' };

/** Which enrollment: both ids, because rows are kept by customer. */
export type EnrollmentKey = { readonly customerId: CustomerId; readonly enrollmentId: EnrollmentId };

export interface Enrollments {
  /** Creates the enrollment unless it exists; answers the one that is there now. */
  open(enrollment: Enrollment): Promise<{ status: 'opened' | 'existed'; enrollment: Enrollment }>;
  get(key: EnrollmentKey): Promise<Enrollment | undefined>;
  /** The fence: one conditional write that claims a leg and stores the token (`mayClaim`). */
  claimLeg(key: EnrollmentKey, claim: LegClaim): Promise<ClaimAnswer>;
  /** The ledger: writes what became of a touch, unless more is known already (`maySettle`). */
  settleTouch(key: EnrollmentKey, touch: TouchId, record: TouchRecord, offer?: Offer): Promise<'settled' | 'stood'>;
  /** Writes the enrollment if its revision is still the one that was read, and counts the revision up. */
  save(enrollment: Enrollment): Promise<SaveAnswer>;
  /** Deletes the enrollment for good. */
  erase(key: EnrollmentKey): Promise<void>;
  ofCustomer(customerId: CustomerId): Promise<readonly Enrollment[]>;
  page(request: { after?: string }): Promise<Page<Enrollment>>;
}

export interface Journal {
  /** Writes facts; the same fact twice is one. */
  record(facts: readonly Fact[]): Promise<void>;
  /** Has this very fact been recorded (and not yet expired)? */
  holds(fact: Fact): Promise<boolean>;
  /** All facts of a customer, oldest first. */
  ofCustomer(customerId: CustomerId): Promise<readonly Fact[]>;
  /** Deletes all facts of a customer for good; answers how many there were. */
  erase(customerId: CustomerId): Promise<number>;
}

export interface Sequences {
  /** The newest published version of every sequence that is live. */
  live(): Promise<readonly SequenceVersion[]>;
  /** One version; undefined when it was never published. */
  get(name: SequenceName, version: number): Promise<SequenceVersion | undefined>;
  /** Publishes a version if it differs from the live one, and makes it live. */
  publish(file: PublishedFile): Promise<{ status: 'published' | 'unchanged'; version: number }>;
  /** The sequences that were retired and not published since, each with its last version. */
  retired(): Promise<readonly { readonly name: SequenceName; readonly version: number }[]>;
  /** Ends that a sequence takes in customers; who is on it finishes it. Publishing it makes it live again. */
  retire(name: SequenceName): Promise<'retired' | 'notLive'>;
}

export interface Models {
  /** What the last fit learned of the shop; undefined before the first. May be some minutes old. */
  newest(): Promise<ShopModel | undefined>;
  /** Stores a fit under the next version, which it answers. Versions never change. */
  save(model: NewShopModel): Promise<number>;
}

/** Ids and due instants only: execution histories are readable for 90 days. */
export type JourneyInput = EnrollmentKey & {
  readonly sequence: SequenceName;
  readonly version: number;
  readonly leg: number;
  readonly until: readonly Instant[];
};

/** `movedOn`: the token is no longer waited for (timed out, closed or unknown); what is written in the store holds. */
export type JourneyAnswer = 'done' | 'movedOn';

export interface Journeys {
  /** Starts the journey of an enrollment; starting it again changes nothing. */
  start(input: JourneyInput): Promise<void>;
  /** Ends the journey that waits on this token. */
  succeed(token: string, result: { outcome: Outcome }): Promise<JourneyAnswer>;
  /** Gives the journey that waits on this token other legs to run. */
  replan(token: string, plan: { leg: number; until: readonly Instant[] }): Promise<JourneyAnswer>;
  /** Ends the journey that waits on this token as broken, and parks it for an operator under the name of the fault. */
  park(token: string, fault: string): Promise<JourneyAnswer>;
}

/** A piece of a scan: one segment, from the row after `after`. */
export type ScanTask = { readonly segment: number; readonly segments: number; readonly after?: string };
/** A customer put forward by the scan for one sequence, as one of those whose turn it is when its intake is limited. */
export type EnrollTask = { readonly customerId: CustomerId; readonly sequence: SequenceName; readonly version: number };

export interface Work {
  scan(tasks: readonly ScanTask[]): Promise<void>;
  enroll(tasks: readonly EnrollTask[]): Promise<void>;
}

export interface Responses {
  /** Keeps responses safe until they are obeyed. Nobody may be told "received" before this has answered. */
  put(heard: readonly Heard[], options?: { readonly afterSeconds: number }): Promise<void>;
}

/** One message to one person. Enrollment and touch travel along as tags, so that the provider's events find home. */
export type Outgoing = EnrollmentKey & {
  readonly touchId: TouchId;
  readonly to: string;
  readonly message: Rendered;
  readonly unsubscribeUrl: string;
};

/**
 * What a provider answered. `throttled` and `refused` are certain: nothing went out, and only the first may be tried
 * again. `ambiguous` (a time-out, a cut connection, a server fault) means that it may have gone out: never send again.
 */
export type SendAnswer =
  | { readonly status: 'accepted'; readonly providerId: string; readonly parts: number }
  | { readonly status: 'throttled' | 'refused' | 'ambiguous'; readonly reason: string };

export interface Sender {
  send(outgoing: Outgoing): Promise<SendAnswer>;
}

export type Senders = Readonly<Record<Channel, Sender>>;

export interface Links {
  /** Where this customer says no more: opaque, unforgeable, without personal data (RFC 8058). */
  unsubscribe(about: EnrollmentKey & { channel: Channel }): string;
  /** Where this customer chooses channels, topics and a pause. */
  preferences(about: EnrollmentKey & { channel: Channel }): string;
  /** Where this customer says why they have been away. */
  survey(about: EnrollmentKey & { channel: Channel }): string;
}

/** Everything that the steps need, built once by whoever assembles a world. */
export type Services = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly customers: Customers;
  readonly enrollments: Enrollments;
  readonly journal: Journal;
  readonly sequences: Sequences;
  readonly incentives: Incentives;
  readonly figures: Figures;
  readonly models: Models;
  readonly intake: Intake;
  readonly journeys: Journeys;
  readonly work: Work;
  readonly senders: Senders;
  readonly links: Links;
  readonly contacts: Contacts;
  readonly consents: Consents;
  readonly reputation: Reputation;
  readonly receipts: Receipts;
  readonly responses: Responses;
  readonly notices: Notices;
  /** Every duration of the stage is divided by this; 1 in production. */
  readonly timeScale: number;
};
