// What the page needs to know of the local world, and what it may do to it.
import * as z from 'zod';
import { MessageIdSchema } from '#adapters/local/postbox';
import type { Channel } from '#core/channel';
import type { CustomerId, SequenceName } from '#core/ids';
import type { Outcome } from '#core/outcome';
import type { Lift } from '#core/report';
import { MOST_SMS_CHARACTERS } from '#core/sms-length';
import type { Instant, TimeZone } from '#core/time';

/** How one sequence version is doing. `running` and the outcomes add up to everyone enrolled. */
export type SequenceFigures = {
  readonly sequence: SequenceName;
  readonly version: number;
  readonly running: number;
  readonly heldOut: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly lift: Lift;
};

export type PageFigures = {
  readonly customers: number;
  readonly dormant: number;
  readonly enrolled: number;
  readonly heldOut: number;
  readonly sent: Readonly<Record<Channel, number>>;
  readonly cameBack: number;
  readonly optedOut: number;
  readonly sequences: readonly SequenceFigures[];
};

export type PageState = {
  readonly shop: { readonly name: string; readonly timeZone: TimeZone };
  readonly now: Instant;
  /** Virtual seconds per second. */
  readonly speed: number;
  readonly paused: boolean;
  /** One sentence for people on what goes on, e.g. what is waited for. */
  readonly note?: string;
  readonly figures: PageFigures;
};

/** One line of a customer's timeline, in plain words. `quiet` is for what did not happen, and why. */
export type StoryLine = {
  readonly at: Instant;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad' | 'quiet';
};

/** Everything about one customer that people want to see; lines are oldest first. */
export type CustomerStory = {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly timeZone?: TimeZone;
  readonly lines: readonly StoryLine[];
  readonly next?: { readonly at?: Instant; readonly text: string };
};

export const ACTS = ['open', 'click', 'buy', 'visit', 'unsubscribe', 'reply'] as const;

/** Something that the customer of a message does; `words` belong to a reply. */
export const ActSchema = z.discriminatedUnion('act', [
  z.strictObject({ messageId: MessageIdSchema, act: z.enum(ACTS).exclude(['reply']) }),
  z.strictObject({
    messageId: MessageIdSchema,
    act: z.literal('reply'),
    words: z.string().trim().min(1, 'a reply needs words').max(MOST_SMS_CHARACTERS),
  }),
]);
export type Act = z.infer<typeof ActSchema>;
export type ActAnswer = { readonly status: 'done' } | { readonly status: 'refused'; readonly because: string };

export interface PageWorld {
  state(): PageState;
  /** Virtual seconds per second from now on. */
  setSpeed(speed: number): void;
  pause(): void;
  resume(): void;
  customer(customerId: CustomerId): Promise<CustomerStory | undefined>;
  /** Lets the customer of a message do something, as if a provider or the shop had called back. */
  act(act: Act): Promise<ActAnswer>;
  /** Calls the listener whenever `state()` may have changed, the clock included; answers how to stop that. */
  onChange(listener: () => void): () => void;
}
